package kpwatch.app;

import java.io.Closeable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kpwatch.command.Pulse;
import kpwatch.network.Network;
import kpwatch.notify.Sign;
import kpwatch.notify.Times;
import kpwatch.observation.RouteStream;
import kpwatch.rislive.LiveStream;
import kpwatch.rislive.RisLive;
import kpwatch.rislive.RisLiveSettings;
import kpwatch.supervision.Supervisor;

/** The stream of RIS Live, or its absence. Polling goes on in any case. */
final class Listening implements Pulse, Closeable {
  private static final String NAME = "RIS Live";

  private final Optional<LiveStream> stream;
  private final Optional<RisLive> connection;

  /**
   * @param name by which RIPE NCC knows us
   * @param wake is run when there may be news
   * @param supervisor keeps the threads alive
   */
  Listening(
      RisLiveSettings settings,
      String name,
      Network network,
      InstantSource clock,
      Runnable wake,
      Supervisor supervisor) {
    stream = settings.enabled() ? Optional.of(new LiveStream(network)) : Optional.empty();
    connection =
        stream.map(
            live -> new RisLive(settings.url(), name, network, live, clock, wake, supervisor));
  }

  RouteStream stream() {
    return stream.map(RouteStream.class::cast).orElse(RouteStream.NONE);
  }

  void start() {
    connection.ifPresent(RisLive::start);
  }

  @Override
  public List<Sign> signs(Instant now) {
    return List.of(
        stream
            .map(live -> sign(live.signs(now), now))
            .orElse(
                new Sign(
                    NAME,
                    true,
                    Sign.Harm.LATER,
                    "switched off; routes are seen by polling alone")));
  }

  private static Sign sign(LiveStream.Signs signs, Instant now) {
    String text =
        signs
            .since()
            .map(
                since ->
                    "heard for "
                        + Times.length(Duration.between(since, now))
                        + ", "
                        + last(signs, now))
            .orElse("not heard (" + signs.why() + "); routes are seen by polling alone");
    return new Sign(NAME, signs.since().isPresent(), Sign.Harm.LATER, text);
  }

  private static String last(LiveStream.Signs signs, Instant now) {
    return signs.message().map(at -> "last sign " + Times.ago(at, now)).orElse("no sign yet");
  }

  @Override
  public void close() {
    connection.ifPresent(RisLive::close);
  }
}
