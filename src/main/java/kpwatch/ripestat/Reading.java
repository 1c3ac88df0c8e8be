package kpwatch.ripestat;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import kpwatch.observation.Observation;

/** What the {@code data} of one answer says, before it has a time of ours. */
interface Reading {
  Observation at(Instant completed);

  /** The server's time of the data, where the call tells one. */
  default Optional<Instant> dataTime() {
    return Optional.empty();
  }

  /** Reads the {@code data} at which the cursor stands. */
  interface Reader {
    Reading read(Cursor data) throws IOException;
  }
}
