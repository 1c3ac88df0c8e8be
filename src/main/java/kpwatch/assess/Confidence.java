package kpwatch.assess;

import java.util.Locale;

/**
 * How good the evidence is; never how likely the verdict. High needs a second vantage, which we do
 * not have.
 */
public enum Confidence {
  LOW,
  MODERATE,
  HIGH;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
