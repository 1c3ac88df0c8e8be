package kpwatch.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kpwatch.incident.ProbeTrack;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.network.Network.Nameserver;
import kpwatch.network.Network.Site;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.observation.Subject;

/**
 * The A questions, one after another, to the country's own name servers in turn; none while we ask
 * less after a total loss.
 */
final class NamePlan {
  private static final String NAMES = "names";

  private final Network network;
  private final Pace pace;
  private final List<String> keys;

  NamePlan(Network network, Pace pace) {
    this.network = network;
    this.pace = pace;
    this.keys =
        network.nameservers().isEmpty()
            ? List.of()
            : network.sites().stream().map(s -> key(s.host())).toList();
  }

  private static String key(String host) {
    return "name:" + host;
  }

  /** What came back; a question that was lost is put once more. */
  void came(Agenda agenda, Outcome outcome) {
    if (outcome.look() instanceof Look.Name look) {
      boolean lost =
          outcome.seen().stream()
              .noneMatch(o -> o instanceof Observation.Name n && n.answer() != Answer.TIMEOUT);
      boolean first = agenda.turn(look.key()) == 0;
      agenda.turns.put(look.key(), lost && first ? 1 : 0);
      if (lost && first) {
        agenda.due.put(look.key(), agenda.now.plus(pace.retry()));
      }
    }
  }

  /** A site that has failed twice may have moved. */
  void failed(Agenda agenda, String host) {
    if (keys.contains(key(host))) {
      agenda.sooner(key(host), agenda.now);
    }
  }

  void ask(Agenda agenda, Tracks tracks) {
    for (int place = 0; place < keys.size(); place++) {
      String key = keys.get(place);
      if (!agenda.due.containsKey(key)) {
        Duration slot = pace.probe().multipliedBy(place).dividedBy(keys.size());
        agenda.due.put(key, agenda.now.plus(slot));
      }
      if (agenda.isDue(key)) {
        Instant next = next(agenda);
        if (next.isAfter(agenda.now)) {
          agenda.due.put(key, next);
        } else {
          question(agenda, network.sites().get(place), server(agenda, tracks));
        }
      }
    }
  }

  private Instant next(Agenda agenda) {
    if (agenda.backedOff.isPresent()) {
      return agenda.now.plus(pace.backedOff());
    }
    Instant last = agenda.triggered.get(NAMES);
    return last == null ? agenda.now : last.plus(pace.namesApart());
  }

  private void question(Agenda agenda, Site site, Nameserver server) {
    agenda.ask(new Look.Name(site.host(), server.host(), server.address()));
    agenda.due.put(key(site.host()), agenda.now.plus(pace.name()));
    agenda.triggered.put(NAMES, agenda.now);
    agenda.turned(NAMES);
  }

  /** The next in turn that is not silent; the next in turn where all are. */
  private Nameserver server(Agenda agenda, Tracks tracks) {
    List<Nameserver> servers = network.nameservers();
    int turn = agenda.turn(NAMES);
    for (int i = 0; i < servers.size(); i++) {
      Nameserver server = servers.get((turn + i) % servers.size());
      ProbeTrack track = tracks.probes().get(Subject.dns(server.host()));
      if (track == null || track.silentRounds() == 0) {
        return server;
      }
    }
    return servers.get(turn % servers.size());
  }
}
