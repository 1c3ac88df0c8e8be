package kpwatch.notify;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import kpwatch.subscription.Level;

/**
 * Something to be said, with its words, written from the change that caused it.
 *
 * @param id unique and the same for the same change: {@code KP-K7Q2/1}, {@code
 *     blind/2026-03-02T03:32:00Z}
 * @param incident the code of the incident it belongs to
 * @param sounding whether it may ring
 * @param level the level of news, which decides who hears it
 * @param text the whole message in plain text; the first line is complete in itself
 */
public record Notification(
    String id,
    Instant at,
    Optional<String> incident,
    Kind kind,
    boolean sounding,
    Level level,
    String text) {

  /** Why it is said. */
  public enum Kind {
    OPENED,
    UPDATED,
    CLOSED,
    CORRECTION,
    UNSTABLE,
    BLIND,
    SEEING,
    NEWS;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
