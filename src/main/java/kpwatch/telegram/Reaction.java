package kpwatch.telegram;

import java.time.Duration;

/** What follows from something that was asked. */
sealed interface Reaction {
  /**
   * An answer.
   *
   * @param allowed whether the caller may change what it is about
   */
  record Saying(Replies.Said said, boolean allowed) implements Reaction {}

  /** It cannot be found out yet; to be asked again after that time. */
  record Waiting(Duration time) implements Reaction {}
}
