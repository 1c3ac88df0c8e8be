package kpwatch.assess;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import kpwatch.files.NetworkFile;
import kpwatch.incident.Change;
import kpwatch.incident.Departure;
import kpwatch.incident.Findings;
import kpwatch.incident.Incident;
import kpwatch.incident.Recovery;
import kpwatch.incident.Recovery.Revival;
import kpwatch.incident.Scope;
import kpwatch.incident.Sighting;
import kpwatch.incident.Thresholds;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.observation.Asn;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;

/**
 * An incident made by hand, from what was seen of it; everything happens relative to {@link #LOSS}.
 */
final class Matter {
  static final Instant LOSS = Instant.parse("2026-03-02T03:07:00Z");
  static final Set<String> BOTH = Set.of("China", "Russia");

  private final Network network;
  private final List<Departure> departures = new ArrayList<>();
  private final List<Findings.Invalid> invalid = new ArrayList<>();
  private final Set<Subject> voters = new HashSet<>();
  private final Set<Subject> outlasted = new HashSet<>();
  private final List<Findings.Claim> claims = new ArrayList<>();
  private final List<Findings.Blackholed> blackholed = new ArrayList<>();
  private final List<Incident> past = new ArrayList<>();
  private final List<Incident.Step> timeline = new ArrayList<>();
  private Optional<Instant> ended = Optional.empty();
  private Optional<Recovery> recovery = Optional.empty();
  private Optional<Sighting> located = Optional.empty();
  private Optional<Sighting> nearby = Optional.empty();
  private Optional<Tracks.Away> away = Optional.empty();
  private Optional<Instant> measured = Optional.of(LOSS.minus(Duration.ofHours(3)));
  private Optional<Instant> lastTrouble = Optional.empty();
  private Scope widest = Scope.NATIONAL;
  private Instant onset = LOSS;

  Matter() {
    this(NetworkFile.read("kp"));
  }

  Matter(Network network) {
    this.network = network;
    IntStream.rangeClosed(1, 9).forEach(i -> voters.add(host(i)));
  }

  static Subject host(int number) {
    return new Subject(Subject.Kind.ADDRESS, "175.45.176." + (60 + number));
  }

  static Instant after(int seconds) {
    return LOSS.plusSeconds(seconds);
  }

  /** Every prefix leaves at once. */
  Matter routesGone(Set<String> lines) {
    network.prefixes().forEach(p -> gone(p, 0, lines));
    return this;
  }

  Matter gone(Prefix prefix, int seconds, Set<String> lines) {
    return departed(Subject.prefix(prefix), "gone", seconds, seconds - 120, lines);
  }

  /** It was not looked at between {@code lastGood} and the loss. */
  Matter goneUnwatched(Prefix prefix, int lastGood, Set<String> lines) {
    return departed(Subject.prefix(prefix), "gone", 0, lastGood, lines);
  }

  Matter reduced() {
    network.prefixes().forEach(p -> departed(Subject.prefix(p), "reduced", 0, -120, BOTH));
    return this;
  }

  Matter hosts(String how, int from, int to, int seconds) {
    IntStream.rangeClosed(from, to)
        .forEach(i -> departed(host(i), how, seconds + i, seconds - 60, Set.of()));
    return this;
  }

  Matter lineLost(String line) {
    return departed(Subject.line(line), "not-seen", 0, -120, Set.of());
  }

  Matter departed(Subject subject, String how, int first, int lastGood, Set<String> lines) {
    departures.add(new Departure(subject, how, after(first), Optional.of(after(lastGood)), lines));
    return this;
  }

  Matter turnedInvalid(int lastOther, int first) {
    network
        .prefixes()
        .forEach(
            p -> invalid.add(new Findings.Invalid(p, Optional.of(after(lastOther)), after(first))));
    return this;
  }

  /** A host that still answered long after its route was lost. */
  Matter outlasted(int host) {
    outlasted.add(host(host));
    return this;
  }

  Matter notMeasured() {
    measured = Optional.empty();
    return this;
  }

  Matter troubleBefore(int seconds) {
    lastTrouble = Optional.of(after(seconds));
    return this;
  }

  Matter began(int seconds) {
    onset = after(seconds);
    return this;
  }

  Matter scope(Scope scope) {
    widest = scope;
    return this;
  }

  Incident incident() {
    return new Incident(
        "KP-TEST",
        after(120),
        onset,
        Optional.of(onset.minusSeconds(120)),
        Optional.of(widest),
        widest,
        Optional.empty(),
        ended,
        new Findings(
            departures,
            measured,
            lastTrouble,
            Optional.empty(),
            invalid,
            voters,
            claims,
            blackholed,
            Optional.empty(),
            outlasted,
            recovery,
            located,
            nearby),
        timeline.isEmpty()
            ? List.of(new Incident.Step(after(120), LOSS, Optional.of(widest)))
            : timeline,
        Optional.empty(),
        ended.map(at -> Incident.Ending.RETURNED));
  }

  /** Routes were lost in these spans, in minutes after the loss: from, to, from, to …. */
  Matter losses(int... minutes) {
    for (int i = 0; i < minutes.length; i++) {
      Instant at = after(60 * minutes[i]);
      timeline.add(
          new Incident.Step(at, at, i % 2 == 0 ? Optional.of(Scope.NATIONAL) : Optional.empty()));
    }
    return this;
  }

  /** An incident so long before, in which all of this scope held for so long. */
  Matter earlier(String code, Duration before, Duration length, Scope scope) {
    Instant from = LOSS.minus(before);
    Instant to = from.plus(length);
    past.add(
        new Incident(
            code,
            from,
            from,
            Optional.of(from.minusSeconds(120)),
            Optional.empty(),
            scope,
            Optional.of(to),
            Optional.of(to),
            Findings.NONE,
            List.of(
                new Incident.Step(from, from, Optional.of(scope)),
                new Incident.Step(to, to, Optional.empty())),
            Optional.empty(),
            Optional.of(Incident.Ending.RETURNED)));
    return this;
  }

  /** Every route came back between these seconds after the loss; the hosts fared like this. */
  Matter returned(int first, int last, Revival... hosts) {
    Change back = new Change(after(first), Optional.of(after(first - 60)));
    recovery = Optional.of(new Recovery(back, after(last), false, List.of(hosts)));
    return this;
  }

  Matter raggedly() {
    recovery = recovery.map(r -> new Recovery(r.first(), r.last(), true, r.hosts()));
    return this;
  }

  /** A host whose first answer came so long after the loss, good or not. */
  static Revival back(int host, int seconds, boolean clean) {
    return new Revival(
        host(host), Optional.of(after(seconds)), clean, 1, 1, 0, 0, Optional.empty());
  }

  /** A host that answered and struggled. */
  static Revival struggling(int host, int seconds) {
    return new Revival(
        host(host),
        Optional.of(after(seconds - 900)),
        false,
        4,
        6,
        2,
        2,
        Optional.of(after(seconds)));
  }

  Matter claimed(String prefix, long origin) {
    claims.add(new Findings.Claim(Prefix.parse(prefix), new Asn(origin), change()));
    return this;
  }

  Matter blackholed(String prefix) {
    blackholed.add(new Findings.Blackholed(Prefix.parse(prefix), change()));
    return this;
  }

  /** Every control answered. */
  Matter located() {
    located = Optional.of(new Sighting(Subject.PROBE_PLANE, after(60)));
    return this;
  }

  /** No control behind a carrier answered. */
  Matter nearby() {
    nearby = Optional.of(new Sighting(Subject.PROBE_PLANE, after(60)));
    return this;
  }

  Matter away(int from, int to) {
    away = Optional.of(new Tracks.Away(after(from), after(to)));
    return this;
  }

  Matter ended(int seconds) {
    ended = Optional.of(after(seconds));
    return this;
  }

  private static Change change() {
    return new Change(LOSS, Optional.of(LOSS.minusSeconds(60)));
  }

  /** As it stands {@code seconds} after the loss, after weeks of watching. */
  Assessment assessed(int seconds) {
    return new Assessor(network, Thresholds.DEFAULT)
        .assess(
            incident(),
            new View(LOSS.minus(Duration.ofDays(30)), true, away),
            new Past(past),
            Optional.empty(),
            after(seconds));
  }

  static List<String> ids(List<Evidence> evidence) {
    return evidence.stream().map(Evidence::id).toList();
  }
}
