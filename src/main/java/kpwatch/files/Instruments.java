package kpwatch.files;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How the instruments stand: the two sources at RIPE, its peers, and the program. Empty where a
 * change does not touch one.
 *
 * @param peersLost share of full-table peers whose rows are missing or stale in every answer
 */
public record Instruments(
    Optional<RipeStat> ripestat,
    Optional<RisLive> risLive,
    Optional<BigDecimal> peersLost,
    Optional<Monitor> monitor) {
  static final Instruments UNTOUCHED =
      new Instruments(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  static final Instruments WORKING =
      new Instruments(
          Optional.of(RipeStat.OK),
          Optional.of(RisLive.OK),
          Optional.of(BigDecimal.ZERO),
          Optional.of(Monitor.ON));

  Instruments with(Instruments replaced) {
    return new Instruments(
        replaced.ripestat.or(() -> ripestat),
        replaced.risLive.or(() -> risLive),
        replaced.peersLost.or(() -> peersLost),
        replaced.monitor.or(() -> monitor));
  }
}
