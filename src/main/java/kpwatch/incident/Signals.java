package kpwatch.incident;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;

/**
 * What a step asks the plan to look at sooner, or less.
 *
 * @param sight the routes have just begun to be seen
 * @param routesDiffer a look at the routes disagreed with what is sure
 * @param lineDips a look showed no route through a line that usually carries some
 * @param failing voting addresses that have just turned silent twice
 * @param namesSilent every voting name server has just turned silent
 * @param lessened prefixes that have just become REDUCED or GONE: their RPKI state is asked at once
 * @param totalLoss a national incident is under way
 * @param troubled an incident is open
 * @param unsearched prefixes that will be called GONE together, for which no covering route has
 *     been looked for since the loss
 * @param claimed somebody else claims watched addresses, and it is not known yet whether for good
 * @param heard what the stream of RIS Live asks for
 */
public record Signals(
    boolean sight,
    boolean routesDiffer,
    boolean lineDips,
    Set<Subject> failing,
    boolean namesSilent,
    Set<Prefix> lessened,
    boolean totalLoss,
    boolean troubled,
    Set<Prefix> unsearched,
    boolean claimed,
    Heard heard) {
  public static final Signals NONE =
      new Signals(
          false,
          false,
          false,
          Set.of(),
          false,
          Set.of(),
          false,
          false,
          Set.of(),
          false,
          Heard.NOTHING);

  /**
   * What the stream asks for.
   *
   * @param differing prefixes of which it has just begun to show something else than what is sure,
   *     and since when, by the collectors' clocks
   * @param agrees when it will have shown a loss for long enough, if it has just begun to
   * @param uncompared it is heard, and some prefix has not been compared with a look since
   */
  public record Heard(
      SortedMap<Prefix, Instant> differing, Optional<Instant> agrees, boolean uncompared) {
    public static final Heard NOTHING = new Heard(new TreeMap<>(), Optional.empty(), false);

    public Heard {
      differing = Collections.unmodifiableSortedMap(new TreeMap<>(differing));
    }

    public boolean differs() {
      return !differing.isEmpty();
    }
  }

  public Signals {
    failing = Set.copyOf(failing);
    lessened = Set.copyOf(lessened);
    unsearched = Set.copyOf(unsearched);
  }
}
