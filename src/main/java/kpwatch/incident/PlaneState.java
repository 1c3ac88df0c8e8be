package kpwatch.incident;

/**
 * Whether one of our two ways to look shows anything at all; also the state of the monitor as a
 * whole.
 */
public enum PlaneState {
  SEEING,
  BLIND;

  public String word() {
    return Words.of(this);
  }
}
