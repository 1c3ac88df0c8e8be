package kpwatch.incident;

import java.time.Duration;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Subject;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;

/** Everything that one probe of an address can bring, followed by a round of controls. */
enum Reply {
  IN_TIME(Answer.OK, Country.USUAL),
  AT_SLOW(Answer.OK, slow()),
  BELOW_SLOW(Answer.OK, slow().minusMillis(1)),
  SERVICE_ERROR(Answer.HTTP_ERROR, Country.USUAL),
  REFUSED(Answer.REFUSED, Country.USUAL),
  RESET(Answer.RESET, nearest()),
  RESET_TOO_FAST(Answer.RESET, nearest().minusMillis(1)),
  TLS_ERROR(Answer.TLS_ERROR, Country.USUAL),
  SILENT_ONCE(Answer.TIMEOUT, Country.USUAL) {
    @Override
    void comeTo(Bench bench, Subject target) {
      set(bench, target);
      bench.look(bench.country.probe(target, bench.now()));
    }
  },
  SILENT_TWICE(Answer.TIMEOUT, Country.USUAL),
  UNREACHABLE_TWICE(Answer.UNREACHABLE, Country.USUAL),
  NO_SUCH_NAME(Answer.NXDOMAIN, Country.USUAL),
  NAME_FAILS(Answer.SERVFAIL, Country.USUAL),
  FORGED(Answer.FORGED, Country.USUAL),
  MISSING(Answer.TIMEOUT, Country.USUAL) {
    @Override
    void comeTo(Bench bench, Subject target) {
      bench.look(new Observation.Missing(bench.now(), target, Cause.TIMEOUT, "made up"));
    }
  },
  /** It falls silent, and most of the controls with it. */
  ALL_SILENT(Answer.TIMEOUT, Country.USUAL) {
    @Override
    void comeTo(Bench bench, Subject target) {
      super.comeTo(bench, target);
      bench.country.failingControls(3);
    }
  };

  private final Answer answer;
  private final Duration takes;

  Reply(Answer answer, Duration takes) {
    this.answer = answer;
    this.takes = takes;
  }

  private static Duration slow() {
    double times = Thresholds.DEFAULT.probes().slow();
    return Duration.ofMillis(Math.round(times * Country.USUAL.toMillis()));
  }

  /** The least time that the fastest handshake, a third of the usual time, bears out. */
  private static Duration nearest() {
    double handshake = Country.USUAL.toMillis() / 3.0;
    return Duration.ofMillis((long) Math.ceil(handshake / Thresholds.DEFAULT.probes().nearer()));
  }

  void set(Bench bench, Subject target) {
    bench.country.host(target, answer, takes);
  }

  void comeTo(Bench bench, Subject target) {
    set(bench, target);
    bench.probes(java.util.List.of(target));
  }

  /** A probe, and a second later the controls. */
  static Bench probed(Bench bench, Subject target, Reply reply) {
    reply.comeTo(bench, target);
    return bench.later(Duration.ofSeconds(1)).controls();
  }
}
