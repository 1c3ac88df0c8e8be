package kpwatch.app;

/** An archive did not give what was asked for. The message is for people, a line or more. */
final class NoPast extends Exception {
  private static final long serialVersionUID = 1L;

  /** What the same command would do. */
  enum Again {
    /** The archive does not hold it; an answer is no use to anybody. */
    SAME,
    /** It goes on from where it stopped. */
    GOES_ON
  }

  private final Again again;

  NoPast(Again again, String message) {
    super(message);
    this.again = again;
  }

  Again again() {
    return again;
  }
}
