package kpwatch.watch;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kpwatch.incident.ProbeTrack;
import kpwatch.incident.Signals;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.network.Network.Control;
import kpwatch.network.Network.Nameserver;
import kpwatch.network.Network.Site;
import kpwatch.observation.Observation;
import kpwatch.observation.Subject;

/**
 * The visits to the country's servers and to the controls, at the polite pace, and less after a
 * total loss.
 */
final class ProbePlan {
  static final String CONTROLS = "controls";
  private static final String BACKED_OFF = "backed off";
  private static final String AGAIN = "again ";
  private static final int FEW = 3;

  private final Network network;
  private final Pace pace;
  private final List<String> servers;
  private final NamePlan names;

  ProbePlan(Network network, Pace pace) {
    this.network = network;
    this.pace = pace;
    this.servers = network.nameservers().stream().map(n -> "dns:" + n.host()).toList();
    this.names = new NamePlan(network, pace);
  }

  void advance(Agenda agenda, Tracks tracks, Signals signals, List<Outcome> finished) {
    if (!pace.probing()) {
      return;
    }
    TreeMap<String, List<Site>> addresses = addresses(tracks);
    finished.forEach(outcome -> came(agenda, tracks, outcome));
    retreat(agenda, tracks, signals, finished);
    schedule(agenda, tracks, addresses);
    boolean slower =
        tracks.routesOnly().isPresent()
            || tracks.probes().values().stream().anyMatch(t -> t.banned().isPresent());
    Instant usual = agenda.now.plus(pace.probe()).plus(pace.jitter());
    agenda.due.entrySet().stream()
        .filter(e -> isTarget(e.getKey()) && (slower || e.getValue().isAfter(usual)))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(key -> hold(agenda, tracks, key));
    if (signals.failing().size() >= FEW
        || newlyFailing(tracks, agenda.now) >= FEW && !signals.failing().isEmpty()) {
      controlsSoon(agenda);
    }
    ask(agenda, addresses);
    names.ask(agenda, tracks);
  }

  static boolean isTarget(String key) {
    return key.startsWith("address:") || key.startsWith("dns:");
  }

  /** Sites by the address where each is now; only addresses inside the watched prefixes. */
  private TreeMap<String, List<Site>> addresses(Tracks tracks) {
    TreeMap<String, List<Site>> addresses = new TreeMap<>();
    for (Site site : network.sites()) {
      InetAddress where = tracks.where().get(site.host());
      if (where != null && network.holds(where)) {
        addresses.computeIfAbsent(where.getHostAddress(), a -> new ArrayList<>()).add(site);
      }
    }
    return addresses;
  }

  /**
   * A first silence is asked again soon, once, whatever becomes of the track meanwhile; a silence
   * that holds asks where the name points now.
   */
  private void came(Agenda agenda, Tracks tracks, Outcome outcome) {
    names.came(agenda, outcome);
    boolean probed = outcome.look() instanceof Look.Visit || outcome.look() instanceof Look.Ask;
    if (!probed) {
      return;
    }
    String key = outcome.look().key();
    ProbeTrack track = tracks.probes().get(Subject.parse(key));
    if (track == null) {
      return;
    }
    boolean silent =
        outcome.seen().stream()
            .anyMatch(o -> o instanceof Observation.Probe p && p.answer().silent());
    boolean wasRetry = agenda.turns.remove(AGAIN + key) != null;
    if (silent && track.silent().isPresent() && !wasRetry) {
      agenda.turned(AGAIN + key);
      agenda.due.put(
          key, agenda.now.plus(pace.retry()).plus(agenda.jitter(key, pace.retryJitter())));
    } else if (silent && outcome.look() instanceof Look.Visit visit && track.silentRounds() == 1) {
      names.failed(agenda, visit.host());
    }
    if (track.silent().isEmpty()) {
      agenda.turned(key);
    }
  }

  /**
   * After a total loss, once every voter has been asked in vain, less; with the first sign of life,
   * as usual.
   */
  private void retreat(Agenda agenda, Tracks tracks, Signals signals, List<Outcome> finished) {
    boolean answered =
        finished.stream()
            .filter(o -> o.look() instanceof Look.Visit || o.look() instanceof Look.Ask)
            .flatMap(o -> o.seen().stream())
            .anyMatch(o -> o instanceof Observation.Probe p && p.answer().alive());
    boolean askedInVain = tracks.voters().stream().allMatch(t -> t.silentRounds() > 0);
    boolean lost = signals.totalLoss() && tracks.routesOnly().isEmpty();
    if (agenda.backedOff.isPresent() && (!lost || answered || signals.routesDiffer())) {
      agenda.backedOff = Optional.empty();
      agenda.due.remove(BACKED_OFF);
      agenda.due.keySet().removeIf(k -> isTarget(k) && !underWay(agenda, tracks, k));
      agenda.sooner(RoutePlan.ALL, agenda.now);
    } else if (agenda.backedOff.isEmpty()
        && lost
        && askedInVain
        && !answered
        && !signals.routesDiffer()) {
      agenda.backedOff = Optional.of(agenda.now);
      agenda.due.put(BACKED_OFF, agenda.now.plus(pace.backedOff()));
    }
  }

  private long newlyFailing(Tracks tracks, Instant now) {
    Instant since = now.minus(pace.together());
    return tracks.voters().stream()
        .filter(t -> t.silentFrom().filter(at -> at.isAfter(since)).isPresent())
        .count();
  }

  /** Gives everything that has no time yet one, spread over its interval. */
  private void schedule(Agenda agenda, Tracks tracks, Map<String, List<Site>> addresses) {
    spread(
        agenda,
        tracks,
        addresses.keySet().stream().map(a -> "address:" + a).toList(),
        pace.probe());
    spread(agenda, tracks, servers, pace.nameserver());
    agenda.due.putIfAbsent(CONTROLS, agenda.now);
    agenda
        .due
        .keySet()
        .removeIf(k -> k.startsWith("address:") && !addresses.containsKey(k.substring(8)));
  }

  private static void spread(Agenda agenda, Tracks tracks, List<String> keys, Duration interval) {
    for (int place = 0; place < keys.size(); place++) {
      String key = keys.get(place);
      if (!agenda.due.containsKey(key)) {
        Instant wanted = agenda.now.plus(interval.multipliedBy(place).dividedBy(keys.size()));
        Optional<Instant> polite = lastAsked(agenda, tracks, key).map(at -> at.plus(interval));
        agenda.due.put(key, polite.filter(at -> at.isAfter(wanted)).orElse(wanted));
      }
    }
  }

  /** The polite distance holds whatever the reason for looking, and over a start. */
  private static Optional<Instant> lastAsked(Agenda agenda, Tracks tracks, String key) {
    return Optional.ofNullable(agenda.triggered.get(key))
        .or(
            () ->
                Optional.ofNullable(tracks.probes().get(Subject.parse(key)))
                    .flatMap(ProbeTrack::lastProbe));
  }

  /** Whether it is being asked, or a first silence waits for its second try. */
  private static boolean underWay(Agenda agenda, Tracks tracks, String key) {
    ProbeTrack track = tracks.probes().get(Subject.parse(key));
    return agenda.asked.contains(key) || (track != null && track.silent().isPresent());
  }

  /** Puts off what is asked less often than usual, and brings back what no longer is. */
  private void hold(Agenda agenda, Tracks tracks, String key) {
    ProbeTrack track = tracks.probes().get(Subject.parse(key));
    Instant due = agenda.due.get(key);
    Optional<Instant> last = lastAsked(agenda, tracks, key);
    if (track == null || due == null || last.isEmpty() || underWay(agenda, tracks, key)) {
      return;
    }
    Duration usual = key.startsWith("dns:") ? pace.nameserver() : pace.probe();
    Duration apart = apart(tracks, track, usual);
    Instant next = last.get().plus(apart);
    if (apart.compareTo(usual) > 0) {
      agenda.due.put(key, due.isBefore(next) ? next : due);
    } else if (due.isAfter(agenda.now.plus(usual).plus(pace.jitter()))) {
      agenda.due.put(key, next.isAfter(agenda.now) ? next : agenda.now);
    }
  }

  /**
   * How long to wait between two probes: longer where we may be banned, and where nothing that we
   * ask has ever earned a vote.
   */
  private Duration apart(Tracks tracks, ProbeTrack track, Duration usual) {
    if (track.banned().isPresent()) {
      return pace.pause();
    }
    boolean silent = !track.history().endsWith("+");
    return tracks.routesOnly().isPresent() && silent ? pace.gentle() : usual;
  }

  private void controlsSoon(Agenda agenda) {
    Instant last = agenda.triggered.get(CONTROLS);
    Instant earliest = last == null ? agenda.now : last.plus(pace.controlsApart());
    agenda.sooner(CONTROLS, earliest.isAfter(agenda.now) ? earliest : agenda.now);
  }

  private void ask(Agenda agenda, TreeMap<String, List<Site>> addresses) {
    if (agenda.isDue(CONTROLS)) {
      agenda.ask(new Look.Controls(network.controls().stream().map(Control::host).toList()));
      agenda.due.put(CONTROLS, agenda.now.plus(pace.probe()));
      agenda.triggered.put(CONTROLS, agenda.now);
    }
    if (agenda.backedOff.isPresent()) {
      askFew(agenda, addresses);
      return;
    }
    addresses.forEach(
        (address, sites) -> {
          if (agenda.isDue("address:" + address)) {
            visit(agenda, address, sites);
          }
        });
    for (Nameserver server : network.nameservers()) {
      if (agenda.isDue("dns:" + server.host())) {
        question(agenda, server);
      }
    }
  }

  /** Two addresses and one name server in turn; the second try of a silence is its next turn. */
  private void askFew(Agenda agenda, TreeMap<String, List<Site>> addresses) {
    if (!agenda.isDue(BACKED_OFF)) {
      return;
    }
    agenda.due.put(BACKED_OFF, agenda.now.plus(pace.backedOff()));
    List<String> all = List.copyOf(addresses.keySet());
    for (int i = 0; i < Math.min(2, all.size()); i++) {
      String address = all.get(agenda.turn(BACKED_OFF) % all.size());
      if (!agenda.asked.contains("address:" + address)) {
        visit(agenda, address, addresses.getOrDefault(address, List.of()));
      }
      agenda.turned(BACKED_OFF);
    }
    List<Nameserver> servers = network.nameservers();
    if (!servers.isEmpty()) {
      Nameserver server = servers.get(agenda.turn("backed off dns") % servers.size());
      agenda.turned("backed off dns");
      if (!agenda.asked.contains("dns:" + server.host())) {
        question(agenda, server);
      }
    }
  }

  private void visit(Agenda agenda, String address, List<Site> sites) {
    String key = "address:" + address;
    Site site = sites.get(agenda.turn(key) % sites.size());
    agenda.ask(
        new Look.Visit(site.host(), site.scheme(), kpwatch.observation.Address.parse(address)));
    agenda.triggered.put(key, agenda.now);
    agenda.due.put(key, agenda.now.plus(pace.probe()).plus(agenda.jitter(key, pace.jitter())));
  }

  private void question(Agenda agenda, Nameserver server) {
    String key = "dns:" + server.host();
    agenda.ask(new Look.Ask(server.host(), server.address(), network.zone()));
    agenda.triggered.put(key, agenda.now);
    agenda.due.put(key, agenda.now.plus(pace.nameserver()));
  }
}
