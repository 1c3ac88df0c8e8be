package kpwatch.rislive;

import java.time.Instant;

/** Who hears what a connection says, from one thread and in the order in which it happened. */
interface Ear {
  void opened(Instant now);

  /** Whether the frame changed what is known. */
  boolean frame(String text, Instant now);

  void closed(String why, Instant now);
}
