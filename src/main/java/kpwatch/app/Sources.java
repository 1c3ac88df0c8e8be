package kpwatch.app;

import java.io.Closeable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import kpwatch.network.Network;
import kpwatch.observation.Observation;
import kpwatch.observation.RouteStream;
import kpwatch.probe.Agent;
import kpwatch.probe.ProbeConduct;
import kpwatch.probe.Prober;
import kpwatch.ripestat.HttpTransport;
import kpwatch.ripestat.RipeStat;
import kpwatch.supervision.Supervisor;

/** The real outside: RIPEstat and the probes, with the threads that wait for them. */
final class Sources implements Closeable {
  /**
   * A probe may take this share of its interval to connect, so that a faster pace waits less: 10 s
   * of 5 min.
   */
  private static final int CONNECTS = 30;

  private static final Duration POLITE_PROBE = Duration.ofMinutes(5);

  private final HttpTransport transport;
  private final Prober prober;
  private final ExecutorService threads;
  private final Looker looker;

  /**
   * @param stream is compared with every answer about routes
   * @param supervisor counts threads that die
   */
  Sources(
      BotSettings settings,
      Network network,
      InstantSource clock,
      RouteStream stream,
      Supervisor supervisor) {
    String agent = Agent.text(Version.text(), settings.probe().contact());
    transport =
        new HttpTransport(
            settings.ripestat().baseUrl(),
            settings.ripestat().sourceapp(),
            agent,
            patience(settings.watch().interval()));
    prober =
        new Prober(
            new ProbeConduct(
                agent,
                settings.probe().resolve(),
                limits(settings.probe().interval()),
                network::holds,
                settings.probe().interval().compareTo(POLITE_PROBE) < 0,
                clock,
                settings.probe().interval()));
    threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            20,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            supervisor.pool("kpwatch-look"));
    supervisor.ofLibrary(Prober.DNS_THREAD, Prober::startDnsThreadAnew);
    looker =
        new Looker(
            network,
            new ComparedRoutes(new RipeStat(transport, clock), stream),
            new ResolvedProbes(prober, settings.probe(), network, clock),
            this::together);
  }

  /** A sixth of the pace, so that a source that hangs costs no turn; a second where it is fast. */
  private static Duration patience(Duration watch) {
    Duration sixth = watch.dividedBy(6);
    Duration least = Duration.ofSeconds(1);
    Duration most = HttpTransport.PATIENCE;
    return sixth.compareTo(most) > 0 ? most : sixth.compareTo(least) < 0 ? least : sixth;
  }

  private static ProbeConduct.Limits limits(Duration interval) {
    Duration connect = interval.dividedBy(CONNECTS);
    return interval.compareTo(POLITE_PROBE) >= 0
        ? ProbeConduct.Limits.POLITE
        : new ProbeConduct.Limits(connect, connect.multipliedBy(3));
  }

  Looker looker() {
    return looker;
  }

  ExecutorService threads() {
    return threads;
  }

  /** All at once; each question is bounded in time by its source. */
  private List<Observation> together(List<Callable<Observation>> questions) {
    List<Observation> answers = new ArrayList<>();
    try {
      if (questions.size() == 1) {
        return List.of(questions.get(0).call());
      }
      for (Future<Observation> answer : threads.invokeAll(questions)) {
        answers.add(answer.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CancellationException | ExecutionException e) {
      throw new IllegalStateException("a source threw, which its port forbids", e);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("a source threw, which its port forbids", e);
    }
    return answers;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    prober.close();
    transport.close();
  }
}
