package kpwatch.assess;

import java.util.Optional;

/**
 * What can be observed that tells causes apart. Ids, strengths and sources are those of the
 * published criteria listed in {@code docs/assessment.md}.
 */
public enum Criterion {
  A1(
      Family.ORDER,
      Optional.of(Hypothesis.ATTACK),
      Strength.MODERATE,
      false,
      "https://archives.lincolndailynews.com/2022/Jan/26/NEWS/news_t.shtml"),
  A2(
      Family.ORDER,
      Optional.of(Hypothesis.INTERNAL),
      Strength.MODERATE,
      false,
      "https://europatentbox.com/north-koreas-websites-appear-to-have-mysteriously-gone-down-again.html"),
  B1(
      Family.ROUTES,
      Optional.of(Hypothesis.INTERNAL),
      Strength.MODERATE,
      false,
      "https://clashreport.com/en/news/articles/north-korea-suffers-major-internet-outage-cause-likely-internal-9dobha0ocq"),
  B2(
      Family.ROUTES,
      Optional.of(Hypothesis.TRANSIT),
      Strength.STRONG,
      true,
      "https://dailyadams.com/sudan-internet-cut-off/"),
  B5(
      Family.ROUTES,
      Optional.of(Hypothesis.INTERNAL),
      Strength.STRONG,
      true,
      "https://blog.apnic.net/2021/07/26/solo-effort-to-clean-up-rpki-invalids-across-a-region/");

  /** Kinds of evidence; two observations of one kind are not two opinions. */
  public enum Family {
    ORDER,
    ROUTES,
    SERVICES,
    CALENDAR,
    ELSEWHERE
  }

  private final Family family;
  private final Optional<Hypothesis> favours;
  private final Strength strength;
  private final boolean locating;
  private final String source;

  Criterion(
      Family family,
      Optional<Hypothesis> favours,
      Strength strength,
      boolean locating,
      String source) {
    this.family = family;
    this.favours = favours;
    this.strength = strength;
    this.locating = locating;
    this.source = source;
  }

  public Family family() {
    return family;
  }

  public Optional<Hypothesis> favours() {
    return favours;
  }

  public Strength strength() {
    return strength;
  }

  /** Whether it shows by itself where the fault lies. */
  public boolean locating() {
    return locating;
  }

  /** Where the criterion was published. */
  public String source() {
    return source;
  }
}
