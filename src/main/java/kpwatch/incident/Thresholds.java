package kpwatch.incident;

import java.time.Duration;

/**
 * Every figure by which a look becomes a state and a state an incident. Judgement, set once and
 * defended in {@code docs/decisions/0002-thresholds.md}.
 */
public record Thresholds(
    Routes routes,
    Lines lines,
    Probes probes,
    Country country,
    Claims claims,
    Unstable unstable,
    Recovery recovery) {
  private static final Duration USUAL_WATCH = Duration.ofMinutes(2);
  private static final Duration USUAL_PROBE = Duration.ofMinutes(5);

  /** How long a machine may be too busy to take a step, at whatever pace. */
  private static final Duration SCHEDULER = Duration.ofSeconds(5);

  public static final Thresholds DEFAULT =
      at(Duration.ofMinutes(2), Duration.ofMinutes(5), Duration.ofSeconds(45), 4);

  /**
   * The figures for a pace of looking. Spans that count looks shrink with a pace faster than the
   * polite one (which is legal on loopback only) and grow where a whole turn of the calls takes
   * longer; shares and counts never change.
   *
   * @param watch time between two {@code looking-glass} calls
   * @param probe time between two visits to one address
   * @param confirm least time between two looks that agree on a loss
   * @param prefixes how many prefixes take turns
   */
  public static Thresholds at(Duration watch, Duration probe, Duration confirm, int prefixes) {
    Duration turn = watch.multipliedBy(prefixes + (prefixes + 3) / 4);
    double pace = Math.min(1.0, Math.max(ratio(watch, USUAL_WATCH), ratio(probe, USUAL_PROBE)));
    return new Thresholds(
        new Routes(
            0.7,
            0.8,
            0.10,
            0.20,
            0.5,
            0.5,
            100,
            0.7,
            10,
            50,
            Duration.ofMinutes(15),
            longer(scaled(Duration.ofMinutes(10), pace), watch.multipliedBy(5)),
            confirm,
            longer(scaled(Duration.ofMinutes(12), pace), turn.plus(watch)),
            Duration.ofDays(7),
            16,
            0.5),
        new Lines(
            0.05,
            0.10,
            0.01,
            longer(scaled(Duration.ofMinutes(10), pace), watch.multipliedBy(5)),
            scaled(Duration.ofHours(2), pace),
            10),
        new Probes(
            3,
            4,
            Duration.ofDays(7),
            3.0,
            200,
            3,
            2,
            probe,
            scaled(Duration.ofSeconds(90), pace),
            scaled(Duration.ofMinutes(10), pace),
            scaled(Duration.ofHours(24), pace),
            3.0),
        new Country(
            scaled(Duration.ofMinutes(15), pace),
            Duration.ofHours(6),
            scaled(Duration.ofMinutes(60), pace),
            scaled(Duration.ofHours(1), pace),
            scaled(Duration.ofMinutes(30), pace),
            scaled(Duration.ofMinutes(20), pace),
            longer(longer(scaled(Duration.ofMinutes(10), pace), watch.multipliedBy(5)), SCHEDULER)),
        new Claims(3, 3, 2, scaled(Duration.ofMinutes(2), pace)),
        new Unstable(3, 5, scaled(Duration.ofHours(6), pace), scaled(Duration.ofHours(3), pace)),
        new Recovery(scaled(Duration.ofMinutes(15), pace), 3, 0.2, 2));
  }

  /**
   * One prefix.
   *
   * @param up share of the baseline from which a prefix is UP
   * @param backUp share of the baseline at which REDUCED ends
   * @param gone share of the live peers below which a prefix is GONE
   * @param goneInSilence the same while no voting target answered lately: stuck routes
   * @param returned share of the baseline at which GONE ends
   * @param baselineFloor least share of a look that may enter the baseline
   * @param leastPeers live peers below which a look is not valid
   * @param leastPeersOfUsual the same, as a share of their usual number
   * @param rowAge age at which a row is unknown, by the server's own times
   * @param controlAge age at which a control answer no longer tells the live peers
   * @param confirm least time between two looks that agree on a loss
   * @param unknownAfter time without a valid look after which nothing is known
   * @param usualWindow how far back the usual is remembered, and after which time a change is what
   *     is usual
   * @param cover least length of a covering route; a shorter one is a default route
   * @param covered share of the live peers from which a covering route carries a prefix
   */
  public record Routes(
      double up,
      double backUp,
      double gone,
      double goneInSilence,
      double returned,
      double baselineFloor,
      int leastPeers,
      double leastPeersOfUsual,
      int leastCollectors,
      int leastPeerNetworks,
      Duration rowAge,
      Duration controlAge,
      Duration confirm,
      Duration unknownAfter,
      Duration usualWindow,
      int cover,
      double covered) {}

  /**
   * One line to abroad, by its share over all prefixes.
   *
   * @param carrying share of any prefix from which a line is carrying
   * @param usual median share that a line must have had before its absence is news, and share from
   *     which a new one is
   * @param lost share below which it is not seen
   * @param hold how long that must last
   * @param history how much of its past must be known
   * @param looks least number of looks in that past
   */
  public record Lines(
      double carrying, double usual, double lost, Duration hold, Duration history, int looks) {}

  /**
   * One address or name server.
   *
   * @param earns successes among the last {@code outOf} probes that earn a vote
   * @param lapses time without a success, outside incidents, that ends it
   * @param slow times the usual at which an answer is slow
   * @param usualOf how many successes make the usual time
   * @param few least number of addresses that can degrade a country
   * @param rounds bad rounds in a row that count
   * @param interval time between two visits to one address
   * @param orderSlack what, added to the interval, two steps must lie apart for their order to be
   *     known
   * @param lately how long an answer counts as recent
   * @param qualifies how long after the start a first target may take to earn its vote before the
   *     place is one that sees routes only
   * @param nearer times faster than the fastest ever at which an answer is suspect
   */
  public record Probes(
      int earns,
      int outOf,
      Duration lapses,
      double slow,
      int usualOf,
      int few,
      int rounds,
      Duration interval,
      Duration orderSlack,
      Duration lately,
      Duration qualifies,
      double nearer) {
    /** How far apart two steps must lie for their order to be known. */
    public Duration order() {
      return interval.plus(orderSlack);
    }
  }

  /**
   * The country and its incidents.
   *
   * @param hold how long no scope must hold before an incident has ended
   * @param upstreamWidens age at which an incident of scope upstream is not widened any more
   * @param precursor longest time between two departures that belong together
   * @param quiet time before a loss that must have been quiet for an abrupt start
   * @param oneByOne time within which prefixes that leave cleanly count as one loss
   * @param blindSaid how long we are blind before we say so
   * @param away least time without a step that counts as not having run
   */
  public record Country(
      Duration hold,
      Duration upstreamWidens,
      Duration precursor,
      Duration quiet,
      Duration oneByOne,
      Duration blindSaid,
      Duration away) {}

  /**
   * A foreign claim on the watched addresses; seen by less it is a local matter.
   *
   * @param peers that must show it
   * @param networks that they must belong to
   * @param collectors that they must report to
   * @param hold how long that must last
   */
  public record Claims(int peers, int networks, int collectors, Duration hold) {}

  /**
   * When coming and going is one thing.
   *
   * @param flips losses and returns of routes within {@code window} that make it unstable
   * @param degradedFlips the same for changes between normal and degraded
   * @param quiet time without any that ends it
   */
  public record Unstable(int flips, int degradedFlips, Duration window, Duration quiet) {}

  /**
   * When hosts that answer after the routes came back are struggling; slow is what it is elsewhere.
   *
   * @param settles how long the routes must have been back
   * @param probes least number of them, at the normal pace
   * @param lost share of the attempts without an answer from which it struggles
   * @param hosts how many must
   */
  public record Recovery(Duration settles, int probes, double lost, int hosts) {}

  private static double ratio(Duration pace, Duration usual) {
    return (double) pace.toMillis() / usual.toMillis();
  }

  private static Duration scaled(Duration usual, double pace) {
    return Duration.ofMillis(Math.round(usual.toMillis() * pace));
  }

  private static Duration longer(Duration left, Duration right) {
    return left.compareTo(right) >= 0 ? left : right;
  }
}
