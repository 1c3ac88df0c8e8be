package kpwatch.incident;

/**
 * What the collectors show of one line to abroad; a line that is merely not preferred is up and
 * invisible.
 */
public enum LineState {
  CARRYING,
  NOT_SEEN,
  UNKNOWN;

  public String word() {
    return Words.of(this);
  }
}
