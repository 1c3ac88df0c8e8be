package kpwatch.incident;

/**
 * What direct probes show of one address or name server. ILL: it answers, but its service is in
 * trouble.
 */
public enum ProbeState {
  UP,
  SLOW,
  FAILING,
  ILL,
  MOVED,
  UNQUALIFIED,
  UNKNOWN;

  public String word() {
    return Words.of(this);
  }

  /** Whether it answers clearly worse than it should from the network's point of view. */
  public boolean struggling() {
    return this == SLOW || this == FAILING;
  }
}
