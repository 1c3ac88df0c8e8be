package kpwatch.assess;

import static kpwatch.assess.Criterion.A3;
import static kpwatch.assess.Criterion.A4;
import static kpwatch.assess.Criterion.A5;
import static kpwatch.assess.Criterion.A6;
import static kpwatch.assess.Criterion.B10;
import static kpwatch.assess.Criterion.B3;
import static kpwatch.assess.Criterion.B4;
import static kpwatch.assess.Criterion.B6;
import static kpwatch.assess.Criterion.B7;
import static kpwatch.assess.Criterion.B8;
import static kpwatch.assess.Criterion.C1;
import static kpwatch.assess.Criterion.C10;
import static kpwatch.assess.Criterion.C2;
import static kpwatch.assess.Criterion.C4;
import static kpwatch.assess.Criterion.C5;
import static kpwatch.assess.Criterion.C7;
import static kpwatch.assess.Criterion.D1;
import static kpwatch.assess.Criterion.D2;
import static kpwatch.assess.Criterion.D3;
import static kpwatch.assess.Criterion.D4;
import static kpwatch.assess.Criterion.D7;
import static kpwatch.assess.Matter.BOTH;
import static kpwatch.assess.Matter.back;
import static kpwatch.assess.Matter.struggling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import kpwatch.files.NetworkFile;
import kpwatch.incident.Departure;
import kpwatch.incident.Scope;
import kpwatch.network.Network;
import kpwatch.observation.Subject;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** When each criterion holds and when it does not, one row each; A1, A2, B1, B2, B5 elsewhere. */
class CriteriaTest {
  private static final Network NETWORK = NetworkFile.read("kp");
  private static final int HOUR = 3600;

  private final List<DynamicTest> rows = new ArrayList<>();

  @TestFactory
  List<DynamicTest> comingAndGoing() {
    int[] worse = {-180, -176, -120, -114, -60, -50, 0};
    int[] two = {-120, -114, -60, -50, 0};
    int[] hurried = {-50, -46, -40, -34, -20, -10, 0};
    int[] settling = {-300, -280, -240, -222, -180, -172, -120, -115, -60, -57, 0};
    holds(A3, "three losses in three hours, then the longest", outage().losses(worse), HOUR);
    fails(A3, "while it is no longer than the ones before", outage().losses(worse), 300);
    fails(A3, "two losses", outage().losses(two), HOUR);
    fails(A3, "three losses within an hour", outage().losses(hurried), HOUR);
    holds(
        A3,
        "losses of the day before that were incidents of their own",
        outage()
            .earlier("KP-AAAA", Duration.ofHours(9), Duration.ofMinutes(4), Scope.NATIONAL)
            .earlier("KP-BBBB", Duration.ofHours(6), Duration.ofMinutes(6), Scope.PARTIAL)
            .earlier("KP-CCCC", Duration.ofHours(3), Duration.ofMinutes(9), Scope.NATIONAL),
        HOUR);
    fails(
        A3,
        "troubles without a loss of routes",
        outage()
            .earlier("KP-AAAA", Duration.ofHours(9), Duration.ofMinutes(4), Scope.DEGRADED)
            .earlier("KP-BBBB", Duration.ofHours(6), Duration.ofMinutes(6), Scope.DEGRADED)
            .earlier("KP-CCCC", Duration.ofHours(3), Duration.ofMinutes(9), Scope.DEGRADED),
        HOUR);
    holds(
        A4,
        "losses that grow",
        outage().losses(-300, -298, -240, -236, -180, -172, -120, -108, 0),
        HOUR);
    fails(A4, "losses that settle", outage().losses(settling), HOUR);
    fails(A4, "too few to tell", outage().losses(worse), HOUR);
    return rows;
  }

  @TestFactory
  List<DynamicTest> dipsAndStages() {
    Duration days = Duration.ofDays(3);
    Duration minutes = Duration.ofMinutes(12);
    holds(
        A5,
        "two dips on earlier days, then a clean cut",
        cut()
            .earlier("KP-AAAA", days, minutes, Scope.NATIONAL)
            .earlier("KP-BBBB", days.minusHours(20), minutes, Scope.NATIONAL),
        HOUR);
    fails(A5, "one dip", cut().earlier("KP-AAAA", days, minutes, Scope.NATIONAL), HOUR);
    fails(
        A5,
        "dips of an hour",
        cut()
            .earlier("KP-AAAA", days, Duration.ofHours(1), Scope.NATIONAL)
            .earlier("KP-BBBB", days.minusHours(20), Duration.ofHours(1), Scope.NATIONAL),
        HOUR);
    fails(
        A5,
        "while it is a dip itself",
        cut()
            .earlier("KP-AAAA", days, minutes, Scope.NATIONAL)
            .earlier("KP-BBBB", days.minusHours(20), minutes, Scope.NATIONAL),
        600);
    holds(A6, "two steps an hour apart", staged(), 3 * HOUR);
    fails(
        A6,
        "a host of the second step fell silent before it",
        staged().hosts("failing", 1, 1, 1800),
        3 * HOUR);
    fails(A6, "all at once", cut(), HOUR);
    return rows;
  }

  @TestFactory
  List<DynamicTest> lines() {
    holds(B3, "one line", new Matter().routesGone(Set.of("China")), HOUR);
    fails(B3, "two lines", new Matter().routesGone(BOTH), HOUR);
    Subject line = Subject.line("Russia");
    holds(
        B7,
        "a line that left an hour before the routes",
        outage().departed(line, "not-seen", -HOUR, -HOUR - 60, Set.of()),
        HOUR);
    holds(
        B7,
        "a new one two hours later",
        outage().departed(line, Departure.ARRIVED, 2 * HOUR, 2 * HOUR - 60, Set.of()),
        3 * HOUR);
    fails(B7, "a line that left with the routes", outage().lineLost("Russia"), HOUR);
    fails(
        B7,
        "a line that left on the day before",
        outage().departed(line, "not-seen", -9 * HOUR, -9 * HOUR - 60, Set.of()),
        HOUR);
    fails(
        B7,
        "the loss of the line itself",
        new Matter().scope(Scope.UPSTREAM).lineLost("Russia"),
        HOUR);
    holds(
        B7,
        "the arrival of the line itself",
        new Matter().scope(Scope.UPSTREAM).departed(line, Departure.ARRIVED, 0, -60, Set.of()),
        HOUR);
    holds(
        B8,
        "raggedly after coming and going",
        outage().losses(-60, -50, 0, 40).returned(2400, 2460).raggedly(),
        HOUR);
    fails(
        B8,
        "raggedly after one loss",
        outage().losses(0, 40).returned(2400, 2460).raggedly(),
        HOUR);
    return rows;
  }

  @TestFactory
  List<DynamicTest> announcements() {
    holds(
        B6,
        "another origin",
        new Matter().scope(Scope.HIJACK).claimed("175.45.176.0/24", 64_500),
        HOUR);
    fails(B6, "none", new Matter().scope(Scope.HIJACK), HOUR);
    holds(B10, "blackholed", outage().blackholed("175.45.176.0/24"), HOUR);
    fails(B10, "not asked for", outage(), HOUR);
    return rows;
  }

  @TestFactory
  List<DynamicTest> servers() {
    holds(B4, "half of the addresses", degraded().hosts("failing", 1, 5, 0), HOUR);
    fails(B4, "fewer", degraded().hosts("failing", 1, 4, 0), HOUR);
    fails(B4, "slow ones", degraded().hosts("slow", 1, 9, 0), HOUR);
    fails(B4, "routes lost as well", cut(), HOUR);
    fails(
        B4,
        "everything behind the carriers as well",
        degraded().hosts("failing", 1, 9, 0).nearby(),
        HOUR);
    fails(
        B4,
        "addresses that another network claims",
        degraded().hosts("failing", 1, 9, 0).claimed("175.45.176.0/24", 64_500),
        HOUR);
    holds(C4, "errors", degraded().hosts("ill", 1, 3, 0), HOUR);
    fails(C4, "one with errors", degraded().hosts("ill", 1, 1, 0), HOUR);
    fails(
        C4,
        "more that are silent",
        degraded().hosts("ill", 1, 2, 0).hosts("failing", 3, 7, 0),
        HOUR);
    holds(C5, "both name servers", names(degraded()), HOUR);
    fails(C5, "and addresses", names(degraded()).hosts("failing", 1, 1, 0), HOUR);
    holds(C7, "all controls answer", outage().located(), HOUR);
    fails(C7, "later those behind the carriers failed", outage().located().nearby(), HOUR);
    return rows;
  }

  @TestFactory
  List<DynamicTest> returns() {
    holds(
        C1,
        "two that struggle",
        outage().returned(HOUR, HOUR, struggling(1, 2 * HOUR), struggling(2, 2 * HOUR)),
        3 * HOUR);
    fails(C1, "one", outage().returned(HOUR, HOUR, struggling(1, 2 * HOUR)), 3 * HOUR);
    fails(
        C1,
        "late but clean",
        outage().returned(HOUR, HOUR, back(1, 2 * HOUR, true), back(2, 2 * HOUR, true)),
        3 * HOUR);
    fails(
        C1,
        "behind a carrier that fails",
        outage().nearby().returned(HOUR, HOUR, struggling(1, 2 * HOUR), struggling(2, 2 * HOUR)),
        3 * HOUR);
    holds(
        C2,
        "at their first chance",
        outage().returned(HOUR, HOUR, back(1, HOUR + 60, true), back(2, HOUR + 300, true)),
        2 * HOUR);
    fails(
        C2,
        "before they had one",
        outage().returned(HOUR, HOUR, back(1, HOUR + 60, true)),
        HOUR + 120);
    fails(
        C2,
        "one late",
        outage().returned(HOUR, HOUR, back(1, HOUR + 60, true), back(2, HOUR + 900, true)),
        2 * HOUR);
    fails(
        C2,
        "one slow",
        outage().returned(HOUR, HOUR, back(1, HOUR + 60, true), back(2, HOUR + 60, false)),
        2 * HOUR);
    fails(
        C2,
        "routes one by one",
        outage().returned(HOUR, HOUR + 1800, back(1, HOUR + 1860, true)),
        2 * HOUR);
    return rows;
  }

  @TestFactory
  List<DynamicTest> clockAndCalendar() {
    holds(D1, "at 12:00 there", outage().began(-7 * 60), HOUR);
    holds(D1, "up to two minutes later", outage().began(-5 * 60 - 1), HOUR);
    fails(D1, "at 12:07", outage(), HOUR);
    holds(D4, "at 03:07 on a Monday", outage().began(-9 * HOUR), HOUR);
    fails(D4, "at 05:07", outage().began(-7 * HOUR), HOUR);
    fails(D4, "at 03:07 on a Sunday", outage().began(-33 * HOUR), HOUR);
    Duration day = Duration.ofDays(1);
    holds(
        D2,
        "two days later to the minute",
        outage().earlier("KP-AAAA", day.multipliedBy(2), day, Scope.PARTIAL),
        HOUR);
    fails(
        D2,
        "two days and a half",
        outage().earlier("KP-AAAA", day.multipliedBy(2).plusHours(12), day, Scope.NATIONAL),
        HOUR);
    fails(
        D2,
        "five days later",
        outage().earlier("KP-AAAA", day.multipliedBy(5), day, Scope.NATIONAL),
        HOUR);
    fails(
        D2, "trouble of another kind", outage().earlier("KP-AAAA", day, day, Scope.DEGRADED), HOUR);
    holds(
        D3,
        "two hours, sharply",
        outage().losses(0, 120).returned(2 * HOUR, 2 * HOUR, back(1, 2 * HOUR + 60, true)),
        3 * HOUR);
    fails(
        D3,
        "two hours and a quarter",
        outage().losses(0, 135).returned(8100, 8100, back(1, 8160, true)),
        3 * HOUR);
    fails(
        D3,
        "two hours, hosts later",
        outage().losses(0, 120).returned(2 * HOUR, 2 * HOUR, back(1, 3 * HOUR, true)),
        4 * HOUR);
    holds(D7, "over in an hour", outage().ended(HOUR), 2 * HOUR);
    fails(D7, "over in two days", outage().ended(48 * HOUR), 49 * HOUR);
    return rows;
  }

  @TestFactory
  List<DynamicTest> waves() {
    Duration day = Duration.ofDays(1);
    Duration hour = Duration.ofHours(1);
    holds(
        C10,
        "the third of different extent, at another hour",
        outage()
            .earlier("KP-AAAA", day.multipliedBy(9).plusHours(5), hour, Scope.DEGRADED)
            .earlier("KP-BBBB", day.multipliedBy(4).plusHours(9), hour, Scope.NATIONAL),
        HOUR);
    fails(
        C10,
        "the second",
        outage().earlier("KP-AAAA", day.plusHours(7), hour, Scope.DEGRADED),
        HOUR);
    fails(
        C10,
        "all of one extent",
        outage()
            .earlier("KP-AAAA", day.multipliedBy(9).plusHours(5), hour, Scope.NATIONAL)
            .earlier("KP-BBBB", day.multipliedBy(4).plusHours(9), hour, Scope.NATIONAL),
        HOUR);
    fails(
        C10,
        "at the same hour",
        outage()
            .earlier("KP-AAAA", day.multipliedBy(9).plusHours(5), hour, Scope.DEGRADED)
            .earlier("KP-BBBB", day, hour, Scope.DEGRADED),
        HOUR);
    fails(
        C10,
        "news of lines",
        outage()
            .earlier("KP-AAAA", day.multipliedBy(9).plusHours(5), hour, Scope.UPSTREAM)
            .earlier("KP-BBBB", day.multipliedBy(4).plusHours(9), hour, Scope.UPSTREAM),
        HOUR);
    return rows;
  }

  private void holds(Criterion criterion, String when, Matter matter, int seconds) {
    row(criterion, when, matter, seconds, true);
  }

  private void fails(Criterion criterion, String when, Matter matter, int seconds) {
    row(criterion, when, matter, seconds, false);
  }

  private void row(Criterion criterion, String when, Matter matter, int seconds, boolean holds) {
    rows.add(
        dynamicTest(
            criterion + (holds ? " holds: " : " does not hold: ") + when,
            () -> {
              List<Evidence> found =
                  matter.assessed(seconds).evidence().stream()
                      .filter(e -> e.criterion() == criterion)
                      .toList();
              assertThat(found).hasSize(holds ? 1 : 0);
              assertThat(found).allSatisfy(e -> assertThat(e.rests()).isNotEmpty());
            }));
  }

  private static Matter outage() {
    return new Matter().routesGone(BOTH);
  }

  /** Everything at once. */
  private static Matter cut() {
    return outage().hosts("failing", 1, 9, 10);
  }

  private static Matter degraded() {
    return new Matter().scope(Scope.DEGRADED);
  }

  /** Three prefixes, and an hour later the one with the hosts. */
  private static Matter staged() {
    Matter staged = new Matter();
    for (int i = 1; i < 4; i++) {
      staged.gone(NETWORK.prefixes().get(i), 0, BOTH);
    }
    return staged.gone(NETWORK.prefixes().get(0), HOUR, BOTH);
  }

  private static Matter names(Matter matter) {
    NETWORK
        .nameservers()
        .forEach(n -> matter.departed(Subject.dns(n.host()), "failing", 0, -60, Set.of()));
    return matter;
  }
}
