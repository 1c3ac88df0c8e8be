package kpwatch.testkit;

import java.time.Duration;

/**
 * How a fake answers one attempt.
 *
 * @param answer as in scenario files: {@code ok}, {@code timeout} (accepts, reads, stays silent),
 *     {@code refused} (after {@code refresh()}), {@code reset}, {@code nxdomain}, {@code servfail},
 *     {@code http-503} (any status), {@code tls-error}. Web only: {@code redirect}, {@code close}
 *     (without a byte), {@code garbage}, {@code endless}, {@code trickle}, {@code trickle-header},
 *     {@code cut} (body ends early), {@code no-handshake} (after {@code refresh()}: connecting
 *     never ends). DNS only: {@code no-aa}, {@code wrong-id}, {@code wrong-question}, {@code
 *     query-echo}, {@code truncated}, {@code dns-refused}, {@code nxdomain-no-aa}, {@code garbage},
 *     {@code referral} (to a server of its own for each name, at {@code target})
 * @param after how long it takes before it answers so
 * @param target where a redirect or an A record points, several with commas between; else empty
 */
public record Behaviour(String answer, Duration after, String target) {
  public static Behaviour of(String answer) {
    return of(answer, 0);
  }

  /** As a scenario file gives it. */
  public static Behaviour of(String answer, long millis) {
    return new Behaviour(answer, Duration.ofMillis(millis), "");
  }

  public static Behaviour redirect(String location) {
    return new Behaviour("redirect", Duration.ZERO, location);
  }

  /** An A record. */
  public static Behaviour pointingTo(String address) {
    return new Behaviour("ok", Duration.ZERO, address);
  }

  /** The HTTP status to send; 200 unless {@code answer} names another. */
  int status() {
    if (answer.equals("redirect")) {
      return 301;
    }
    return answer.startsWith("http-") ? Integer.parseInt(answer.substring("http-".length())) : 200;
  }

  /** One of the answers above, about this address. */
  public static Behaviour pointing(String answer, String address) {
    return new Behaviour(answer, Duration.ZERO, address);
  }

  boolean is(String other) {
    return answer.equals(other);
  }
}
