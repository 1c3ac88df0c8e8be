package kpwatch.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kpwatch.notify.Message;

/**
 * When something was asked, and what is said of that.
 *
 * @param asked the date of the message; empty for a press, which has none
 * @param earlier earlier messages of the same chat that get no answer of their own
 * @param silent whether this one gets no answer of its own, either
 */
record Lateness(Optional<Instant> asked, int earlier, boolean silent) {
  /** An older question was asked while nobody listened. */
  static final Duration LATE = Duration.ofMinutes(1);

  static Lateness of(Optional<Instant> asked) {
    return new Lateness(asked, 0, false);
  }

  boolean isLate(Instant now) {
    return asked.filter(at -> at.isBefore(now.minus(LATE))).isPresent();
  }

  /** The same, with a word on its age if it is late. */
  Message.Section note(Instant now) {
    String age = age(Duration.between(asked.orElse(now), now));
    String one = "Asked " + age + " ago, while I could not listen.";
    return earlier == 0
        ? Message.Section.of(one)
        : Message.Section.of(
            one,
            (earlier == 1 ? "1 earlier message" : earlier + " earlier messages")
                + " of this chat get no answer of their own; /subscriptions shows the settings that"
                + " hold now.");
  }

  private static String age(Duration age) {
    if (age.toMinutes() < 120) {
      return age.toMinutes() + " min";
    }
    return age.toHours() < 48 ? age.toHours() + " h" : age.toDays() + " d";
  }
}
