package kpwatch.observation;

import java.util.Optional;
import java.util.Set;

/** Number of an autonomous system, {@code 0 <= number <= 4294967295}. */
public record Asn(long number) implements Comparable<Asn> {
  private static final long MAX = 4_294_967_295L;
  private static final int MOST_DIGITS = 10;

  /** The most that stands on each side of the dot in asdot. */
  private static final long HALF = 65_535;

  /**
   * AS 0 (RFC 7607), AS_TRANS, which stands in for a number of 32 bits (RFC 6793), and the last
   * numbers of both sizes (RFC 7300).
   */
  private static final Set<Long> RESERVED = Set.of(0L, 23_456L, HALF, MAX);

  public Asn {
    if (number < 0 || number > MAX) {
      throw new IllegalArgumentException("not an AS number: " + number);
    }
  }

  /**
   * Reads {@code 4837} or {@code AS4837}, and {@code 2.207} for 131279 (asdot, RFC 5396). Throws
   * {@link IllegalArgumentException} on anything else.
   */
  public static Asn parse(String text) {
    return read(text).orElseThrow(() -> new IllegalArgumentException("not an AS number: " + text));
  }

  /** The same, but empty for anything else. */
  public static Optional<Asn> read(String text) {
    String digits = text.strip();
    if (digits.regionMatches(true, 0, "AS", 0, 2)) {
      digits = digits.substring(2);
    }
    int dot = digits.indexOf('.');
    long number =
        dot < 0
            ? number(digits, MAX)
            : asdot(
                number(digits.substring(0, dot), HALF), number(digits.substring(dot + 1), HALF));
    return number < 0 ? Optional.empty() : Optional.of(new Asn(number));
  }

  private static long asdot(long high, long low) {
    return high < 0 || low < 0 ? -1 : high * (HALF + 1) + low;
  }

  /** Not negative and at most {@code most}; -1 for what is no such number in ASCII digits. */
  private static long number(String digits, long most) {
    if (digits.isEmpty() || digits.length() > MOST_DIGITS) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = 10 * number + digit;
    }
    return number > most ? -1 : number;
  }

  /**
   * Whether the number is kept for private use (RFC 6996) and so names nobody on the public
   * internet.
   */
  public boolean isPrivate() {
    return (number >= 64_512 && number <= 65_534)
        || (number >= 4_200_000_000L && number <= 4_294_967_294L);
  }

  /** Whether the number stands for no network that could be named: private or reserved. */
  public boolean namesNobody() {
    return isPrivate() || RESERVED.contains(number);
  }

  @Override
  public int compareTo(Asn other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return "AS" + number;
  }
}
