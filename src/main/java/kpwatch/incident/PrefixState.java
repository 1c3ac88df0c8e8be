package kpwatch.incident;

/** What the collectors show of one prefix. */
public enum PrefixState {
  UP,
  REDUCED,
  GONE,
  AGGREGATED,
  UNKNOWN;

  public String word() {
    return Words.of(this);
  }
}
