package kpwatch.testkit.discord;

/**
 * Whom a 429 is about. Source: https://docs.discord.com/developers/topics/rate-limits#header-format
 */
public enum Scope {
  /** This bot on this route. */
  USER,
  /** This bot on all routes but those of interactions. */
  GLOBAL,
  /** The channel or guild, whoever wrote there; does not count against the bot. */
  SHARED;

  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
