package kpwatch.telegram;

import java.io.IOException;

/** Why a call has no answer that could be read. */
final class NoAnswer extends IOException {
  private static final long serialVersionUID = 1;

  private final Kind kind;
  private final int number;

  enum Kind {
    /** The request never left. */
    UNSENT,
    /** The request left, or may have. */
    UNSURE,
    /** Something other than the Bot API answered. */
    PAGE,
    /** The Bot API said yes, and no more of it came. */
    TAKEN
  }

  private NoAnswer(Kind kind, int number, String message) {
    super(message);
    this.kind = kind;
    this.number = number;
  }

  static NoAnswer unsent(IOException cause) {
    NoAnswer none = new NoAnswer(Kind.UNSENT, 0, "not sent: " + words(cause));
    none.initCause(cause);
    return none;
  }

  static NoAnswer unsure(IOException cause) {
    NoAnswer none = new NoAnswer(Kind.UNSURE, 0, "no answer: " + words(cause));
    none.initCause(cause);
    return none;
  }

  static NoAnswer unsure(int status) {
    return new NoAnswer(Kind.UNSURE, status, "HTTP " + status + " and nothing to read");
  }

  static NoAnswer page(int status) {
    return new NoAnswer(Kind.PAGE, status, "HTTP " + status + ", not from the Bot API");
  }

  /**
   * @param message 0: its id has not come
   */
  static NoAnswer taken(int message) {
    return new NoAnswer(Kind.TAKEN, message, "done, but the rest of the answer was lost");
  }

  Kind kind() {
    return kind;
  }

  /** The HTTP status of a page, the message id of what was taken. */
  int number() {
    return number;
  }

  private static String words(IOException cause) {
    return cause.getClass().getSimpleName();
  }
}
