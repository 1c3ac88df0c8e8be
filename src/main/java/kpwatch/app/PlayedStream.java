package kpwatch.app;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kpwatch.files.PlayedWorld;
import kpwatch.observation.Observation;
import kpwatch.observation.RouteStream;
import kpwatch.rislive.LiveStream;

/** RIS Live of a played world, as one meets it who holds a connection to it. */
final class PlayedStream implements RouteStream {
  private static final String SUBSCRIBED = "{\"type\":\"ris_subscribe_ok\",\"data\":{}}";
  private static final String PONG = "{\"type\":\"pong\",\"data\":null}";
  private static final Duration PING = Duration.ofSeconds(40);

  /** Since the last sign of life; then a client connects anew. */
  private static final Duration PATIENCE = Duration.ofSeconds(70);

  private final PlayedWorld world;
  private final LiveStream stream;
  private boolean open;
  private Instant alive;
  private Instant heard;

  PlayedStream(PlayedWorld world, Instant now) {
    this.world = world;
    this.stream = new LiveStream(world.scenario().network());
    this.alive = now;
    this.heard = now;
  }

  @Override
  public Optional<Observation.Streamed> news(Instant now) {
    switch (world.risLive(now)) {
      case OK -> hear(now);
      case SILENT -> miss(now, "no answer to a ping");
      case CLOSED -> miss(Instant.MAX, "closed by the other side");
    }
    heard = now;
    return stream.news(now);
  }

  private void hear(Instant now) {
    if (open) {
      world.risLiveFrames(heard, now).forEach(frame -> stream.frame(frame, now));
    } else {
      stream.opened(now);
      stream.frame(SUBSCRIBED, now);
      alive = now;
    }
    open = true;
    if (!now.isBefore(alive.plus(PING))) {
      stream.frame(PONG, now);
      alive = now;
    }
  }

  private void miss(Instant now, String why) {
    if (open && now.isAfter(alive.plus(PATIENCE))) {
      stream.closed(why, heard);
      open = false;
    }
  }

  @Override
  public void compare(Observation.Route look) {
    stream.compare(look);
  }
}
