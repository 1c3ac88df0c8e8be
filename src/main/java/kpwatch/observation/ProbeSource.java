package kpwatch.observation;

import java.net.InetAddress;

/**
 * Port to the country's servers and the controls. Each call is one attempt, blocks, is bounded in
 * time and never throws.
 */
public interface ProbeSource {
  /**
   * One GET of the home page of {@code host} at {@code address}: a {@link Observation.Probe} with
   * subject {@code site:host}.
   */
  Observation site(String host, Scheme scheme, InetAddress address);

  /**
   * One non-recursive SOA question for {@code zone}: a {@link Observation.Probe} with subject
   * {@code dns:host}.
   */
  Observation nameserver(String host, InetAddress address, String zone);

  /**
   * One GET of a control's home page, its name looked up on the way: a {@link Observation.Probe}
   * with {@code control:host}.
   */
  Observation control(String host);

  /**
   * One non-recursive A question for {@code host} to a name server of the country: a {@link
   * Observation.Name}.
   */
  Observation name(String host, String server, InetAddress address);

  /** How a site is asked. */
  enum Scheme {
    HTTP,
    HTTPS
  }
}
