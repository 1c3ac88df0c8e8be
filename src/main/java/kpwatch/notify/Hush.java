package kpwatch.notify;

import java.util.List;
import kpwatch.notify.Message.Section;

/** A cap on sounding posts that was reached. */
public enum Hush {
  OF_INCIDENT("about one incident no more than " + Rung.PER_INCIDENT + " posts sound"),
  OF_DAY("no more than " + Rung.PER_DAY + " posts sound in 24 hours");

  private final String why;

  Hush(String why) {
    this.why = why;
  }

  /** So that nobody takes the silence for a lesser event. */
  Section section() {
    return new Section("", List.of("Sent without a sound: " + why + "."));
  }
}
