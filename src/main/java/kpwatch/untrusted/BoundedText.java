package kpwatch.untrusted;

/** A text of at most so many characters; what does not fit leaves the mark of a cut. */
final class BoundedText {
  static final String CUT = "…";

  private final StringBuilder text = new StringBuilder();
  private final int most;
  private int characters;
  private int cut;
  private boolean over;

  /**
   * @param most code points, the mark of a cut among them; at least 1
   */
  BoundedText(int most) {
    this.most = most;
  }

  void add(int codePoint) {
    if (characters == most) {
      over = true;
    } else {
      text.appendCodePoint(codePoint);
      characters++;
      cut = characters == most - 1 ? text.length() : cut;
    }
  }

  boolean isEmpty() {
    return characters == 0;
  }

  /** Whether something did not fit. */
  boolean isOver() {
    return over;
  }

  @Override
  public String toString() {
    return over ? text.substring(0, cut) + CUT : text.toString();
  }
}
