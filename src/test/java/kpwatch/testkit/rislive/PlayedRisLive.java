package kpwatch.testkit.rislive;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import kpwatch.files.PlayedWorld;
import kpwatch.files.RisLive;

/** RIS Live of a played world, whose time may run faster than ours; stamps are of our time. */
public final class PlayedRisLive implements AutoCloseable {
  private final FakeRisLive server = new FakeRisLive(InstantSource.system());
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
  private final PlayedWorld world;
  private final Supplier<Instant> time;
  private Instant told;
  private RisLive stood = RisLive.OK;

  /**
   * @param time in the world
   */
  public PlayedRisLive(PlayedWorld world, Supplier<Instant> time) {
    this.world = world;
    this.time = time;
    this.told = time.get();
    timer.scheduleWithFixedDelay(this::goOn, 20, 20, TimeUnit.MILLISECONDS);
  }

  /** For {@code ris-live.url}. */
  public URI url() {
    return server.url();
  }

  public FakeRisLive server() {
    return server;
  }

  private void goOn() {
    Instant now = time.get();
    RisLive stands = world.risLive(now);
    if (stands != stood) {
      switch (stands) {
        case OK -> server.recover();
        case SILENT -> {
          server.hang();
          server.goSilent();
        }
        case CLOSED -> {
          server.refuse();
          server.cut();
        }
      }
      stood = stands;
    }
    if (stands == RisLive.OK) {
      String stamp = "\"timestamp\":" + Instant.now().toEpochMilli() / 1000.0 + ",";
      for (String frame : world.risLiveFrames(told, now)) {
        server.text(frame.replaceFirst("\"timestamp\":[0-9.]+,", stamp));
      }
    }
    told = now;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    server.close();
  }
}
