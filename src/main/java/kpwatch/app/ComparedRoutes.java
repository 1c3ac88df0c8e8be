package kpwatch.app;

import java.net.InetAddress;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation;
import kpwatch.observation.Prefix;
import kpwatch.observation.RouteSource;
import kpwatch.observation.RouteStream;

/** Compares the stream with each answer of {@code looking-glass}, before anybody judges it. */
final class ComparedRoutes implements RouteSource {
  private final RouteSource source;
  private final RouteStream stream;

  ComparedRoutes(RouteSource source, RouteStream stream) {
    this.source = source;
    this.stream = stream;
  }

  @Override
  public Observation routes(Prefix prefix) {
    Observation seen = source.routes(prefix);
    if (seen instanceof Observation.Route route) {
      stream.compare(route);
    }
    return seen;
  }

  @Override
  public Observation around(InetAddress address, Prefix within) {
    Observation seen = source.around(address, within);
    if (seen instanceof Observation.Around around) {
      around.found().forEach(stream::compare);
    }
    return seen;
  }

  @Override
  public Observation peers() {
    return source.peers();
  }

  @Override
  public Observation validation(Asn origin, Prefix prefix) {
    return source.validation(origin, prefix);
  }
}
