package kpwatch.incident;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/**
 * The name of an incident: {@code KP-} and four characters, the same for the same network and onset
 * minute.
 */
final class IncidentCode {
  /** Without characters that are read wrongly: I, L, O, U, 0, 1. */
  private static final String ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

  private IncidentCode() {}

  /** The first free code; a collision moves on to the next one. */
  static String of(String country, Instant onset, Set<String> taken) {
    long minute = onset.truncatedTo(ChronoUnit.MINUTES).getEpochSecond() / 60;
    long space =
        (long) ALPHABET.length() * ALPHABET.length() * ALPHABET.length() * ALPHABET.length();
    long number = Math.floorMod(mixed(minute * 31 + country.hashCode()), space);
    String code = written(country, number);
    while (taken.contains(code)) {
      number = (number + 1) % space;
      code = written(country, number);
    }
    return code;
  }

  private static String written(String country, long number) {
    StringBuilder text = new StringBuilder();
    long rest = number;
    for (int i = 0; i < 4; i++) {
      text.append(ALPHABET.charAt((int) (rest % ALPHABET.length())));
      rest /= ALPHABET.length();
    }
    return country + "-" + text;
  }

  /** Spreads neighbouring minutes over the whole space (the finaliser of SplitMix64). */
  private static long mixed(long value) {
    long mixed = value + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
