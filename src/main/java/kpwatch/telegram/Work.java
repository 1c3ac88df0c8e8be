package kpwatch.telegram;

import java.time.Duration;
import java.util.Optional;

/** Something to be done for one chat, in one or several steps. */
interface Work {
  /** Does the next step; empty: all is done, else how long to wait before the next step. */
  Optional<Duration> step();

  /** Work of a single step. */
  static Work once(Runnable all) {
    return () -> {
      all.run();
      return Optional.empty();
    };
  }
}
