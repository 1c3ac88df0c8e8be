package kpwatch.incident;

import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Prefix;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Crowd;

/** Everything that one look can show of a prefix, each limit from both sides. */
enum Sight {
  FULL(t -> 1, 0),
  AT_BACK_UP(Thresholds.Routes::backUp, 0),
  BELOW_BACK_UP(Thresholds.Routes::backUp, 1),
  AT_UP(Thresholds.Routes::up, 0),
  BELOW_UP(Thresholds.Routes::up, 1),
  AT_RETURNED(Thresholds.Routes::returned, 0),
  BELOW_RETURNED(Thresholds.Routes::returned, 1),
  AT_STUCK(Thresholds.Routes::goneInSilence, 0),
  BELOW_STUCK(Thresholds.Routes::goneInSilence, 1),
  AT_GONE(Thresholds.Routes::gone, 0),
  BELOW_GONE(Thresholds.Routes::gone, 1),
  NONE(t -> 0, 0),

  /** RIPEstat does not answer. */
  MISSING(t -> 0, 0) {
    @Override
    void show(Bench bench, Prefix prefix) {
      bench.country.ripestat(Optional.of(Cause.TIMEOUT));
      bench.routes();
    }
  },
  /** No route in an answer whose control is too poor. */
  POOR_CONTROL(t -> 0, 0) {
    @Override
    void show(Bench bench, Prefix prefix) {
      int least = bench.limits.routes().leastPeers();
      bench.country.crowd(new Crowd(least - 1, 20, 50));
      bench.country.everyRoute(0);
      bench.routes();
    }
  },
  /** No route in an answer of the same server time as the last one. */
  NOT_NEWER(t -> 0, 0) {
    @Override
    void show(Bench bench, Prefix prefix) {
      Observation.Route empty =
          new Observation.Route(
              bench.now(),
              prefix,
              bench.track(prefix).queryTime().orElse(bench.now()),
              java.util.List.of());
      bench.look(bench.country.route(control(bench), bench.now()), empty);
    }
  },
  /** No route in one call of the spread round, with no control asked since. */
  SPREAD_LOSS(t -> 0, 0) {
    @Override
    void show(Bench bench, Prefix prefix) {
      bench.country.route(prefix, 0);
      bench.spread(prefix);
    }
  },
  /** No route, but a covering one that has been looked for. */
  COVERED(t -> 0, 0) {
    @Override
    void show(Bench bench, Prefix prefix) {
      bench.country.route(prefix, 0);
      bench.country.cover(bench.country.crowd().size());
      bench.advance(java.util.List.of(bench.country.search(Set.of(prefix), bench.now())));
      bench.routes();
    }
  },
  /** No look for so long that nothing is known any more. */
  NO_LOOK(t -> 0, 0) {
    @Override
    void show(Bench bench, Prefix prefix) {
      bench.idle(bench.limits.routes().unknownAfter());
    }
  };

  private final ToDoubleFunction<Thresholds.Routes> share;
  private final int less;

  Sight(ToDoubleFunction<Thresholds.Routes> share, int less) {
    this.share = share;
    this.less = less;
  }

  /** The least number of peers that reaches the limit, or the most that does not. */
  int seeing(Bench bench) {
    double exact = share.applyAsDouble(bench.limits.routes()) * bench.country.crowd().size();
    return (int) Math.ceil(exact - 1e-9) - less;
  }

  /** Looks once, together with a control. */
  void show(Bench bench, Prefix prefix) {
    if (this == AT_STUCK || this == BELOW_STUCK) {
      bench.country.stuck(prefix, seeing(bench));
    } else {
      bench.country.route(prefix, seeing(bench));
    }
    bench.routes();
  }

  private static Prefix control(Bench bench) {
    return bench.country.network().controlPrefixes().get(0);
  }
}
