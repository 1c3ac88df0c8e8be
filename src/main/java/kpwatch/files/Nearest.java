package kpwatch.files;

import java.util.Collection;

/** The known word that a mistyped one was probably meant to be. */
final class Nearest {
  private static final int SLIPS = 2;

  private Nearest() {}

  /** Empty when no known word is within two slips and nearer than a rewrite of the whole word. */
  static String to(String word, Collection<String> known) {
    String nearest = "";
    int fewest = SLIPS + 1;
    for (String candidate : known) {
      int slips = distance(word, candidate);
      if (slips < fewest && slips < candidate.length()) {
        fewest = slips;
        nearest = candidate;
      }
    }
    return nearest;
  }

  /** Levenshtein distance: insertions, deletions and replacements of one character. */
  private static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    for (int j = 0; j < previous.length; j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] current = new int[right.length() + 1];
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replaced = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[right.length()];
  }
}
