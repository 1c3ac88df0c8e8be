package kpwatch.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import kpwatch.files.NetworkFile;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.observation.Prefix;
import kpwatch.observation.Rpki;
import kpwatch.observation.Subject;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;

/** A watch that lives by its own plan: what it asks for is answered by a made-up country. */
public final class PlanBench {
  static final Duration SILENCE = Duration.ofSeconds(10);

  final WatchBench watch;
  final Country country;
  final List<Asked> asked = new ArrayList<>();
  private final PriorityQueue<Coming> coming =
      new PriorityQueue<>(Comparator.comparing(Coming::at).thenComparing(c -> c.look().key()));

  PlanBench() {
    this(new WatchBench(new Country(NetworkFile.read("kp"), Bench.PEERS)));
  }

  private PlanBench(WatchBench watch) {
    this.watch = watch;
    this.country = watch.country;
  }

  /** One that is kept elsewhere and heard by others, from then on. */
  public PlanBench(Country country, WatchStore store, Subscriptions heard, Instant from) {
    this(new WatchBench(country, store, heard, from));
  }

  /** A look that was begun. */
  record Asked(Instant at, Look look) {}

  private record Coming(Instant at, Look look) {}

  /** Time goes on by a second or more, to when an answer comes or something is due. */
  PlanBench until(Instant end) {
    while (watch.now().isBefore(end)) {
      List<Outcome> arrived = new ArrayList<>();
      while (!coming.isEmpty() && !coming.peek().at().isAfter(watch.now())) {
        arrived.add(outcome(coming.remove().look()));
      }
      for (Look look : watch.tick(arrived)) {
        asked.add(new Asked(watch.now(), look));
        coming.add(new Coming(watch.now().plus(takes(look)), look));
      }
      watch.later(Duration.between(watch.now(), next(end)));
    }
    return this;
  }

  public PlanBench goOn(Duration time) {
    return until(watch.now().plus(time));
  }

  /** The program is off for so long, and its answers are lost. */
  public PlanBench off(Duration time) {
    watch.later(time);
    return restart();
  }

  /** Lets go of what was recorded so far. */
  public PlanBench forget() {
    asked.clear();
    watch.rounds.clear();
    return this;
  }

  /** The program ends, its answers are lost, and it starts again. */
  PlanBench restart() {
    coming.clear();
    watch.restart();
    return this;
  }

  private Instant next(Instant end) {
    Instant soon = watch.now().plusSeconds(1);
    Instant next = watch.now().plusSeconds(15);
    for (Optional<Instant> other :
        List.of(
            watch.plan().nextDue(),
            coming.isEmpty() ? Optional.<Instant>empty() : Optional.of(coming.peek().at()))) {
      next = other.isPresent() && other.get().isBefore(next) ? other.get() : next;
    }
    next = next.isBefore(soon) ? soon : next;
    return next.isAfter(end) ? end : next;
  }

  private Duration takes(Look look) {
    boolean silent =
        outcome(look).seen().stream()
            .anyMatch(o -> o instanceof Observation.Probe p && p.answer().silent());
    return silent ? SILENCE : Duration.ofSeconds(1);
  }

  private Outcome outcome(Look look) {
    return outcome(look, country, watch.now());
  }

  /** What a look at a country brings. */
  public static Outcome outcome(Look look, Country country, Instant at) {
    List<Observation> seen = new ArrayList<>();
    if (look instanceof Look.Routes routes) {
      routes.prefixes().forEach(p -> seen.add(country.route(p, at)));
    } else if (look instanceof Look.Validations rpki) {
      rpki.prefixes().forEach(p -> seen.add(new Observation.Validation(at, p, Rpki.VALID)));
    } else if (look instanceof Look.Peers) {
      seen.add(country.crowd().fullTable(at));
    } else if (look instanceof Look.Visit visit) {
      seen.add(country.probe(Subject.address(visit.address()), at));
    } else if (look instanceof Look.Ask ask) {
      seen.add(country.probe(Subject.dns(ask.host()), at));
    } else if (look instanceof Look.Controls) {
      seen.addAll(country.controls(at));
    } else if (look instanceof Look.Name name) {
      seen.add(
          new Observation.Name(
              at,
              name.host(),
              country.network().site(name.host()).flatMap(s -> s.address()),
              Answer.OK));
    }
    return new Outcome(look, seen);
  }

  /** Calls of looking-glass, one by one, since then. */
  List<Prefix> routeCalls(Instant since) {
    return looks(Look.Routes.class, since).stream()
        .flatMap(a -> ((Look.Routes) a.look()).prefixes().stream())
        .toList();
  }

  List<Asked> looks(Class<? extends Look> kind, Instant since) {
    return asked(a -> kind.isInstance(a.look()) && !a.at().isBefore(since));
  }

  /** When a key was asked. */
  List<Instant> times(String key) {
    return asked(a -> a.look().key().equals(key)).stream().map(Asked::at).toList();
  }

  List<Asked> asked(Predicate<Asked> which) {
    return asked.stream().filter(which).toList();
  }

  boolean isControl(Prefix prefix) {
    return country.network().controlPrefixes().contains(prefix);
  }

  /** All calls to RIPEstat since then. */
  int calls(Instant since) {
    int slow =
        looks(Look.Peers.class, since).size()
            + looks(Look.Validations.class, since).stream()
                .mapToInt(a -> ((Look.Validations) a.look()).prefixes().size())
                .sum();
    return routeCalls(since).size() + slow;
  }

  /** The least distance between two of these. */
  static Duration closest(List<Instant> times) {
    Duration least = Duration.ofDays(99);
    for (int i = 1; i < times.size(); i++) {
      Duration apart = Duration.between(times.get(i - 1), times.get(i));
      least = apart.compareTo(least) < 0 ? apart : least;
    }
    return least;
  }
}
