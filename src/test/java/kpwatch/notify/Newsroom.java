package kpwatch.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import kpwatch.assess.Assessment;
import kpwatch.assess.Assessor;
import kpwatch.assess.Confidence;
import kpwatch.assess.Hypothesis;
import kpwatch.assess.Likelihood;
import kpwatch.assess.Past;
import kpwatch.assess.View;
import kpwatch.files.NetworkFile;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import kpwatch.incident.Thresholds;
import kpwatch.network.Network;
import kpwatch.observation.Answer;
import kpwatch.observation.Asn;
import kpwatch.testkit.Bench;

/** What is said of a made-up country: detector, assessor and announcer, step by step. */
final class Newsroom {
  static final Network NETWORK = NetworkFile.read("kp");
  static final Thresholds LIMITS = Thresholds.DEFAULT;
  static final Duration TWO = Duration.ofMinutes(2);
  static final Wording WORDING = new Wording(NETWORK, LIMITS, TWO);

  final Bench bench = Bench.settled();
  final List<Notification> said = new ArrayList<>();
  private final Announcer announcer = new Announcer(WORDING, LIMITS);
  private final Assessor assessor = new Assessor(NETWORK, LIMITS);
  private SortedMap<String, Told> told = new TreeMap<>();
  private Told.Blindness blindness = Told.Blindness.NONE;
  private Optional<Hypothesis> planted = Optional.empty();
  private Confidence confidence = Confidence.LOW;
  private final Map<String, Assessment.First> firsts = new HashMap<>();

  /** From now on every incident is assessed like this, whatever was seen. */
  Newsroom assessed(Hypothesis verdict, Confidence sure) {
    planted = Optional.of(verdict);
    confidence = sure;
    return this;
  }

  /** What the last step of the bench gives to say. */
  List<Notification> announce() {
    Announcer.Said now =
        announcer.announce(bench.last(), assessments(), told, blindness, bench.now());
    told = now.told();
    blindness = now.blindness();
    said.addAll(now.notifications());
    return now.notifications();
  }

  private SortedMap<String, Assessment> assessments() {
    SortedMap<String, Assessment> all = new TreeMap<>();
    Stream.concat(
            bench.open().stream(), bench.last().changes().stream().map(IncidentChange::incident))
        .forEach(i -> all.put(i.code(), assessment(i, bench.now())));
    return all;
  }

  Assessment assessment(Incident incident, Instant now) {
    return planted
        .map(verdict -> made(incident.code(), verdict, confidence, now))
        .map(
            a ->
                new Assessment(
                    a.incident(),
                    a.at(),
                    a.likelihood(),
                    a.confidence(),
                    a.because(),
                    a.evidence(),
                    Optional.of(
                        firsts.computeIfAbsent(
                            a.incident(),
                            code -> new Assessment.First(now, a.verdict(), 55, a.confidence()))),
                    a.recurrence()))
        .orElseGet(
            () ->
                assessor.assess(
                    incident, View.of(bench.tracks()), Past.NONE, Optional.empty(), now));
  }

  /** An assessment with this verdict and no evidence. */
  static Assessment made(String code, Hypothesis verdict, Confidence sure, Instant now) {
    Map<Hypothesis, Integer> shares = new EnumMap<>(Hypothesis.class);
    for (Hypothesis hypothesis : Hypothesis.values()) {
      shares.put(hypothesis, hypothesis == verdict ? 55 : 15);
    }
    return new Assessment(
        code,
        now,
        new Likelihood(shares),
        sure,
        "it was made up",
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  SortedMap<String, Told> told() {
    return told;
  }

  /** So many rounds two minutes apart, each announced. */
  Newsroom rounds(int count) {
    for (int i = 0; i < count; i++) {
      bench.rounds(1, TWO);
      announce();
    }
    return this;
  }

  /** Time passes without a look, noticed every minute. */
  Newsroom idle(Duration time) {
    for (Instant end = bench.now().plus(time); bench.now().isBefore(end); ) {
      bench.idle(Duration.ofMinutes(1));
      announce();
    }
    return this;
  }

  Newsroom lost() {
    bench.country.everyRoute(0);
    bench.country.everyHost(Answer.TIMEOUT);
    return rounds(2);
  }

  Newsroom partlyLost() {
    bench.country.route(bench.prefix(1), 0);
    return rounds(2);
  }

  Newsroom degraded() {
    bench.country.hosts(bench.country.addresses().subList(0, 6), Answer.TIMEOUT);
    return rounds(3);
  }

  Newsroom lineLost() {
    rounds((int) LIMITS.lines().history().dividedBy(TWO));
    bench.country.everyRoute(Map.of(new Asn(4837), bench.country.crowd().size()));
    return rounds(1 + (int) LIMITS.lines().hold().dividedBy(TWO));
  }

  /** Well again, for less than the hold of an end. */
  Newsroom back() {
    bench.country.well();
    return rounds(3);
  }

  Newsroom well() {
    bench.country.well();
    return rounds(3 + (int) LIMITS.country().hold().dividedBy(TWO));
  }

  List<Notification.Kind> kinds() {
    return said.stream().map(Notification::kind).toList();
  }

  Notification only() {
    if (said.size() != 1) {
      throw new AssertionError("said " + said.size() + " things: " + kinds());
    }
    return said.get(0);
  }

  Notification last() {
    return said.get(said.size() - 1);
  }
}
