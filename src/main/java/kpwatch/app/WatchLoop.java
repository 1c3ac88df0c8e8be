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

  /**
   * @param looker carries a look out on one of {@code threads}
   * @param wake is run when a look has come back, so that the next round need not be waited for
   * @param after is told of every round once it is stored
   */
  WatchLoop(
      WatchRound watch,
      Function<Look, Outcome> looker,
      Executor threads,
      RouteStream stream,
      InstantSource clock,
      Runnable wake,
      Consumer<Round> after) {
    this.watch = watch;
    this.looker = looker;
    this.threads = threads;
    this.stream = stream;
    this.clock = clock;
    this.wake = wake;
    this.after = after;
  }

  /**
   * One round. What a failed store could not keep is offered again with the next; until then no
   * look is begun, so there is never more of it than was under way.
   */
  void tick() {
    Instant now = clock.instant();
    back.drainTo(kept);
    stream.news(now).ifPresent(this::heard);
    WatchRound.Ticked ticked;
    try {
      ticked = watch.tick(List.copyOf(kept), now);
    } catch (StorageFailed e) {
      LOG.debug("the round could not be stored, as its store has told", e);
      return;
    }
    kept.clear();
    log(ticked.round());
    ticked.looks().forEach(this::begin);
    after.accept(ticked.round());
  }

  /** The last word of the stream holds all the earlier ones. */
  private void heard(Observation.Streamed streamed) {
    kept.removeIf(o -> o.look() instanceof Look.Stream);
    kept.add(new Outcome(new Look.Stream(), List.of(streamed)));
  }

  private void begin(Look look) {
    try {
      threads.execute(
          () -> {
            back.add(looked(look));
            wake.run();
          });
    } catch (RejectedExecutionException e) {
      LOG.debug("stopping: {} is not asked any more", look.key());
    }
  }

  /** Whatever happens, the look comes back, or it would never be asked again. */
  private Outcome looked(Look look) {
    try {
      return looker.apply(look);
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        LOG.debug("stopping in the middle of {}", look, e);
      } else {
        LOG.error("{} could not be carried out", look, e);
      }
      return new Outcome(look, List.of());
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
