package kpwatch.incident;

/** How much is affected, from little to all; the order of the constants is the order of width. */
public enum Scope {
  UPSTREAM,
  DEGRADED,
  PARTIAL,
  NATIONAL;

  public String word() {
    return Words.of(this);
  }

  public boolean wider(Scope other) {
    return compareTo(other) > 0;
  }

  /** Whether routes have been lost; the probes alone never show this. */
  public boolean routesLost() {
    return this == PARTIAL || this == NATIONAL;
  }

  /** What it makes of the country. */
  public CountryState country() {
    return switch (this) {
      case UPSTREAM -> CountryState.NORMAL;
      case DEGRADED, PARTIAL -> CountryState.DEGRADED;
      case NATIONAL -> CountryState.OUTAGE;
    };
  }
}
