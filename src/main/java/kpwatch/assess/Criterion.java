package kpwatch.assess;

import static kpwatch.assess.Hypothesis.ATTACK;
import static kpwatch.assess.Hypothesis.INTERNAL;
import static kpwatch.assess.Hypothesis.TRANSIT;
import static kpwatch.assess.Strength.MODERATE;
import static kpwatch.assess.Strength.STRONG;
import static kpwatch.assess.Strength.WEAK;

import java.util.Map;
import java.util.Optional;

/**
 * What can be observed that tells causes apart. Ids, strengths and sources are those of the
 * published criteria listed in {@code docs/assessment.md}; what needs data that we do not have is
 * listed there only.
 */
public enum Criterion {
  A1(
      Family.ORDER,
      Effect.of(MODERATE, ATTACK),
      "Hosts fail one after another while the routes are still up; the routes leave last.",
      "https://archives.lincolndailynews.com/2022/Jan/26/NEWS/news_t.shtml",
      FailureOrder::hostsFirst),
  A2(
      Family.ORDER,
      Effect.of(MODERATE, INTERNAL),
      "After a quiet hour the routes and the hosts behind them leave within one round.",
      "https://europatentbox.com/north-koreas-websites-appear-to-have-mysteriously-gone-down-again.html",
      FailureOrder::allAtOnce),
  A3(
      Family.ORDER,
      Effect.of(WEAK, ATTACK).against(MODERATE, TRANSIT),
      "Hours of coming and going, then a total loss.",
      "https://hub.dyn.com/dyn-research/someone-disconnects-north-korea-who",
      Instability::thenTotalLoss),
  A4(
      Family.ORDER,
      Effect.of(WEAK, ATTACK),
      "The losses grow longer instead of settling.",
      "https://www.commsupdate.com/articles/2014/12/23/north-korea-internet-blackout/",
      Instability::gettingWorse),
  A5(
      Family.ORDER,
      Effect.of(WEAK, INTERNAL),
      "Short losses of everything on earlier days, then a clean and longer one.",
      "http://lissnup.blogspot.com/2012/12/syrias-regime-is-lying-about-cut-cable_10.html",
      Instability::afterDips),
  A6(
      Family.ORDER,
      Effect.of(WEAK, INTERNAL),
      "The prefixes leave in steps, each a clean one.",
      "https://pdfslide.us/documents/ieeeacm-transactions-on-networking-1-analysis-of-.html",
      FailureOrder::inStages),
  B1(
      Family.ROUTES,
      Effect.of(MODERATE, INTERNAL).against(STRONG, TRANSIT),
      "At least half of the prefixes leave two or more independent lines at once.",
      "https://clashreport.com/en/news/articles/north-korea-suffers-major-internet-outage-cause-likely-internal-9dobha0ocq",
      Lines::bothAtOnce),
  B2(
      Family.ROUTES,
      Effect.of(STRONG, TRANSIT).locating(),
      "One line is not seen any more, another carries on.",
      "https://dailyadams.com/sudan-internet-cut-off/",
      Lines::oneOfThem),
  B3(
      Family.ROUTES,
      Effect.NONE,
      "The lost prefixes had one line only.",
      "https://carolinadigital.today/north-koreas-internet-down-cause-unknown/",
      Lines::onlyOne),
  B4(
      Family.ROUTES,
      Effect.of(WEAK, ATTACK, INTERNAL),
      "The routes stay, the hosts behind them fall silent.",
      "https://pdfslide.us/documents/ieeeacm-transactions-on-networking-1-analysis-of-.html",
      Services::silentBehindRoutes),
  B5(
      Family.ROUTES,
      Effect.of(STRONG, INTERNAL).locating(),
      "The owner's own RPKI registration turns the routes invalid shortly before.",
      "https://blog.apnic.net/2021/07/26/solo-effort-to-clean-up-rpki-invalids-across-a-region/",
      Announcements::refused),
  B6(
      Family.ROUTES,
      Effect.of(STRONG, TRANSIT).locating(),
      "Another network originates the space or a part of it.",
      "routing practice",
      Announcements::claimed),
  B7(
      Family.ROUTES,
      Effect.of(MODERATE, INTERNAL, TRANSIT),
      "A neighbour appears or leaves within the hours around it.",
      "routing practice",
      Lines::workedOn),
  B8(
      Family.ROUTES,
      Effect.NONE,
      "After coming and going the routes return raggedly.",
      "https://www.nist.gov/publications/autonomous-system-isolation-under-randomized-bgp-session-attacks-rfd-exploitation",
      Lines::raggedReturn),
  B10(
      Family.ROUTES,
      Effect.of(MODERATE, ATTACK),
      "The owner or a carrier asks others to drop what is sent there.",
      "https://www.rfc-editor.org/rfc/rfc7999",
      Announcements::blackholed),
  C1(
      Family.SERVICES,
      Effect.of(MODERATE, ATTACK),
      "Long after the routes are back, some servers answer and struggle.",
      "https://archives.lincolndailynews.com/2022/Jan/26/NEWS/news_t.shtml",
      Services::unevenReturn),
  C2(
      Family.SERVICES,
      Effect.of(WEAK, INTERNAL, TRANSIT),
      "Everything comes back with the routes.",
      "https://hub.dyn.com/dyn-research/someone-disconnects-north-korea-who",
      Services::cleanReturn),
  C4(
      Family.SERVICES,
      Effect.of(MODERATE, INTERNAL),
      "The servers answer with errors of their own.",
      "http://www.nknews.org/2013/03/north-koreas-state-news-website-taken-offline/",
      Services::answeringErrors),
  C5(
      Family.SERVICES,
      Effect.NONE,
      "The name servers are silent, the addresses answer.",
      "http://www.cso.com.au/article/563001/pea-shooter-ddos-attack-brings-downs-north-korean-internet/",
      Services::namesOnly),
  C7(
      Family.SERVICES,
      Effect.NONE,
      "Reference sites elsewhere and behind the carriers all answer.",
      "https://www.wired.com/story/north-korea-hacker-internet-outage/",
      Services::onlyThere),
  C10(
      Family.SERVICES,
      Effect.of(MODERATE, ATTACK),
      "Trouble returns in waves over days, each different.",
      "https://www.wired.com/story/north-korea-hacker-internet-outage/",
      Past::waves),
  D1(
      Family.CALENDAR,
      Effect.of(WEAK, INTERNAL),
      "It begins on a local hour or half hour.",
      "https://github.com/InetIntel/internet_outages",
      Calendar::onTheHour),
  D2(
      Family.CALENDAR,
      Effect.of(MODERATE, INTERNAL),
      "It begins exactly one to four days after the last one.",
      "https://ioda.inetintel.cc.gatech.edu/reports/interdisciplinary-longitudinal-study-of-shutdowns-and-outages/",
      Calendar::sameHourAgain),
  D3(
      Family.CALENDAR,
      Effect.of(WEAK, INTERNAL, ATTACK),
      "It lasts a whole number of hours and ends sharply.",
      "https://www.team-cymru.com/post/insight-into-north-korean-internet-outages",
      Calendar::wholeHours),
  D4(
      Family.CALENDAR,
      Effect.of(WEAK, INTERNAL),
      "It begins in the small hours of a working day there.",
      "https://dl.acm.org/doi/10.1145/3278532.3278563",
      Calendar::smallHours),
  D7(
      Family.CALENDAR,
      Effect.NONE,
      "It is over within a day.",
      "https://ioda.inetintel.cc.gatech.edu/reports/interdisciplinary-longitudinal-study-of-shutdowns-and-outages/",
      Calendar::withinADay);

  /** Kinds of evidence; two observations of one kind are not two opinions. */
  public enum Family {
    ORDER,
    ROUTES,
    SERVICES,
    CALENDAR,
    /** Measurements of others; none has a source here yet. */
    ELSEWHERE
  }

  private final Family family;
  private final Effect effect;
  private final String sentence;
  private final String source;
  private final Rule rule;

  Criterion(Family family, Effect effect, String sentence, String source, Rule rule) {
    this.family = family;
    this.effect = effect;
    this.sentence = sentence;
    this.source = source;
    this.rule = rule;
  }

  public Family family() {
    return family;
  }

  /** How much it moves what it favours; for one that only speaks against, how much against that. */
  public Strength strength() {
    return effect.strength();
  }

  /** By how much it multiplies each hypothesis; absent: by one. */
  public Map<Hypothesis, Double> ratios() {
    return effect.ratios();
  }

  /** Whether it shows by itself where the fault lies. */
  public boolean locating() {
    return effect.locates();
  }

  /** What it says, as one plain sentence. */
  public String sentence() {
    return sentence;
  }

  /** Where it was published; for what every operator knows, {@code routing practice}. */
  public String source() {
    return source;
  }

  /** Whether it holds in an incident. */
  Optional<Evidence> find(Rule.Case matter) {
    return rule.find(matter).map(found -> Evidence.of(this, found));
  }
}
