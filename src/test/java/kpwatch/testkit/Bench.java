package kpwatch.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kpwatch.files.NetworkFile;
import kpwatch.incident.CountryState;
import kpwatch.incident.Detector;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import kpwatch.incident.PrefixState;
import kpwatch.incident.PrefixTrack;
import kpwatch.incident.ProbeTrack;
import kpwatch.incident.Thresholds;
import kpwatch.incident.Tracks;
import kpwatch.incident.Transition;
import kpwatch.observation.Observation;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;

/**
 * A detector on a bench: a made-up country is looked at when the test says so, by a stepped clock.
 */
public final class Bench {
  public static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  /** More than the least that a valid look needs; 200 makes the shares of the thresholds whole. */
  public static final Crowd PEERS = new Crowd(200, 20, 100);

  public final Thresholds limits = Thresholds.DEFAULT;
  public final Country country;
  public final List<Detector.Step> steps = new ArrayList<>();
  private final Detector detector;
  private Detector.State state;
  private Instant now = START;
  private boolean searches = true;

  public Bench() {
    this(new Country(NetworkFile.read("kp"), PEERS));
  }

  public Bench(Country country) {
    this.country = country;
    this.detector = new Detector(country.network(), limits);
    this.state = Detector.State.of(Tracks.none(country.network(), now));
  }

  /** A bench whose country has been seen well for so long that every address votes. */
  public static Bench settled() {
    return new Bench().settle();
  }

  /** Looks at everything until every target votes and every route has its usual share. */
  public Bench settle() {
    for (int i = 0; i < limits.probes().outOf(); i++) {
      everything().later(limits.probes().interval());
    }
    return this;
  }

  public Instant now() {
    return now;
  }

  /** Time goes on, and nothing is looked at. */
  public Bench later(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** Time goes on, and the detector notices. */
  public Bench idle(Duration time) {
    return later(time).advance(List.of());
  }

  /** One step with these looks. */
  public Bench advance(List<List<Observation>> looks) {
    Detector.Step step = detector.advance(state, looks, now);
    steps.add(step);
    state = step.state();
    Set<Prefix> unsearched = step.signals().unsearched();
    if (searches && !unsearched.isEmpty()) {
      searches = false;
      advance(List.of(country.search(unsearched, now)));
      searches = true;
    }
    return this;
  }

  /** From now on nobody looks for what else may lead to prefixes that are being lost. */
  public Bench withoutSearch() {
    searches = false;
    return this;
  }

  /** One step with one look. */
  public Bench look(Observation... answers) {
    return advance(List.of(List.of(answers)));
  }

  /** The control and every route, asked together. */
  public Bench routes() {
    return advance(List.of(country.routes(now)));
  }

  /** One call of the spread round: no control with it. */
  public Bench spread(Prefix prefix) {
    return look(country.route(prefix, now));
  }

  /** The stream shows the routes as they are. */
  public Bench stream() {
    return look(country.stream(now));
  }

  /** The stream is not heard. */
  public Bench unheard() {
    return look(
        new Observation.Streamed(now, Optional.empty(), "cut", Optional.empty(), List.of()));
  }

  public Bench controls() {
    return advance(List.of(country.controls(now)));
  }

  /** One probe of each, asked a second time where the first attempt met silence. */
  public Bench probes(List<Subject> targets) {
    return advance(probed(targets));
  }

  private List<List<Observation>> probed(List<Subject> targets) {
    List<List<Observation>> looks = new ArrayList<>();
    for (Subject target : targets) {
      Observation.Probe last = country.probe(target, now);
      if (last.answer().silent()) {
        looks.add(List.of(country.probe(target, now.minusSeconds(25))));
      }
      looks.add(List.of(last));
    }
    return looks;
  }

  /** Every address, every name server, then the controls. */
  public Bench hosts() {
    Stream<Subject> targets =
        Stream.concat(country.addresses().stream(), country.nameservers().stream());
    List<List<Observation>> looks = probed(targets.toList());
    looks.add(country.controls(now));
    return advance(looks);
  }

  /** Hosts and controls, then the routes, in one step. */
  public Bench everything() {
    Stream<Subject> targets =
        Stream.concat(country.addresses().stream(), country.nameservers().stream());
    List<List<Observation>> looks = probed(targets.toList());
    looks.add(country.controls(now));
    looks.add(country.routes(now));
    return advance(looks);
  }

  /** So many times: time goes on by {@code apart}, then everything is looked at. */
  public Bench rounds(int count, Duration apart) {
    for (int i = 0; i < count; i++) {
      later(apart).everything();
    }
    return this;
  }

  public Tracks tracks() {
    return state.tracks();
  }

  /** Everything that the detector knows. */
  public Detector.State memory() {
    return state;
  }

  public Detector.Step last() {
    return steps.get(steps.size() - 1);
  }

  public CountryState state() {
    return tracks().country();
  }

  public Prefix prefix(int number) {
    return country.network().prefixes().get(number);
  }

  public PrefixTrack track(Prefix prefix) {
    return find(tracks().prefixes().get(prefix), prefix);
  }

  public PrefixState state(Prefix prefix) {
    return track(prefix).state();
  }

  public ProbeTrack track(Subject subject) {
    return find(tracks().probes().get(subject), subject);
  }

  private static <T> T find(@org.jspecify.annotations.Nullable T found, Object key) {
    if (found == null) {
      throw new IllegalArgumentException("no track of " + key);
    }
    return found;
  }

  public List<Incident> open() {
    return tracks().open();
  }

  /** What happened to incidents so far, in order. */
  public List<IncidentChange> changes() {
    return steps.stream().flatMap(s -> s.changes().stream()).toList();
  }

  public List<Incident.Action> actions() {
    return changes().stream().map(IncidentChange::action).toList();
  }

  public List<Transition> transitions() {
    return steps.stream().flatMap(s -> s.transitions().stream()).toList();
  }
}
