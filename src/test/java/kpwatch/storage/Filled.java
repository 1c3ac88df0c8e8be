package kpwatch.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kpwatch.assess.Assessment;
import kpwatch.assess.Confidence;
import kpwatch.assess.Criterion;
import kpwatch.assess.Evidence;
import kpwatch.assess.Hypothesis;
import kpwatch.assess.Likelihood;
import kpwatch.assess.Recurrence;
import kpwatch.incident.Change;
import kpwatch.incident.ClaimTrack;
import kpwatch.incident.ControlRound;
import kpwatch.incident.CountryState;
import kpwatch.incident.Departure;
import kpwatch.incident.Findings;
import kpwatch.incident.Flip;
import kpwatch.incident.Incident;
import kpwatch.incident.LineState;
import kpwatch.incident.LineTrack;
import kpwatch.incident.PlaneState;
import kpwatch.incident.PlaneTrack;
import kpwatch.incident.PrefixState;
import kpwatch.incident.PrefixTrack;
import kpwatch.incident.ProbeState;
import kpwatch.incident.ProbeTrack;
import kpwatch.incident.Recovery;
import kpwatch.incident.RouteReading;
import kpwatch.incident.Scope;
import kpwatch.incident.Sighting;
import kpwatch.incident.Surroundings;
import kpwatch.incident.Tracks;
import kpwatch.incident.Turn;
import kpwatch.incident.Validity;
import kpwatch.network.Network.Control;
import kpwatch.notify.Card;
import kpwatch.notify.Message;
import kpwatch.notify.Told;
import kpwatch.observation.Address;
import kpwatch.observation.Asn;
import kpwatch.observation.Prefix;
import kpwatch.observation.Rpki;
import kpwatch.observation.Subject;
import kpwatch.watch.Budget;
import kpwatch.watch.Plan;
import kpwatch.watch.WatchState;

/** Core records in which nothing is empty, and each time is another one. */
public final class Filled {
  static final Instant START = Instant.parse("2026-03-02T03:00:00Z");
  private static final Prefix FOUR = Prefix.parse("175.45.176.0/24");
  private static final Prefix SIX = Prefix.parse("2001:db8::/32");
  private static final Subject SITE = Subject.address(Address.parse("175.45.176.71"));
  private static final Subject NAMES = Subject.dns("ns1.kptc.kp");

  private Filled() {}

  /** Finer than a millisecond, as clocks give it. */
  public static Instant at(int second) {
    return START.plusSeconds(second).plusNanos(123_456_789);
  }

  public static WatchState state() {
    return new WatchState(
        plan(),
        tracks(),
        new TreeMap<>(Map.of("KP-K7Q2", assessment("KP-K7Q2", at(40)))),
        new TreeMap<>(
            Map.of(
                "KP-K7Q2",
                new Told(
                    "KP-K7Q2",
                    2,
                    Scope.NATIONAL,
                    Hypothesis.INTERNAL,
                    Confidence.MODERATE,
                    at(41),
                    true,
                    true,
                    Optional.of(new Told.Other(Hypothesis.ATTACK, at(70))),
                    Set.of(Told.Remark.UNSTABLE)))),
        new Told.Blindness(Optional.of(at(42)), true),
        new TreeMap<>(Map.of("KP-K7Q2", card("KP-K7Q2", at(54)))));
  }

  public static Incident incident(String code) {
    return new Incident(
        code,
        at(20),
        at(18),
        Optional.of(at(17)),
        Optional.of(Scope.PARTIAL),
        Scope.NATIONAL,
        Optional.of(at(21)),
        Optional.of(at(22)),
        findings(),
        List.of(new Incident.Step(at(20), at(18), Optional.of(Scope.NATIONAL))),
        Optional.of(at(57)),
        Optional.of(Incident.Ending.MISTAKEN));
  }

  public static Assessment assessment(String code, Instant at) {
    return new Assessment(
        code,
        at,
        new Likelihood(
            Map.of(
                Hypothesis.INTERNAL, 61,
                Hypothesis.ATTACK, 9,
                Hypothesis.TRANSIT, 12,
                Hypothesis.UNKNOWN, 18)),
        Confidence.MODERATE,
        "we look from one place only",
        List.of(
            new Evidence(
                Criterion.B1,
                Map.of(Hypothesis.INTERNAL, 1.7320508075688772, Hypothesis.TRANSIT, 1 / 3.0),
                "Both lines went within 2 minutes.",
                List.of(new Sighting(Subject.line("China"), at(63))),
                List.of("KP-AAAA"))),
        Optional.of(new Assessment.First(at(64), Hypothesis.ATTACK, 51, Confidence.LOW)),
        Optional.of(new Recurrence(3, Optional.of(Duration.ofMinutes(100)))));
  }

  static Card card(String incident, Instant changed) {
    return new Card(incident, changed, at(55), "national internal moderate", true, message());
  }

  public static Message message() {
    return new Message(
        Message.Status.OUTAGE,
        "○ OUTAGE: North Korea unreachable since about 03:00 UTC (12:00 Pyongyang)",
        List.of(
            Message.Section.of("All 4 prefixes of AS131279 left the routing table."),
            new Message.Section("Seen", List.of("Routes: 0 of 4", "Sites: 0 of 23"))),
        "KP-K7Q2 · update 1",
        Optional.of(at(56)));
  }

  private static Plan plan() {
    return new Plan(
        new TreeMap<>(Map.of("routes", at(1), "address:175.45.176.71", at(2))),
        new TreeMap<>(Map.of("routes", 7)),
        Set.of("peers", "controls", "rpki"),
        Optional.of(at(3)),
        Optional.of(at(4)),
        new TreeMap<>(Map.of("line", at(5))),
        new Budget(
            1500,
            681,
            Optional.of(at(6)),
            new TreeMap<>(Map.of(START, new Budget.Calls(30, 10, 4, 1, 11)))));
  }

  private static Tracks tracks() {
    return new Tracks(
        START,
        at(6),
        Optional.of(new Tracks.Away(at(7), at(8))),
        new TreeMap<>(Map.of(FOUR, prefix(FOUR), SIX, prefix(SIX))),
        new TreeMap<>(Map.of("Russia", line())),
        new TreeMap<>(Map.of(SITE, probe(SITE), NAMES, probe(NAMES))),
        new TreeMap<>(
            Map.of("kcna.kp", Address.parse("175.45.176.71"), "six", Address.parse("2001:db8::1"))),
        Optional.of(at(9)),
        plane(PlaneState.SEEING),
        plane(PlaneState.BLIND),
        plane(PlaneState.SEEING),
        CountryState.OUTAGE,
        at(10),
        List.of(incident("KP-K7Q2")),
        Set.of("KP-K7Q2", "KP-AAAA", "KP-ZZZZ"),
        new TreeMap<>(Map.of("175.45.176.0/24 AS64500", claim())),
        new TreeMap<>(Map.of(FOUR, change())),
        List.of(new Flip(at(58), Flip.Kind.ROUTES), new Flip(at(59), Flip.Kind.SERVERS)),
        Optional.of(at(45)),
        new TreeMap<>(
            Map.of(
                Control.Kind.UNRELATED,
                new ControlRound(3, 4, at(46)),
                Control.Kind.NEAR_RUSSIA,
                new ControlRound(0, 1, at(46)))));
  }

  private static ClaimTrack claim() {
    return new ClaimTrack(FOUR, new Asn(64_500), Optional.of(change()), at(60), 12);
  }

  private static PlaneTrack plane(PlaneState state) {
    return new PlaneTrack(state, at(11), Optional.of(at(12)), Optional.of(at(13)));
  }

  private static Change change() {
    return new Change(at(14), Optional.of(at(15)));
  }

  private static PrefixTrack prefix(Prefix prefix) {
    return new PrefixTrack(
        prefix,
        PrefixState.GONE,
        PrefixState.UNKNOWN,
        at(23),
        Optional.of(reading()),
        Optional.of(at(25)),
        Optional.of(at(26)),
        Optional.of(new Turn(PrefixState.UP, at(27), Optional.of(at(28)), Optional.of(at(29)))),
        Optional.of(change()),
        Optional.of(
            new Validity(
                Rpki.INVALID_ASN, at(30), at(31), Optional.of(Rpki.VALID), Optional.of(at(32)))),
        Set.of("China", "Russia"),
        Optional.of(
            new Surroundings(
                at(61),
                Optional.of(new Surroundings.Cover(Prefix.parse("175.45.176.0/22"), reading())))),
        Optional.of(at(63)));
  }

  private static RouteReading reading() {
    return new RouteReading(at(24), 3, 301, Map.of("AS4837", 2, "direct", 1), 1, 2);
  }

  private static LineTrack line() {
    return new LineTrack(
        "Russia",
        new Asn(20485),
        LineState.NOT_SEEN,
        at(33),
        0.123456789012345,
        Optional.of(at(34)),
        Optional.of(at(35)),
        Optional.of(change()),
        Optional.of(change()));
  }

  private static ProbeTrack probe(Subject subject) {
    return new ProbeTrack(
        subject,
        ProbeState.FAILING,
        at(36),
        "++--",
        true,
        Optional.of(at(37)),
        Optional.of(at(38)),
        Optional.of(at(39)),
        Optional.of(change()),
        Optional.of(at(43)),
        2,
        1,
        Optional.of(at(44)),
        Optional.of(Duration.ofMillis(1234)),
        Optional.of(Duration.ofNanos(81_000_001)),
        Optional.of(at(47)),
        Optional.of(Duration.ofMinutes(48)));
  }

  private static Findings findings() {
    return new Findings(
        List.of(
            new Departure(
                Subject.prefix(FOUR),
                "gone",
                at(45),
                Optional.of(at(46)),
                Set.of("China", "Russia")),
            new Departure(SITE, "failing", at(47), Optional.of(at(48)), Set.of("China"))),
        Optional.of(at(49)),
        Optional.of(at(50)),
        Optional.of(at(51)),
        List.of(new Findings.Invalid(SIX, Optional.of(at(52)), at(53))),
        Set.of(SITE, NAMES),
        List.of(new Findings.Claim(FOUR, new Asn(64_500), change())),
        List.of(new Findings.Blackholed(FOUR, change())),
        Optional.of(at(62)),
        Set.of(SITE),
        Optional.of(
            new Recovery(
                change(),
                at(65),
                true,
                List.of(
                    new Recovery.Revival(
                        SITE, Optional.of(at(66)), true, 3, 5, 2, 1, Optional.of(at(67)))))),
        Optional.of(new Sighting(Subject.PROBE_PLANE, at(68))),
        Optional.of(new Sighting(Subject.PROBE_PLANE, at(69))));
  }
}
