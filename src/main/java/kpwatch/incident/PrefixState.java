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

  /** Whether less of its own route is seen than usual, or nothing. */
  boolean lost() {
    return this == GONE || this == REDUCED || this == AGGREGATED;
  }

  /** Whether its own route is lost, be there another that covers it or not. */
  boolean unseen() {
    return this == GONE || this == AGGREGATED;
  }
}
