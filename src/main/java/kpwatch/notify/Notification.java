package kpwatch.notify;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import kpwatch.incident.Scope;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;

/**
 * Something to be said, with its words, written from the change that caused it.
 *
 * @param id unique and the same for the same change: {@code KP-K7Q2/1}, {@code
 *     blind/2026-03-02T03:32:00Z}
 * @param incident the code of the incident it belongs to
 * @param scope the widest scope of that incident so far
 * @param sounding whether it may ring
 * @param level the level of news, which decides who hears it
 */
public record Notification(
    String id,
    Instant at,
    Optional<String> incident,
    Optional<Scope> scope,
    Kind kind,
    boolean sounding,
    Level level,
    Message message) {

  private static final String AFTER_MUTE = "unmuted/";

  /** The id of what a channel is told when its mute is over. */
  static String afterMute(ChannelRef channel, Instant until) {
    return AFTER_MUTE + channel + "/" + until;
  }

  /** Whether it tells how everything stands, at its time. */
  boolean tellsTheState() {
    return id.startsWith(AFTER_MUTE);
  }

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

  /** The whole message in plain text; the first line is complete in itself. */
  public String text() {
    return message.plain();
  }
}
