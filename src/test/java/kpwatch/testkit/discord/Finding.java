package kpwatch.testkit.discord;

/**
 * Something wrong in a body.
 *
 * @param field path with dots, such as {@code embeds.0.title}
 * @param code the error that Discord answers with; 0 where it takes the request and only we do not
 */
record Finding(String field, String why, int code) {
  /** Discord refuses it with 50035. */
  static Finding refused(String field, String why) {
    return new Finding(field, why, 50035);
  }

  /** Discord takes it, the contract of the bot forbids it. */
  static Finding ours(String field, String why) {
    return new Finding(field, why, 0);
  }

  boolean isRefused() {
    return code != 0;
  }

  Refusal refusal() {
    return code == 50006
        ? new Refusal(400, 50006, "Cannot send an empty message")
        : Refusal.invalidForm(field, why);
  }
}
