package kpwatch.observation;

/** Number of an autonomous system, {@code 0 <= number <= 4294967295}. */
public record Asn(long number) implements Comparable<Asn> {
  private static final long MAX = 4_294_967_295L;

  public Asn {
    if (number < 0 || number > MAX) {
      throw new IllegalArgumentException("not an AS number: " + number);
    }
  }

  /**
   * Reads {@code 4837} or {@code AS4837}. Throws {@link IllegalArgumentException} on anything else.
   */
  public static Asn parse(String text) {
    String digits = text.strip();
    if (digits.regionMatches(true, 0, "AS", 0, 2)) {
      digits = digits.substring(2);
    }
    if (digits.isEmpty() || digits.length() > 10) {
      throw new IllegalArgumentException("not an AS number: " + text);
    }
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new IllegalArgumentException("not an AS number: " + text);
      }
      number = 10 * number + digit;
    }
    return new Asn(number);
  }

  /**
   * Whether the number is kept for private use (RFC 6996) and so names nobody on the public
   * internet.
   */
  public boolean isPrivate() {
    return (number >= 64_512 && number <= 65_534)
        || (number >= 4_200_000_000L && number <= 4_294_967_294L);
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
