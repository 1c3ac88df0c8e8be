package kpwatch.testkit.discord;

/** The bot's token, good until it is revoked. */
final class Token {
  static final String VALUE = "fake-discord-bot-token";

  private volatile boolean good = true;

  boolean is(String given) {
    return good && given.equals(VALUE);
  }

  void revoke() {
    good = false;
  }

  void restore() {
    good = true;
  }
}
