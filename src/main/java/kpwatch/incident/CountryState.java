package kpwatch.incident;

/** The one word that a reader wants. */
public enum CountryState {
  NORMAL,
  DEGRADED,
  OUTAGE,
  UNSTABLE,
  UNKNOWN;

  public String word() {
    return Words.of(this);
  }
}
