package kpwatch.telegram;

import java.time.Duration;
import java.util.Optional;

/** How a call of the Bot API ended. */
sealed interface Answer<T> {
  record Ok<T>(T result) implements Answer<T> {}

  /**
   * Done, as the first bytes of the answer say; the rest was lost on the way.
   *
   * @param message the id in what came; empty where it had not come yet
   */
  record Taken<T>(Optional<Integer> message) implements Answer<T> {}

  /**
   * Telegram, or something between, said no; nothing was done.
   *
   * @param code of the Bot API; 500 and above for a server in trouble
   * @param told how long it told us to wait; an hour at most, then it may tell us again
   * @param movedTo the new id of a group that became a supergroup
   */
  record Refused<T>(int code, String description, Optional<Duration> told, Optional<Long> movedTo)
      implements Answer<T> {
    /** An answer of one foreign machine must not end the talk for days. */
    private static final Duration LONGEST = Duration.ofHours(1);

    public Refused {
      told = told.map(Refused::bounded);
    }

    private static Duration bounded(Duration wait) {
      Duration least = wait.isNegative() ? Duration.ZERO : wait;
      return least.compareTo(LONGEST) > 0 ? LONGEST : least;
    }

    /** Telegram changes its texts; case and surroundings do not matter. */
    boolean says(String words) {
      return description
          .toLowerCase(java.util.Locale.ROOT)
          .contains(words.toLowerCase(java.util.Locale.ROOT));
    }
  }

  /** The request never left: no address, no connection, no handshake. */
  record Unsent<T>(String reason) implements Answer<T> {}

  /** Nobody knows: the request left, or may have, and no answer came. */
  record Unsure<T>(String reason) implements Answer<T> {}
}
