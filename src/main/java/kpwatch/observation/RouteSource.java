package kpwatch.observation;

import java.net.InetAddress;

/**
 * Port to RIPEstat. Each call blocks, is bounded in time, never throws for what the outside does:
 * that is a {@code Missing}.
 */
public interface RouteSource {
  /** {@link Observation.Route} or {@link Observation.Missing} with the prefix as its subject. */
  Observation routes(Prefix prefix);

  /**
   * {@link Observation.Around} or {@link Observation.Missing} with the prefix as its subject.
   *
   * @param within the watched prefix that holds the address
   */
  Observation around(InetAddress address, Prefix within);

  /**
   * {@link Observation.Peers} or {@link Observation.Missing} with subject {@code source:rrc-info}.
   */
  Observation peers();

  /**
   * {@link Observation.Validation} or {@link Observation.Missing} with subject {@code
   * source:rpki-validation}.
   */
  Observation validation(Asn origin, Prefix prefix);
}
