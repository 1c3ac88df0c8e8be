package kpwatch.telegram;

/**
 * A domain with what follows it, {@code kcna.kp/path}: labels between dots, the last one beginning
 * with two letters.
 *
 * @param to where it ends; where it was looked for: there is none
 * @param lookedTo none begins between the place where it was looked for and here
 */
record DomainScan(int to, int lookedTo) {
  static DomainScan of(CharSequence text, int from, int end) {
    int to = from;
    int i = from;
    boolean labels = true;
    while (labels) {
      int label = i;
      i = labelEnd(text, i, end);
      labels = i > label && i < end && text.charAt(i) == '.';
      if (labels) {
        i++;
        int letters = twoLettersEnd(text, i, end);
        to = letters > i ? letters : to;
      }
    }
    return new DomainScan(to == from ? from : withPath(text, to, end), Math.max(i, from + 1));
  }

  private static int withPath(CharSequence text, int to, int end) {
    return to < end && ":/?#".indexOf(text.charAt(to)) >= 0 ? end : to;
  }

  private static int labelEnd(CharSequence text, int from, int end) {
    int i = from;
    while (i < end && isOfLabel(LinkScanner.pointAt(text, i, end))) {
      i += Character.charCount(LinkScanner.pointAt(text, i, end));
    }
    return i;
  }

  /** The end of the letters that begin here; here, if there are fewer than two. */
  private static int twoLettersEnd(CharSequence text, int from, int end) {
    int i = from;
    int letters = 0;
    while (i < end && Character.isLetter(LinkScanner.pointAt(text, i, end))) {
      i += Character.charCount(LinkScanner.pointAt(text, i, end));
      letters++;
    }
    return letters < 2 ? from : i;
  }

  private static boolean isOfLabel(int c) {
    return Character.isLetter(c) || LinkScanner.isNumber(c) || c == '_' || c == '-';
  }
}
