package kpwatch.ripestat;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** What the {@code data} of one answer says. */
interface Content {
  /** The server's time of the data, where it must be fresh and the call tells one. */
  default Optional<Instant> dataTime() {
    return Optional.empty();
  }

  /** Reads the {@code data} at which the cursor stands. */
  interface Reader<C extends Content> {
    C read(Cursor data) throws IOException;
  }
}
