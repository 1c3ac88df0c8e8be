package kpwatch.ripestat;

import java.time.Instant;
import kpwatch.observation.Observation;

/** What the {@code data} of one answer says of the present, before it has a time of ours. */
interface Reading extends Content {
  Observation at(Instant completed);
}
