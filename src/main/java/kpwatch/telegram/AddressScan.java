package kpwatch.telegram;

/** An IPv4 address with what follows it: {@code 175.45.176.71:80}. */
final class AddressScan {
  private static final int NUMBERS = 4;
  private static final int DIGITS = 3;

  private AddressScan() {}

  /** Where the one ends that begins here; here, if there is none. */
  static int end(CharSequence text, int from, int end) {
    if (from > 0 && isOfWord(text.charAt(from - 1))) {
      return from;
    }
    int i = from;
    for (int number = 0; number < NUMBERS; number++) {
      if (number > 0) {
        if (i >= end || text.charAt(i) != '.') {
          return from;
        }
        i++;
      }
      int first = i;
      while (i < end && i - first < DIGITS && isDigit(text.charAt(i))) {
        i++;
      }
      if (i == first) {
        return from;
      }
    }
    return i < end && (text.charAt(i) == ':' || text.charAt(i) == '/') ? end : i;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isOfWord(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }
}
