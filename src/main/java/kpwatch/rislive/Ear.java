package kpwatch.rislive;

import java.time.Instant;

/** Who hears what a connection says, from one thread and in the order in which it happened. */
interface Ear {
  void opened(Instant now);

  /** Whether the frame changed what is known. */
  boolean frame(String text, Instant now);

  void closed(String why, Instant now);

  static Ear of(LiveStream stream) {
    return new Ear() {
      @Override
      public void opened(Instant now) {
        stream.opened(now);
      }

      @Override
      public boolean frame(String text, Instant now) {
        return stream.frame(text, now);
      }

      @Override
      public void closed(String why, Instant now) {
        stream.closed(why, now);
      }
    };
  }
}
