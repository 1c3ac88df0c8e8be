package kpwatch.incident;

/**
 * How much is affected, from little to all; the order of the constants is the order of width. A
 * hijack is a kind of its own, beside the others: it neither widens nor eases into them.
 */
public enum Scope {
  UPSTREAM,
  HIJACK,
  DEGRADED,
  PARTIAL,
  NATIONAL;

  public String word() {
    return Words.of(this);
  }

  public boolean wider(Scope other) {
    return this != HIJACK && other != HIJACK && compareTo(other) > 0;
  }

  /** Whether those hear of it from beginning to end who want only what is major. */
  public boolean major() {
    return routesLost() || this == HIJACK;
  }

  /** Whether routes have been lost; the probes alone never show this. */
  public boolean routesLost() {
    return this == PARTIAL || this == NATIONAL;
  }

  /** What it makes of the country. */
  public CountryState country() {
    return switch (this) {
      case UPSTREAM, HIJACK -> CountryState.NORMAL;
      case DEGRADED, PARTIAL -> CountryState.DEGRADED;
      case NATIONAL -> CountryState.OUTAGE;
    };
  }
}
