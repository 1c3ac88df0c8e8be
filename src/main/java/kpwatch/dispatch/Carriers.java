package kpwatch.dispatch;

import java.io.Closeable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import kpwatch.notify.Messenger;
import kpwatch.notify.Outbox;
import kpwatch.supervision.Supervisor;

/** A dispatcher for each platform, with threads of its own: none waits for another. */
public final class Carriers implements Closeable {
  private static final long IDLE_SECONDS = 10;

  private final Outbox outbox;
  private final InstantSource clock;
  private final Supervisor supervisor;
  private final List<Dispatcher> dispatchers = new ArrayList<>();
  private final List<ExecutorService> workers = new ArrayList<>();

  public Carriers(Outbox outbox, InstantSource clock, Supervisor supervisor) {
    this.supervisor = supervisor;
    this.outbox = outbox;
    this.clock = clock;
  }

  /** Adds a platform, before the start. */
  public void of(Messenger messenger, Pace pace) {
    ExecutorService calls = workers(messenger.platform());
    workers.add(calls);
    dispatchers.add(new Dispatcher(outbox, messenger, clock, pace, calls, supervisor));
  }

  public void start() {
    dispatchers.forEach(Dispatcher::start);
  }

  /** Something may be due. */
  public void wake() {
    dispatchers.forEach(Dispatcher::wake);
  }

  /** Begins no more; what is under way goes on. */
  public void stop() {
    dispatchers.forEach(Dispatcher::stop);
  }

  /** Stops, and gives what is under way a bounded time to finish, all platforms at once. */
  @Override
  public void close() {
    stop();
    long end = System.nanoTime() + Pace.USUAL.finish().toNanos();
    dispatchers.forEach(d -> d.close(Duration.ofNanos(end - System.nanoTime())));
    workers.forEach(ExecutorService::shutdownNow);
  }

  /** As many threads as are asked for at the same time, which the dispatcher keeps few. */
  private ExecutorService workers(String platform) {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        supervisor.pool("carry-" + platform));
  }
}
