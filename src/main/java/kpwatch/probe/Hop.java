package kpwatch.probe;

import java.net.InetSocketAddress;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.ProbeSource.Scheme;
import okhttp3.HttpUrl;

/** One GET: what is asked for, and where the connection goes. */
record Hop(HttpUrl url, InetSocketAddress target) {
  static Hop home(String host, Scheme scheme, InetSocketAddress target) throws NotAskedException {
    // A server that is asked by bare address may fall silent for half an hour.
    if (host.indexOf(':') >= 0 || host.matches("[0-9.]*")) {
      throw new NotAskedException(Cause.BAD_REQUEST, "not a host name: " + host);
    }
    try {
      String name = scheme == Scheme.HTTPS ? "https" : "http";
      return new Hop(new HttpUrl.Builder().scheme(name).host(host).build(), target);
    } catch (IllegalArgumentException e) {
      throw new NotAskedException(Cause.BAD_REQUEST, "not a host name", e);
    }
  }

  static int port(Scheme scheme) {
    return scheme == Scheme.HTTPS ? 443 : 80;
  }
}
