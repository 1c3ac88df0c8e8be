package kpwatch.rislive;

import java.time.Instant;
import java.util.Optional;
import kpwatch.network.Network;
import kpwatch.observation.Observation;
import kpwatch.observation.RouteStream;

/**
 * What the stream has said so far, and whether it is heard. Fed by whoever holds the connection;
 * time is given. Thread-safe.
 */
public final class LiveStream implements RouteStream {
  public LiveStream(Network network) {}

  /** A connection is open; what it says from now on counts. */
  public void opened(Instant now) {}

  /**
   * Takes one frame as it came, however broken.
   *
   * @return whether it changed what is known, so that somebody may want to ask for {@link #news}
   */
  public boolean frame(String text, Instant now) {
    return false;
  }

  /** The connection is gone; what is known stays until it is compared anew. */
  public void closed(String why, Instant now) {}

  @Override
  public Optional<Observation.Streamed> news(Instant now) {
    return Optional.empty();
  }

  @Override
  public void compare(Observation.Route look) {}
}
