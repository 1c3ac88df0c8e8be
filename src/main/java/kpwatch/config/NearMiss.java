package kpwatch.config;

import java.util.Collection;
import java.util.Optional;

/** Finds the name that a mistyped one was probably meant to be. */
final class NearMiss {
  private NearMiss() {}

  /** The candidate that differs least, if it differs by at most {@code most} edits. */
  static Optional<String> of(String word, Collection<String> candidates, int most) {
    String nearest = "";
    int least = most + 1;
    for (String candidate : candidates) {
      int distance = distance(word, candidate);
      if (distance < least) {
        nearest = candidate;
        least = distance;
      }
    }
    return least <= most ? Optional.of(nearest) : Optional.empty();
  }

  /** Inserted, deleted and replaced characters between two words (Levenshtein). */
  static int distance(String left, String right) {
    int[] above = new int[right.length() + 1];
    for (int column = 0; column <= right.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= left.length(); row++) {
      int[] current = new int[right.length() + 1];
      current[0] = row;
      for (int column = 1; column <= right.length(); column++) {
        int replaced =
            above[column - 1] + (left.charAt(row - 1) == right.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(replaced, Math.min(above[column], current[column - 1]) + 1);
      }
      above = current;
    }
    return above[right.length()];
  }
}
