package kpwatch.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/**
 * An update that was read and is to be dealt with.
 *
 * @param from the chat, or its topic, that it belongs to
 * @param tree the update as it came
 * @param kind how much it matters
 * @param lateness when it was asked
 * @param steps does it; called again while it gives a wait
 */
record Errand(long id, Destination from, JsonNode tree, Kind kind, Lateness lateness, Steps steps) {
  /** How much an errand matters. */
  enum Kind {
    /** Changes nothing: it may be left out, and lost in a crash. */
    QUESTION,
    /**
     * A person's wish to change something: it may be left out if that is said, and is never lost.
     */
    CHANGE,
    /** Tells what became of the chat itself: it is neither left out nor lost. */
    NEWS
  }

  /** Deals with it, or with the next part of it. */
  interface Steps {
    Optional<Duration> step(Lateness lateness);
  }

  boolean isStored() {
    return kind != Kind.QUESTION;
  }

  Errand late(int earlier, boolean silent) {
    return new Errand(id, from, tree, kind, new Lateness(lateness.asked(), earlier, silent), steps);
  }
}
