package kpwatch.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kpwatch.files.Change;
import kpwatch.files.HostAnswer;
import kpwatch.files.HostState;
import kpwatch.files.Instruments;
import kpwatch.files.RisLive;
import kpwatch.files.Scenario;
import kpwatch.files.World;
import kpwatch.network.Network;
import kpwatch.network.Network.Control;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Observation.Missing;
import kpwatch.observation.Subject;
import kpwatch.watch.Outcome;

/**
 * A scenario as it may just as well have been, and as it may just as well have been seen. Made from
 * a seed, the same in every run.
 *
 * <p>In each variant every change comes a little earlier or later, within what is known of its
 * time; the program starts up to five minutes later, so that its looks fall otherwise; and the
 * servers are all faster or all slower by one factor. In every second one a tenth of the answers do
 * not reach us. In every fifth one a source is dead from beginning to end.
 */
public final class Variant {
  /** How well a time is known that an account gives, and how well one that we inferred. */
  private static final Duration DOCUMENTED = Duration.ofMinutes(1);

  public static final Duration INFERRED = Duration.ofMinutes(3);

  /** Time between two visits to one address. */
  private static final Duration PHASE = Duration.ofMinutes(5);

  /** An answer that came later would not be waited for; how many are not is for the file to say. */
  private static final Duration WAITED = Duration.ofMillis(9_900);

  private static final double DROPPED = 0.1;

  /** What may be dead. */
  public enum Source {
    RRC_INFO,
    RPKI_VALIDATION,
    UNRELATED_CONTROL,
    NAMESERVER,
    RIS_LIVE
  }

  private final long seed;
  private final Scenario scenario;
  private final boolean drops;
  private final Optional<Source> dead;

  private Variant(long seed, Scenario scenario, boolean drops, Optional<Source> dead) {
    this.seed = seed;
    this.scenario = scenario;
    this.drops = drops;
    this.dead = dead;
  }

  public static Variant of(Scenario told, long seed) {
    long mixed = seed * 0x9E3779B97F4A7C15L ^ told.id().hashCode();
    Random random = new Random(mixed);
    Scenario moved = moved(told, random);
    double factor = Math.pow(2, 2 * random.nextDouble() - 1);
    Source drawn = Source.values()[random.nextInt(Source.values().length)];
    Optional<Source> dead = seed % 5 == 0 ? Optional.of(drawn) : Optional.empty();
    Network network = told.network();
    Set<Subject> silent =
        dead.map(source -> hosts(source, network)).orElse(List.of()).stream()
            .skip(random.nextInt(Math.max(1, hosts(drawn, network).size())))
            .limit(1)
            .collect(HashSet::new, Set::add, Set::addAll);
    UnaryOperator<World> other =
        world ->
            new World(
                world.routes(),
                hosts(world.hosts(), factor, silent),
                dead.equals(Optional.of(Source.RIS_LIVE))
                    ? closed(world.instruments())
                    : world.instruments());
    Scenario changed =
        new Scenario(
            moved.id(),
            moved.title(),
            network,
            moved.start(),
            moved.end(),
            other.apply(moved.initial()),
            moved.changes().stream()
                .map(c -> new Change(c.at(), c.note(), c.evidence(), other.apply(c.world())))
                .toList(),
            moved.expectedJson());
    return new Variant(mixed, changed, seed % 2 == 1, dead);
  }

  public Scenario scenario() {
    return scenario;
  }

  /** What of a look's answers reaches us. */
  public Outcome seen(Outcome outcome) {
    return new Outcome(outcome.look(), outcome.seen().stream().map(this::seen).toList());
  }

  private Observation seen(Observation seen) {
    if (seen instanceof Observation.Peers && dead.equals(Optional.of(Source.RRC_INFO))
        || seen instanceof Observation.Validation
            && dead.equals(Optional.of(Source.RPKI_VALIDATION))) {
      return new Missing(seen.at(), seen.subject(), Cause.HTTP_5XX, "dead in this variant");
    }
    boolean ripestat =
        seen instanceof Observation.Route
            || seen instanceof Observation.Around
            || seen instanceof Observation.Validation;
    boolean asked = ripestat || seen instanceof Observation.Probe;
    return asked && dropped(seen)
        ? new Missing(
            seen.at(),
            seen.subject(),
            ripestat ? Cause.TIMEOUT : Cause.UNREACHABLE,
            "dropped in this variant")
        : seen;
  }

  /** Decided by what it is and when, so that it does not matter what else is asked. */
  private boolean dropped(Observation seen) {
    long which = seen.at().toEpochMilli() * 31 + seen.subject().toString().hashCode();
    return drops && new SplittableRandom(seed ^ which).nextDouble() < DROPPED;
  }

  /** The changes moved in their order, those of one time together, and the start. */
  private static Scenario moved(Scenario told, Random random) {
    Instant start = told.start().plusSeconds(random.nextInt((int) PHASE.toSeconds() + 1));
    List<Change> changes = new ArrayList<>();
    Instant original = told.start();
    Instant at = start;
    for (Change change : told.changes()) {
      if (changes.isEmpty() || !change.at().equals(original)) {
        int known = (int) known(told, change.at()).toSeconds();
        Instant wanted = change.at().plusSeconds(random.nextInt(2 * known + 1) - known);
        at = within(wanted, at.plusSeconds(1), told.end().minusSeconds(1));
        original = change.at();
      }
      changes.add(new Change(at, change.note(), change.evidence(), change.world()));
    }
    return new Scenario(
        told.id(),
        told.title(),
        told.network(),
        start,
        told.end(),
        told.initial(),
        changes,
        told.expectedJson());
  }

  /** What changes together is known as well as the best known of it. */
  private static Duration known(Scenario told, Instant at) {
    return told.changes().stream()
            .filter(c -> c.at().equals(at))
            .anyMatch(c -> c.evidence() == Change.Evidence.DOCUMENTED)
        ? DOCUMENTED
        : INFERRED;
  }

  private static Instant within(Instant wanted, Instant least, Instant most) {
    Instant late = wanted.isBefore(least) ? least : wanted;
    return late.isAfter(most) ? most : late;
  }

  private static Map<Subject, HostState> hosts(
      Map<Subject, HostState> told, double factor, Set<Subject> silent) {
    Map<Subject, HostState> hosts = new LinkedHashMap<>();
    told.forEach(
        (subject, state) -> {
          HostAnswer answer =
              silent.contains(subject) ? new HostAnswer(Answer.TIMEOUT, 0) : state.answer();
          Optional<Duration> time =
              subject.kind() == Subject.Kind.CONTROL
                  ? state.time()
                  : state.time().map(t -> lasting(t, factor));
          hosts.put(subject, new HostState(answer, time, state.lost()));
        });
    return hosts;
  }

  private static Duration lasting(Duration told, double factor) {
    return Duration.ofMillis(Math.min(WAITED.toMillis(), Math.round(told.toMillis() * factor)));
  }

  private static Instruments closed(Instruments told) {
    return new Instruments(
        told.ripestat(), told.risLive().map(s -> RisLive.CLOSED), told.peersLost(), told.monitor());
  }

  private static List<Subject> hosts(Source source, Network network) {
    Stream<Subject> hosts =
        switch (source) {
          case UNRELATED_CONTROL ->
              network.controls().stream()
                  .filter(c -> c.kind() == Control.Kind.UNRELATED)
                  .map(c -> Subject.control(c.host()));
          case NAMESERVER -> network.nameservers().stream().map(n -> Subject.dns(n.host()));
          case RRC_INFO, RPKI_VALIDATION, RIS_LIVE -> Stream.empty();
        };
    return hosts.toList();
  }

  @Override
  public String toString() {
    return (drops ? "a tenth dropped" : "nothing dropped")
        + dead.map(source -> ", without " + source).orElse("");
  }
}
