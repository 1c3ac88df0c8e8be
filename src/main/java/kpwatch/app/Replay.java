package kpwatch.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import kpwatch.files.Monitor;
import kpwatch.files.PlayedProbes;
import kpwatch.files.PlayedWorld;
import kpwatch.files.Scenario;
import kpwatch.incident.Thresholds;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.ProbeSource;
import kpwatch.ripestat.RipeStat;
import kpwatch.ripestat.Transport;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Subscription;
import kpwatch.watch.Look;
import kpwatch.watch.Outcome;
import kpwatch.watch.Pace;
import kpwatch.watch.Round;
import kpwatch.watch.WatchRound;

/**
 * A scenario through the whole program on a virtual clock. The outside is played; everything that
 * judges is what {@code run} uses, the reading of RIPEstat's bytes included.
 */
final class Replay {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int GLANCE = 15;
  private static final Duration ANSWER = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Scenario scenario;
  private final UnaryOperator<Outcome> reaching;
  private final PlayedWorld world;
  private final List<Scenario.MonitorSwitch> switches;
  private final RememberedStore store = new RememberedStore();
  private final PriorityQueue<Coming> coming =
      new PriorityQueue<>(Comparator.comparing(Coming::at).thenComparing(Coming::number));
  private Instant now;
  private long number;

  Replay(Scenario scenario) {
    this(scenario, UnaryOperator.identity());
  }

  /**
   * @param reaching what of a look's answers reaches us
   */
  Replay(Scenario scenario, UnaryOperator<Outcome> reaching) {
    this.scenario = scenario;
    this.reaching = reaching;
    this.world = new PlayedWorld(scenario);
    this.switches = scenario.monitorSwitches();
    this.now = scenario.start();
  }

  /** An answer on its way. */
  private record Coming(Instant at, long number, Outcome outcome) {}

  /**
   * Plays it to the end.
   *
   * @param heard gets each round
   * @param stopped is called when the played program is stopped
   */
  void play(Consumer<Round> heard, Runnable stopped) {
    InstantSource clock = () -> now;
    RipeStat ripestat = new RipeStat(this::answered, clock);
    ProbeSource probes = new PlayedProbes(world, clock);
    Thresholds limits =
        Thresholds.at(
            Pace.POLITE.watch(),
            Pace.POLITE.probe(),
            Duration.ofSeconds(45),
            scenario.network().prefixes().size());
    List<Subscription> everything =
        List.of(Listeners.hearingAll(new ChannelRef("replay", "lines"), scenario.start()));
    Optional<WatchRound> running = Optional.empty();
    PlayedStream stream = new PlayedStream(world, now);
    Looker looker = looker(ripestat, stream, probes);
    for (; !now.isAfter(scenario.end()); now = now.plus(TICK)) {
      if (!on()) {
        if (running.isPresent()) {
          coming.clear();
          stopped.run();
        }
        running = Optional.empty();
        continue;
      }
      if (running.isEmpty()) {
        stream = new PlayedStream(world, now);
        looker = looker(ripestat, stream, probes);
        running =
            Optional.of(
                new WatchRound(
                    scenario.network(), limits, Pace.POLITE, store, () -> everything, now));
      }
      List<Outcome> arrived = arrived();
      stream.news(now).map(s -> new Outcome(new Look.Stream(), List.of(s))).ifPresent(arrived::add);
      if (arrived.isEmpty() && idle(running.get())) {
        continue;
      }
      WatchRound.Ticked ticked = running.get().tick(arrived, now);
      heard.accept(ticked.round());
      for (Look look : ticked.looks()) {
        send(reaching.apply(looker.look(look)));
      }
    }
  }

  private Looker looker(RipeStat ripestat, PlayedStream stream, ProbeSource probes) {
    return new Looker(
        scenario.network(), new ComparedRoutes(ripestat, stream), probes, Replay::oneByOne);
  }

  /** Nothing came and nothing is due: then time itself is only looked at four times a minute. */
  private boolean idle(WatchRound round) {
    return now.getEpochSecond() % GLANCE != 0
        && round.state().plan().nextDue().filter(at -> !at.isAfter(now)).isEmpty();
  }

  private boolean on() {
    boolean on = true;
    for (Scenario.MonitorSwitch change : switches) {
      if (!change.at().isAfter(now)) {
        on = change.monitor() == Monitor.ON;
      }
    }
    return on;
  }

  private List<Outcome> arrived() {
    List<Outcome> arrived = new ArrayList<>();
    while (!coming.isEmpty() && !coming.peek().at().isAfter(now)) {
      arrived.add(coming.remove().outcome());
    }
    return arrived;
  }

  private void send(Outcome outcome) {
    Instant last =
        outcome.seen().stream().map(Observation::at).max(Comparator.naturalOrder()).orElse(now);
    boolean http =
        outcome.look() instanceof Look.Routes
            || outcome.look() instanceof Look.Peers
            || outcome.look() instanceof Look.Validations;
    boolean patience =
        outcome.seen().stream()
            .anyMatch(o -> o instanceof Observation.Missing m && m.cause() == Cause.TIMEOUT);
    Duration taken = !http ? Duration.ZERO : patience ? PATIENCE : ANSWER;
    coming.add(new Coming(last.plus(taken), number++, outcome));
  }

  private Transport.Reply answered(String call, Map<String, String> query) throws IOException {
    PlayedWorld.Reply reply = world.ripestat(call, query, now);
    if (reply.timesOut()) {
      throw new InterruptedIOException("timeout");
    }
    return new Transport.Reply(
        reply.status(),
        reply.contentType(),
        Optional.empty(),
        new ByteArrayInputStream(reply.body()));
  }

  private static List<Observation> oneByOne(List<Callable<Observation>> questions) {
    List<Observation> answers = new ArrayList<>();
    for (Callable<Observation> question : questions) {
      try {
        answers.add(question.call());
      } catch (Exception e) {
        throw new IllegalStateException("a source threw, which its port forbids", e);
      }
    }
    return answers;
  }
}
