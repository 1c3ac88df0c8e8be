package kpwatch.assess;

import java.util.Locale;

/**
 * What may be behind an incident. Our own trouble is none of them: that is BLIND, and no incident.
 */
public enum Hypothesis {
  /** A fault, power, a mistake or an order inside the country or at its edge. */
  INTERNAL,
  /** Hostile traffic or intrusion. */
  ATTACK,
  /** An upstream network or a cable. */
  TRANSIT,
  UNKNOWN;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
