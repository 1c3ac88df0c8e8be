package kpwatch.files;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kpwatch.network.Network;
import kpwatch.network.Network.Control;
import kpwatch.observation.Answer;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;

/**
 * A scenario drawn from an archive of routes. Nothing is known of sites and name servers in the
 * past, so it has none; the controls answer, and there is no stream.
 */
public final class PastScenario {
  /** Between two changes, unless a prefix reaches or leaves nothing. */
  private static final Duration APART = Duration.ofSeconds(10);

  /** More changes than this are told further apart, so that the file stays readable. */
  private static final int MOST_CHANGES = 5_000;

  private PastScenario() {}

  /** Throws {@link IllegalArgumentException} if nobody has the control route at the start. */
  public static Scenario of(Network network, Instant start, Instant end, Past past) {
    Duration apart = APART;
    while (true) {
      PastRoutes routes = new PastRoutes(network, past);
      World initial = initial(network, routes);
      List<Change> changes = new Changes(routes, initial, apart).until(end);
      if (changes.size() <= MOST_CHANGES || apart.compareTo(Duration.ofHours(1)) > 0) {
        return new Scenario(
            network.country().toLowerCase(Locale.ROOT) + "-archive-" + start + "-" + end,
            network.name()
                + ", "
                + start
                + " to "
                + end
                + ", from RIPEstat's archive; routing only",
            bare(network),
            start,
            end,
            initial,
            changes,
            Optional.empty());
      }
      apart = apart.multipliedBy(2);
    }
  }

  private static World initial(Network network, PastRoutes routes) {
    Map<Subject, HostState> hosts = new LinkedHashMap<>();
    for (Control control : network.controls()) {
      hosts.put(
          Subject.control(control.host()),
          new HostState(new HostAnswer(Answer.OK, 200), Optional.empty(), BigDecimal.ZERO));
    }
    return new World(
        routes.routes().orElseThrow(),
        hosts,
        new Instruments(
            Optional.of(RipeStat.OK),
            Optional.of(RisLive.OK),
            Optional.of(BigDecimal.ZERO),
            Optional.of(Monitor.ON)));
  }

  private static Network bare(Network network) {
    return new Network(
        network.name(),
        network.country(),
        network.zone(),
        network.timezone(),
        network.capital(),
        network.origin(),
        network.block(),
        network.prefixes(),
        network.upstreams(),
        List.of(),
        List.of(),
        network.controls(),
        network.controlPrefixes());
  }

  /** One change for each time at which a share is another, unless the last was just before. */
  private static final class Changes {
    private final PastRoutes past;
    private final Duration apart;
    private final List<Change> changes = new ArrayList<>();
    private Map<Prefix, Routing> told;
    private BigDecimal toldLost = BigDecimal.ZERO;
    private Map<Prefix, Routing> now;
    private Instant due = Instant.MIN;

    Changes(PastRoutes past, World initial, Duration apart) {
      this.past = past;
      this.apart = apart;
      this.told = initial.routes();
      this.now = told;
    }

    List<Change> until(Instant end) {
      for (Optional<Instant> at = past.nextSecond(); at.isPresent(); at = past.nextSecond()) {
        if (due.isBefore(at.get())) {
          tell(due);
        }
        past.advance();
        now = past.routes().orElse(now);
        if (!at.get().isBefore(due) || !turning().isEmpty()) {
          tell(at.get());
        }
      }
      tell(due.isBefore(end) ? due : end);
      return changes;
    }

    private void tell(Instant at) {
      Map<Prefix, Routing> changed = new LinkedHashMap<>(now);
      changed.entrySet().removeIf(e -> e.getValue().equals(told.get(e.getKey())));
      BigDecimal lost = past.lost();
      boolean loses = !lost.equals(toldLost);
      if (changed.isEmpty() && !loses) {
        return;
      }
      Instruments instruments =
          loses
              ? new Instruments(
                  Optional.empty(), Optional.empty(), Optional.of(lost), Optional.empty())
              : Instruments.UNTOUCHED;
      changes.add(
          new Change(
              at,
              String.join("; ", turning()),
              Change.Evidence.DOCUMENTED,
              new World(changed, Map.of(), instruments)));
      told = now;
      toldLost = lost;
      due = at.plus(apart);
    }

    /** The prefixes that have just reached or left nothing. */
    private List<String> turning() {
      List<String> turning = new ArrayList<>();
      told.forEach(
          (prefix, before) -> {
            boolean gone = now.getOrDefault(prefix, before).paths().isEmpty();
            if (before.paths().isEmpty() != gone) {
              turning.add(prefix + (gone ? " is gone from the last peer" : " is back at a peer"));
            }
          });
      return turning;
    }
  }
}
