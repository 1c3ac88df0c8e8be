package kpwatch.subscription;

import java.util.Optional;

/**
 * What a channel asked for.
 *
 * @param mention who is called by name; empty: nobody
 * @param quiet when posts arrive without sound and mention; empty: never
 */
public record Wishes(
    Level level, Optional<Mention> mention, Detail detail, Optional<QuietHours> quiet) {
  public static final Wishes USUAL =
      new Wishes(Level.MAJOR, Optional.empty(), Detail.FULL, Optional.empty());

  /** How long messages are. */
  public enum Detail {
    /** The headline, the foot and the verdict. */
    SHORT,
    FULL
  }

  /**
   * Who is called by name.
   *
   * @param role as the platform knows it
   * @param from the least severity that calls
   */
  public record Mention(String role, Severity from) {}
}
