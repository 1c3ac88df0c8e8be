package kpwatch.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import kpwatch.incident.Sample;
import kpwatch.incident.Thresholds;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.notify.Notification;
import kpwatch.notify.Rung;
import kpwatch.observation.Observation;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;

/** The whole watch over a made-up country, by a stepped clock, on a store that only remembers. */
final class WatchBench {
  static final Thresholds LIMITS = Thresholds.DEFAULT;

  final Country country;
  final List<Round> rounds = new ArrayList<>();
  private final WatchStore store;
  private final Subscriptions heard;
  private WatchRound watch;
  private boolean recording = true;
  private Instant now;

  WatchBench(Country country) {
    this(country, new Kept(), WatchBench::everyone, Bench.START);
  }

  WatchBench(Country country, WatchStore store, Subscriptions heard, Instant from) {
    this.country = country;
    this.store = store;
    this.heard = heard;
    this.now = from;
    this.watch = begun();
  }

  private static List<Subscription> everyone() {
    return List.of(
        new Subscription(
            new ChannelRef("test", "all"),
            "test",
            new Wishes(Level.ALL, Optional.empty(), Wishes.Detail.FULL, Optional.empty()),
            Optional.empty(),
            Standing.active(Bench.START)));
  }

  private WatchRound begun() {
    return new WatchRound(country.network(), LIMITS, Pace.POLITE, store, heard, now);
  }

  /** What was kept, as a database would give it back. */
  static class Kept implements WatchStore {
    private Optional<WatchState> state = Optional.empty();
    private final List<Sample> samples = new ArrayList<>();
    private final List<Incident> ended = new ArrayList<>();

    @Override
    public Optional<WatchState> load() {
      return state;
    }

    @Override
    public List<Sample> samples() {
      return List.copyOf(samples);
    }

    @Override
    public List<Incident> ended(Instant since) {
      return ended.stream().filter(i -> !i.opened().isBefore(since)).toList();
    }

    @Override
    public List<Rung> rung(Instant since, Set<String> incidents) {
      return List.of();
    }

    @Override
    public void commit(Round round) {
      round.changes().stream()
          .map(IncidentChange::incident)
          .filter(Incident::closed)
          .forEach(ended::add);
      state = Optional.of(round.state());
      samples.addAll(round.samples());
    }
  }

  /** Rounds are not recorded from now on: days of them are too much to hold. */
  void forgetful() {
    recording = false;
  }

  Instant now() {
    return now;
  }

  WatchBench later(Duration time) {
    now = now.plus(time);
    return this;
  }

  /** The program ends and starts again, now. */
  WatchBench restart() {
    watch = begun();
    return this;
  }

  /** One step; the looks that the plan asks for are given back. */
  List<Look> tick(List<Outcome> finished) {
    WatchRound.Ticked ticked = watch.tick(finished, now);
    if (recording) {
      rounds.add(ticked.round());
    }
    return ticked.looks();
  }

  Plan plan() {
    return watch.state().plan();
  }

  Tracks tracks() {
    return watch.state().tracks();
  }

  Stream<Notification> notifications() {
    return rounds.stream().flatMap(r -> r.posts().stream()).map(Round.Post::notification);
  }

  Stream<IncidentChange> changes() {
    return rounds.stream().flatMap(r -> r.changes().stream());
  }

  /** Everything until every address votes and the routes have their usual share. */
  WatchBench settle() {
    for (int i = 0; i < LIMITS.probes().outOf(); i++) {
      tick(everything());
      later(LIMITS.probes().interval());
    }
    return this;
  }

  List<Outcome> everything() {
    List<Outcome> all = new ArrayList<>(hosts());
    all.add(routes());
    return all;
  }

  Outcome routes() {
    Network network = country.network();
    List<Prefix> asked = new ArrayList<>(network.prefixes());
    asked.add(0, network.controlPrefixes().get(0));
    return new Outcome(new Look.Routes(asked), country.routes(now));
  }

  /** What the stream has come to. */
  Outcome stream(Observation.Streamed streamed) {
    return new Outcome(new Look.Stream(), List.of(streamed));
  }

  /** What else leads to each prefix. */
  Outcome search() {
    Network network = country.network();
    List<Prefix> asked = new ArrayList<>(List.of(network.controlPrefixes().get(0)));
    network.block().ifPresent(asked::add);
    List<Look.Spot> spots =
        network.prefixes().stream().map(p -> new Look.Spot(p.address(), p)).toList();
    return new Outcome(new Look.Routes(asked, spots), country.search(network.prefixes(), now));
  }

  /** One call of the spread round. */
  Outcome spread(Prefix prefix) {
    return new Outcome(new Look.Routes(List.of(prefix)), List.of(country.route(prefix, now)));
  }

  /** Each address and name server, a second time after silence; then the controls. */
  List<Outcome> hosts() {
    List<Outcome> all = new ArrayList<>();
    country.addresses().forEach(a -> all.addAll(probed(a)));
    country.nameservers().forEach(a -> all.addAll(probed(a)));
    List<String> controls = country.network().controls().stream().map(c -> c.host()).toList();
    all.add(new Outcome(new Look.Controls(controls), country.controls(now)));
    return all;
  }

  private List<Outcome> probed(Subject target) {
    Observation.Probe last = country.probe(target, now);
    Look look = look(last);
    Outcome second = new Outcome(look, List.of(last));
    return last.answer().silent()
        ? List.of(new Outcome(look, List.of(country.probe(target, now.minusSeconds(25)))), second)
        : List.of(second);
  }

  private Look look(Observation.Probe probe) {
    String host = probe.target().name();
    return probe.target().kind() == Subject.Kind.DNS
        ? new Look.Ask(host, probe.address().orElseThrow(), country.network().zone())
        : new Look.Visit(
            host,
            country.network().site(host).orElseThrow().scheme(),
            probe.address().orElseThrow());
  }
}
