package kpwatch.probe;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation.Probe;
import kpwatch.probe.ProbeConduct.Limits;

/** Ways to behave in tests: nothing is allowed but what is resolved to a fake. */
final class Conducts {
  static final String AGENT = "kpwatch/0.1 (+mailto:somebody@example.org)";
  static final Limits PATIENT = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(40));
  static final Limits SHORT = new Limits(Duration.ofMillis(500), Duration.ofMillis(1_500));

  private Conducts() {}

  /**
   * For what is judged only once the whole time is over: asks with ever longer limits, since a
   * machine under load may not bring in time what was sent at once.
   */
  static Probe waited(Function<Limits, Probe> ask) {
    Probe probe = ask.apply(SHORT);
    for (int longer = 4; probe.answer() == Answer.TIMEOUT && longer <= 64; longer *= 4) {
      probe =
          ask.apply(
              new Limits(SHORT.connect().multipliedBy(longer), SHORT.total().multipliedBy(longer)));
    }
    return probe;
  }

  static ProbeConduct patient(Map<String, InetSocketAddress> resolve) {
    return with(resolve, PATIENT);
  }

  static ProbeConduct hasty(Map<String, InetSocketAddress> resolve) {
    return with(resolve, SHORT);
  }

  static ProbeConduct loopbackOnly(Map<String, InetSocketAddress> resolve) {
    return new ProbeConduct(
        AGENT, resolve, PATIENT, a -> true, true, InstantSource.system(), java.time.Duration.ZERO);
  }

  private static ProbeConduct with(Map<String, InetSocketAddress> resolve, Limits limits) {
    return new ProbeConduct(
        AGENT, resolve, limits, a -> false, false, InstantSource.system(), java.time.Duration.ZERO);
  }
}
