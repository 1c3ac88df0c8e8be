package kpwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import kpwatch.files.NetworkFile;
import kpwatch.observation.Observation;
import kpwatch.observation.Prefix;
import kpwatch.observation.RouteStream;
import kpwatch.observation.Rpki;
import kpwatch.observation.Subject;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;
import kpwatch.testkit.Crowd;
import kpwatch.watch.Look.Spot;

/** A watch that lives by its own plan: what it asks for is answered by a made-up country. */
public final class PlanBench {
  static final Duration SILENCE = Duration.ofSeconds(10);

  final WatchBench watch;
  final Country country;
  final List<Asked> asked = new ArrayList<>();

  /** When RIPEstat was called, once for each call, as it would count them itself. */
  final List<Instant> called = new ArrayList<>();

  private final PriorityQueue<Coming> coming =
      new PriorityQueue<>(Comparator.comparing(Coming::at).thenComparing(c -> c.look().key()));
  private Duration jumped = Duration.ZERO;
  private Duration leapt = Duration.ZERO;

  private int everyThirdFails;
  private RouteStream stream = RouteStream.NONE;
  private Function<Look, Outcome> ripestat = this::answered;
  private Runnable beforeTick = () -> {};

  PlanBench() {
    this(Bench.PEERS);
  }

  PlanBench(Crowd crowd) {
    this(new WatchBench(new Country(NetworkFile.read("kp"), crowd)));
  }

  private PlanBench(WatchBench watch) {
    this.watch = watch;
    this.country = watch.country;
  }

  /** One that is kept elsewhere and heard by others, from then on. */
  public PlanBench(Country country, WatchStore store, Subscriptions heard, Instant from) {
    this(new WatchBench(country, store, heard, from));
  }

  /**
   * A look that was begun.
   *
   * @param real when, by a clock that was never put
   * @param leapt by how much the clock had been put forward until then
   */
  record Asked(Instant at, Look look, Instant real, Duration leapt) {}

  private record Coming(Instant at, Look look) {}

  /** Time goes on by a second or more, to when an answer comes or something is due. */
  PlanBench until(Instant end) {
    while (watch.now().isBefore(end)) {
      List<Outcome> arrived = new ArrayList<>();
      while (!coming.isEmpty() && !coming.peek().at().isAfter(watch.now())) {
        arrived.add(outcome(coming.remove().look()));
      }
      beforeTick.run();
      stream
          .news(watch.now())
          .ifPresent(s -> arrived.add(new Outcome(new Look.Stream(), List.of(s))));
      for (Look look : watch.tick(arrived)) {
        asked.add(new Asked(watch.now(), look, real(), leapt));
        called.addAll(Collections.nCopies(calls(look), real()));
        coming.add(new Coming(watch.now().plus(takes(look)), look));
      }
      watch.later(Duration.between(watch.now(), next(end)));
    }
    return this;
  }

  public Instant now() {
    return watch.now();
  }

  /** To be run at the start of each step. */
  public PlanBench beforeEachTick(Runnable what) {
    beforeTick = what;
    return this;
  }

  /** What the stream tells is heard from now on, and it is compared with every look. */
  public PlanBench hears(RouteStream live) {
    stream = live;
    return this;
  }

  public PlanBench goOn(Duration time) {
    return until(watch.now().plus(time));
  }

  /** The clock is set, forward or back; what is under way comes when it would have come. */
  PlanBench clock(Duration by) {
    List<Coming> moved = coming.stream().map(c -> new Coming(c.at().plus(by), c.look())).toList();
    coming.clear();
    coming.addAll(moved);
    jumped = jumped.plus(by);
    leapt = by.isNegative() ? leapt : leapt.plus(by);
    watch.later(by);
    return this;
  }

  /** The time by a clock that nobody sets. */
  Instant real() {
    return watch.now().minus(jumped);
  }

  /** The program is off for so long, and its answers are lost. */
  public PlanBench off(Duration time) {
    watch.later(time);
    return restart();
  }

  /** Lets go of what was recorded so far. */
  public PlanBench forget() {
    asked.clear();
    called.clear();
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
    Optional<Subject> target =
        look instanceof Look.Visit visit
            ? Optional.of(Subject.address(visit.address()))
            : look instanceof Look.Ask ask
                ? Optional.of(Subject.dns(ask.host()))
                : Optional.empty();
    boolean silent =
        target.filter(t -> country.probe(t, watch.now()).answer().silent()).isPresent();
    return silent ? SILENCE : Duration.ofSeconds(1);
  }

  /** What RIPEstat is asked is answered so from now on, and not by the country. */
  public PlanBench asks(Function<Look, Outcome> other) {
    ripestat = other;
    return this;
  }

  /** Of the calls to RIPEstat every third fails from now on. */
  PlanBench everyThirdFails() {
    everyThirdFails = 1;
    return this;
  }

  private Observation failing(Observation answer) {
    boolean fails = everyThirdFails > 0 && everyThirdFails++ % 3 == 0;
    return fails
        ? new Observation.Missing(
            answer.at(), answer.subject(), Observation.Cause.HTTP_5XX, "made up")
        : answer;
  }

  private static int calls(Look look) {
    return look instanceof Look.Routes routes
        ? routes.calls()
        : look instanceof Look.Validations rpki
            ? rpki.prefixes().size()
            : look instanceof Look.Peers ? 1 : 0;
  }

  private Outcome outcome(Look look) {
    Outcome outcome = calls(look) == 0 ? outcome(look, country, watch.now()) : ripestat.apply(look);
    for (Observation seen : outcome.seen()) {
      if (seen instanceof Observation.Route route) {
        stream.compare(route);
      } else if (seen instanceof Observation.Around around) {
        around.found().forEach(stream::compare);
      }
    }
    return outcome;
  }

  private Outcome answered(Look look) {
    Outcome answers = outcome(look, country, watch.now());
    return new Outcome(look, answers.seen().stream().map(this::failing).toList());
  }

  /** What a look at a country brings. */
  public static Outcome outcome(Look look, Country country, Instant at) {
    List<Observation> seen = new ArrayList<>();
    if (look instanceof Look.Routes routes) {
      routes.prefixes().forEach(p -> seen.add(country.route(p, at)));
      routes.spots().forEach(s -> seen.add(country.around(s.address(), s.within(), at)));
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
      seen.add(country.name(name.host(), name.server(), at));
    }
    return new Outcome(look, seen);
  }

  /** Calls of looking-glass, one by one, since then. */
  List<Prefix> routeCalls(Instant since) {
    return looks(Look.Routes.class, since).stream()
        .map(a -> (Look.Routes) a.look())
        .flatMap(l -> Stream.concat(l.prefixes().stream(), l.spots().stream().map(Spot::within)))
        .toList();
  }

  List<Asked> looks(Class<? extends Look> kind, Instant since) {
    return asked(a -> kind.isInstance(a.look()) && !a.at().isBefore(since));
  }

  /** When a key was asked, by a clock that nobody sets. */
  List<Instant> times(String key) {
    return asked(a -> a.look().key().equals(key)).stream().map(Asked::real).toList();
  }

  List<Asked> asked(Predicate<Asked> which) {
    return asked.stream().filter(which).toList();
  }

  boolean isControl(Prefix prefix) {
    return country.network().controlPrefixes().contains(prefix);
  }

  /** The most calls to RIPEstat that any span of this length saw. */
  int mostCallsWithin(Duration span) {
    int most = 0;
    int first = 0;
    for (int last = 0; last < called.size(); last++) {
      while (!called.get(first).plus(span).isAfter(called.get(last))) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
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

  /** GETs to one address, the one retry after silence apart. */
  void assertPolite() {
    for (var address : country.addresses()) {
      List<Instant> times = times(address.toString());
      int retries = 0;
      for (int i = 1; i < times.size(); i++) {
        Duration apart = Duration.between(times.get(i - 1), times.get(i));
        boolean retry = apart.compareTo(Duration.ofSeconds(45)) < 0;
        assertThat(retry || apart.compareTo(Pace.POLITE.probe()) >= 0)
            .as("%s: %s after %s", address, apart, times.get(i - 1))
            .isTrue();
        retries = retry ? retries + 1 : 0;
        assertThat(retries).as("retries in a row of %s", address).isLessThanOrEqualTo(1);
      }
    }
  }
}
