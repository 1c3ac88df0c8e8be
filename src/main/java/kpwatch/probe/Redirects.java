package kpwatch.probe;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import kpwatch.observation.ProbeSource.Scheme;
import okhttp3.HttpUrl;

/**
 * Where a redirect may lead: to the usual port of a host in the same top zone that is overridden,
 * or whose name points to the watched address that has just been asked. Anywhere else the redirect
 * itself is the answer; another address has visits, and a pace, of its own.
 */
final class Redirects {
  /** Characters of an address; real ones have less than 200. */
  private static final int LONGEST = 2048;

  private final ProbeConduct conduct;
  private final NameLookup names;

  Redirects(ProbeConduct conduct, NameLookup names) {
    this.conduct = conduct;
    this.names = names;
  }

  /**
   * @param left how long a name look-up may take
   */
  Optional<Hop> next(Hop from, Reply reply, Duration left) throws NotAskedException {
    if (reply.status() < 300 || reply.status() > 399 || reply.location().isEmpty()) {
      return Optional.empty();
    }
    Optional<HttpUrl> resolved = resolve(from, reply.location());
    if (resolved.isEmpty()) {
      return Optional.empty();
    }
    HttpUrl url = resolved.get();
    if (url.equals(from.url())
        || url.port() != HttpUrl.defaultPort(url.scheme())
        || !topZone(url).equals(topZone(from.url()))) {
      return Optional.empty();
    }
    return target(from, url, left).map(target -> new Hop(url, target));
  }

  /** Empty for what is no address of HTTP, and for what OkHttp stumbles over. */
  private static Optional<HttpUrl> resolve(Hop from, String location) {
    if (location.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(from.url().resolve(location));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private Optional<InetSocketAddress> target(Hop from, HttpUrl url, Duration left)
      throws NotAskedException {
    var override = conduct.override(url.host());
    if (override.isPresent()) {
      // An override names one port, which speaks one scheme.
      return url.scheme().equals(from.url().scheme()) ? override : Optional.empty();
    }
    int port = Hop.port(url.isHttps() ? Scheme.HTTPS : Scheme.HTTP);
    if (url.host().equals(from.url().host())) {
      return Optional.of(new InetSocketAddress(from.target().getAddress(), port));
    }
    return names
        .ask(url.host(), left)
        .address()
        .filter(from.target().getAddress()::equals)
        .flatMap(address -> conduct.target(url.host(), address, port));
  }

  private static String topZone(HttpUrl url) {
    return url.host().substring(url.host().lastIndexOf('.') + 1);
  }
}
