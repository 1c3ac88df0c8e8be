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
  private final List<String> names;

  ProbePlan(Network network, Pace pace) {
    this.network = network;
    this.pace = pace;
    this.servers = network.nameservers().stream().map(n -> "dns:" + n.host()).toList();
    this.names = network.sites().stream().map(n -> "name:" + n.host()).toList();
  }

  void advance(Agenda agenda, Tracks tracks, Signals signals, List<Outcome> finished) {
    if (!pace.probing()) {
      return;
    }
    TreeMap<String, List<Site>> addresses = addresses(tracks);
    finished.forEach(outcome -> came(agenda, tracks, outcome));
    retreat(agenda, tracks, signals, finished);
    schedule(agenda, tracks, addresses);
    if (signals.failing().size() >= FEW
        || newlyFailing(tracks, agenda.now) >= FEW && !signals.failing().isEmpty()) {
      controlsSoon(agenda);
    }
    ask(agenda, addresses);
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
      agenda.sooner("name:" + visit.host(), agenda.now);
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
    if (agenda.backedOff.isPresent()
        && (!signals.totalLoss() || answered || signals.routesDiffer())) {
      agenda.backedOff = Optional.empty();
      agenda
          .due
          .keySet()
          .removeIf(k -> k.startsWith("address:") || k.startsWith("dns:") || k.equals(BACKED_OFF));
      agenda.sooner(RoutePlan.ALL, agenda.now);
    } else if (agenda.backedOff.isEmpty()
        && signals.totalLoss()
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
    spread(agenda, tracks, names, pace.nameserver().dividedBy(4));
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
        agenda.due.put(
            key, key.startsWith("name:") ? wanted : notSooner(wanted, tracks, key, interval));
      }
    }
  }

  /** The polite distance holds whatever the reason for looking. */
  private static Instant notSooner(Instant wanted, Tracks tracks, String key, Duration apart) {
    ProbeTrack track = tracks.probes().get(Subject.parse(key));
    Optional<Instant> polite =
        track == null ? Optional.empty() : track.lastProbe().map(at -> at.plus(apart));
    return polite.filter(at -> at.isAfter(wanted)).orElse(wanted);
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
    for (Site site : network.sites()) {
      if (agenda.isDue("name:" + site.host())) {
        agenda.ask(new Look.Name(site.host()));
        agenda.due.put("name:" + site.host(), agenda.now.plus(pace.name()));
      }
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

  /**
   * Two addresses and one name server in turn; a silence under way is still asked its second time.
   */
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
    agenda.due.put(key, agenda.now.plus(pace.probe()).plus(agenda.jitter(key, pace.jitter())));
  }

  private void question(Agenda agenda, Nameserver server) {
    String key = "dns:" + server.host();
    agenda.ask(new Look.Ask(server.host(), server.address(), network.zone()));
    agenda.due.put(key, agenda.now.plus(pace.nameserver()));
  }
}
