package kpwatch.testkit.discord;

/** Source: https://docs.discord.com/developers/events/gateway#list-of-intents */
final class Intents {
  static final long GUILDS = 1;

  /** Guild members, presences, message content. */
  static final long PRIVILEGED = 1L << 1 | 1L << 8 | 1L << 15;

  private static final long KNOWN = (1L << 17) - 1 | 1L << 20 | 1L << 21 | 1L << 24 | 1L << 25;

  private Intents() {}

  static boolean legal(long intents) {
    return (intents & ~KNOWN) == 0;
  }

  static boolean privileged(long intents) {
    return (intents & PRIVILEGED) != 0;
  }
}
