package kpwatch.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import kpwatch.observation.Observation.Cause;

/**
 * How the prober behaves: who it says it is, where it may go, how long it waits.
 *
 * @param agent the User-Agent, printable ASCII; see {@link Agent}
 * @param resolve where a site, name server or control is asked instead of where its name points;
 *     hosts in any case. An overridden control is asked by plain HTTP
 * @param allowed the watched prefixes: a site or name server elsewhere is never connected to,
 *     unless {@code resolve} names it
 * @param loopbackOnly the pace is below the polite minimum: each connect is checked again, and
 *     nothing is sent to an address that is not loopback, not even to the machine's resolver
 * @param clock gives the times of the observations; durations come from the system's ticker
 * @param apart time within which no address gets a third GET; zero: the caller keeps the pace
 */
public record ProbeConduct(
    String agent,
    Map<String, InetSocketAddress> resolve,
    Limits limits,
    Predicate<InetAddress> allowed,
    boolean loopbackOnly,
    InstantSource clock,
    Duration apart) {

  /**
   * Longest waits.
   *
   * @param connect for a TCP handshake, a DNS reply and a name look-up
   * @param total for a GET with its redirect and its body
   */
  public record Limits(Duration connect, Duration total) {
    /** Source: {@code docs/network.md}; measured answers take 0.3 to 1.6 s in good times. */
    public static final Limits POLITE = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(30));

    public Limits {
      if (connect.toMillis() < 1 || total.compareTo(connect) < 0) {
        throw new IllegalArgumentException(
            "limits must be 1 ms <= connect <= total, not " + connect + " and " + total);
      }
    }
  }

  public ProbeConduct {
    if (agent.isBlank() || !agent.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException("the agent must be printable ASCII: " + agent);
    }
    resolve.forEach(
        (host, target) -> {
          if (target.isUnresolved()) {
            throw new IllegalArgumentException(host + " must be resolved to an address: " + target);
          }
        });
    resolve =
        resolve.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(e -> lower(e.getKey()), Map.Entry::getValue));
  }

  /** Where {@code host} is asked instead; empty: where its name points. */
  Optional<InetSocketAddress> override(String host) {
    return Optional.ofNullable(resolve.get(lower(host)));
  }

  /**
   * Where a site or name server is asked: its override, else the address itself if that lies in the
   * watched prefixes, else nowhere.
   */
  Optional<InetSocketAddress> target(String host, InetAddress address, int port) {
    return override(host)
        .or(
            () ->
                allowed.test(address)
                    ? Optional.of(new InetSocketAddress(address, port))
                    : Optional.empty());
  }

  /** Throws where no packet may leave for {@code address} at this pace. */
  void requireReach(InetAddress address) throws NotAskedException {
    if (loopbackOnly && !address.isLoopbackAddress()) {
      throw new NotAskedException(
          Cause.BAD_REQUEST,
          "at this pace only loopback may be asked, not " + address.getHostAddress());
    }
  }

  private static String lower(String host) {
    return host.toLowerCase(Locale.ROOT);
  }
}
