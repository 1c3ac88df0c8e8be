package kpwatch.assess;

/** How much one observation alone moves the verdict: the ratio of {@code detection.md} 5, H9. */
public enum Strength {
  /** It is noted, and tells no cause from another. */
  NONE(1),
  WEAK(1.5),
  MODERATE(3),
  STRONG(10);

  private final double ratio;

  Strength(double ratio) {
    this.ratio = ratio;
  }

  public double ratio() {
    return ratio;
  }
}
