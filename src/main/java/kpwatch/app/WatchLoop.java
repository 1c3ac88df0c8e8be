package kpwatch.app;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import kpwatch.incident.Jump;
import kpwatch.notify.Times;
import kpwatch.observation.Observation;
import kpwatch.observation.RouteStream;
import kpwatch.storage.StorageFailed;
import kpwatch.supervision.Supervisor;
import kpwatch.watch.Look;
import kpwatch.watch.Outcome;
import kpwatch.watch.Round;
import kpwatch.watch.WatchRound;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the rounds: hands what came back to the watch, and starts what it asks for. Ticked by one
 * thread.
 */
final class WatchLoop {
  private static final Logger LOG = LoggerFactory.getLogger(WatchLoop.class);

  private final WatchRound watch;
  private final Function<Look, Outcome> looker;
  private final Executor threads;
  private final RouteStream stream;
  private final InstantSource clock;
  private final Runnable wake;
  private final Consumer<Round> after;
  private final BlockingQueue<Outcome> back = new LinkedBlockingQueue<>();
  private final List<Outcome> kept = new ArrayList<>();
  private final LooksUnderWay underWay;
  private final Supervisor supervisor;

  /**
   * @param looker carries a look out on one of {@code threads}
   * @param wake is run when a look has come back, so that the next round need not be waited for
   * @param after is told of every round once it is stored
   * @param supervisor counts looks and outcomes that fail
   */
  WatchLoop(
      WatchRound watch,
      Function<Look, Outcome> looker,
      Executor threads,
      RouteStream stream,
      InstantSource clock,
      Runnable wake,
      Consumer<Round> after,
      Supervisor supervisor) {
    this.watch = watch;
    this.looker = looker;
    this.threads = threads;
    this.stream = stream;
    this.clock = clock;
    this.wake = wake;
    this.after = after;
    this.supervisor = supervisor;
    this.underWay = new LooksUnderWay(System::nanoTime);
    supervisor.troubles(underWay::stuck);
  }

  /**
   * One round. What a failed store could not keep is offered again with the next; until then no
   * look is begun, so there is never more of it than was under way. An outcome over which a round
   * breaks is left out.
   */
  void tick() {
    Instant now = clock.instant();
    back.drainTo(kept);
    underWay.givenUp().forEach(look -> kept.add(new Outcome(look, List.of())));
    stream.news(now).ifPresent(this::heard);
    for (WatchRound.Ticked ticked : rounds(now)) {
      log(ticked.round());
      ticked.looks().forEach(this::begin);
      after.accept(ticked.round());
    }
  }

  private List<WatchRound.Ticked> rounds(Instant now) {
    try {
      WatchRound.Ticked ticked = watch.tick(List.copyOf(kept), now);
      kept.clear();
      return List.of(ticked);
    } catch (StorageFailed e) {
      LOG.debug("the round could not be stored, as its store has told", e);
      return List.of();
    } catch (RuntimeException | Error e) {
      if (kept.isEmpty()) {
        throw e;
      }
      LOG.debug("the round broke; its outcomes are tried one by one", e);
      return oneByOne(now);
    }
  }

  /** A round for each outcome. One that breaks its round counts as a look that brought nothing. */
  private List<WatchRound.Ticked> oneByOne(Instant now) {
    List<WatchRound.Ticked> rounds = new ArrayList<>();
    for (Outcome outcome : List.copyOf(kept)) {
      try {
        rounds.add(alone(outcome, now));
      } catch (StorageFailed e) {
        return rounds;
      }
      kept.remove(outcome);
    }
    return rounds;
  }

  private WatchRound.Ticked alone(Outcome outcome, Instant now) {
    try {
      return watch.tick(List.of(outcome), now);
    } catch (StorageFailed e) {
      throw e;
    } catch (RuntimeException | Error e) {
      supervisor.failed("outcome of a look", e);
      return watch.tick(List.of(new Outcome(outcome.look(), List.of())), now);
    }
  }

  /** The last word of the stream holds all the earlier ones. */
  private void heard(Observation.Streamed streamed) {
    kept.removeIf(o -> o.look() instanceof Look.Stream);
    kept.add(new Outcome(new Look.Stream(), List.of(streamed)));
  }

  private void begin(Look look) {
    try {
      LooksUnderWay.Ticket ticket = underWay.begin(look);
      threads.execute(() -> carryOut(look, ticket));
    } catch (RejectedExecutionException e) {
      LOG.debug("stopping: {} is not asked any more", look.key());
    }
  }

  /** Whatever happens, the look comes back, or it would never be asked again. */
  private void carryOut(Look look, LooksUnderWay.Ticket ticket) {
    Outcome outcome = new Outcome(look, List.of());
    try {
      outcome = looker.apply(look);
    } catch (Throwable e) { // costs this look only
      if (Thread.currentThread().isInterrupted()) {
        LOG.debug("stopping in the middle of {}", look, e);
      } else {
        supervisor.failed("look", e);
      }
    } finally {
      if (underWay.end(ticket)) {
        back.add(outcome);
      }
      wake.run();
    }
  }

  private static void log(Round round) {
    round.jump().ifPresent(WatchLoop::log);
    for (Observation observation : round.observations()) {
      if (observation instanceof Observation.Missing missing) {
        LOG.info("no answer for {}: {} ({})", missing.subject(), missing.cause(), missing.detail());
      }
    }
    round
        .missing()
        .forEach(m -> LOG.info("nothing shown of {}: {} ({})", m.subject(), m.cause(), m.detail()));
    round.transitions().forEach(t -> LOG.info("{}: {} -> {}", t.subject(), t.from(), t.to()));
    round
        .changes()
        .forEach(c -> LOG.info("incident {} {}", c.incident().code(), c.action().word()));
  }

  private static void log(Jump jump) {
    String length = Times.length(jump.length());
    if (jump.back()) {
      LOG.warn(
          "the clock went back by {}; what was seen at later times counts as seen now,"
              + " everything else is asked again after its usual wait",
          length);
    } else {
      LOG.info(
          "no step was taken for {}: the program or the machine stood still, or the clock was set"
              + " forward; nothing is concluded from that time, and all routes are asked anew",
          length);
    }
  }
}
