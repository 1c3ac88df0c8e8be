package kpwatch.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.incident.ProbeTrack;
import kpwatch.incident.Signals;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.observation.Observation;
import kpwatch.observation.Prefix;

/**
 * The calls to RIPEstat: the spread round, bursts, the slow calls, and the budget over all of them.
 */
final class RoutePlan {
  static final String ALL = "routes/all";
  static final String PEERS = "peers";
  static final String SPREAD = "routes";
  private static final String RPKI = "rpki";
  private static final String CONTROL_AGAIN = "control again";
  private static final List<LocalTime> DUMPS =
      List.of(LocalTime.of(3, 30), LocalTime.of(11, 30), LocalTime.of(19, 30));

  /** Calls between two of the control, itself included. */
  private static final int CONTROL_EVERY = 5;

  private static final double BURSTS_SHRINK = 0.8;

  private final Network network;
  private final Pace pace;

  RoutePlan(Network network, Pace pace) {
    this.network = network;
    this.pace = pace;
  }

  void advance(Agenda agenda, Tracks tracks, Signals signals, List<Outcome> finished) {
    finished.forEach(outcome -> came(agenda, outcome));
    trigger(agenda, tracks, signals);
    agenda.due.putIfAbsent(SPREAD, agenda.now.plus(pace.watch()));
    agenda.due.putIfAbsent(RPKI, agenda.now);
    agenda.due.putIfAbsent(PEERS, agenda.now);
    routes(agenda);
    slow(agenda);
  }

  private void came(Agenda agenda, Outcome outcome) {
    boolean failed = outcome.seen().stream().anyMatch(o -> o instanceof Observation.Missing);
    if (outcome.look() instanceof Look.Routes looked) {
      boolean control = looked.prefixes().stream().anyMatch(network.controlPrefixes()::contains);
      if (control) {
        agenda.turns.put(CONTROL_AGAIN, failed && controlFailed(outcome) ? 1 : 0);
      }
    } else if (outcome.look() instanceof Look.Peers && failed) {
      agenda.sooner(PEERS, agenda.now.plus(pace.watch().multipliedBy(5)));
    }
  }

  private boolean controlFailed(Outcome outcome) {
    return outcome.seen().stream()
        .anyMatch(
            o ->
                o instanceof Observation.Missing
                    && network.controlPrefixes().stream()
                        .anyMatch(p -> p.toString().equals(o.subject().name())));
  }

  private void trigger(Agenda agenda, Tracks tracks, Signals signals) {
    boolean bursting = agenda.burstUntil.filter(until -> agenda.now.isBefore(until)).isPresent();
    if (tracks.routesPlane().seeing() && tracks.routesPlane().since().equals(agenda.now)) {
      agenda.sooner(ALL, agenda.now);
    }
    if (signals.routesDiffer() && !bursting) {
      agenda.burstUntil = Optional.of(agenda.now.plus(pace.burstFor()));
      agenda.sooner(ALL, agenda.now);
    }
    if (signals.lineDips() && !bursting && agenda.mayTrigger("line", pace.triggerPause())) {
      agenda.sooner(ALL, agenda.now);
    }
    boolean hosts = !signals.failing().isEmpty() && failedTogether(tracks, agenda.now) >= 3;
    if ((hosts || signals.namesSilent())
        && !bursting
        && agenda.mayTrigger("hosts", pace.triggerPause())) {
      agenda.sooner(ALL, agenda.now);
    }
    if (!signals.lessened().isEmpty()) {
      agenda.sooner(RPKI, agenda.now);
      agenda.due.put("rpki/again", agenda.now.plus(pace.validateAgain()));
      agenda.due.put("rpki/later", agenda.now.plus(pace.validateAgain().multipliedBy(3)));
    }
  }

  private long failedTogether(Tracks tracks, Instant now) {
    Instant since = now.minus(pace.together());
    return tracks.voters().stream()
        .map(ProbeTrack::silentFrom)
        .filter(from -> from.filter(at -> at.isAfter(since)).isPresent())
        .count();
  }

  private void routes(Agenda agenda) {
    if (agenda.asked.contains(SPREAD)) {
      return;
    }
    double used = agenda.budget.share(pace.dailyCalls());
    if (used >= 1) {
      agenda.due.remove(ALL);
    }
    boolean all = agenda.isDue(ALL);
    if (all || agenda.isDue(SPREAD)) {
      boolean bursting = agenda.burstUntil.filter(until -> agenda.now.isBefore(until)).isPresent();
      List<Prefix> prefixes = all ? together(agenda, used) : List.of(next(agenda));
      agenda.ask(new Look.Routes(prefixes));
      agenda.budget = agenda.budget.spent(prefixes.size());
      agenda.due.put(SPREAD, agenda.now.plus(pace.watch()));
      agenda.due.remove(ALL);
      if (bursting && used < 1) {
        agenda.due.put(ALL, agenda.now.plus(pace.burst()));
      } else if (!bursting) {
        agenda.burstUntil = Optional.empty();
      }
    }
  }

  /** The control and every route; near the end of the budget the control and one route. */
  private List<Prefix> together(Agenda agenda, double used) {
    List<Prefix> prefixes = new ArrayList<>();
    prefixes.add(control(agenda));
    if (used >= BURSTS_SHRINK) {
      prefixes.add(prefix(agenda));
    } else {
      prefixes.addAll(network.prefixes());
    }
    return prefixes;
  }

  /**
   * The next of the spread round: every fifth call is the control, and one that failed is asked
   * again at once.
   */
  private Prefix next(Agenda agenda) {
    int turn = agenda.turn(SPREAD);
    if (agenda.turn(CONTROL_AGAIN) == 1) {
      return control(agenda);
    }
    agenda.turned(SPREAD);
    return turn % CONTROL_EVERY == 0 ? control(agenda) : prefix(agenda);
  }

  private Prefix control(Agenda agenda) {
    Prefix control =
        network.controlPrefixes().get(agenda.turn("control") % network.controlPrefixes().size());
    agenda.turned("control");
    return control;
  }

  private Prefix prefix(Agenda agenda) {
    Prefix prefix = network.prefixes().get(agenda.turn("prefix") % network.prefixes().size());
    agenda.turned("prefix");
    return prefix;
  }

  private void slow(Agenda agenda) {
    boolean again = agenda.isDue("rpki/again") || agenda.isDue("rpki/later");
    if ((agenda.isDue(RPKI) || again) && !agenda.asked.contains(RPKI)) {
      if (agenda.budget.share(pace.dailyCalls()) < 1) {
        agenda.ask(new Look.Validations(network.prefixes()));
        agenda.budget = agenda.budget.spent(network.prefixes().size());
      }
      agenda.due.put(RPKI, agenda.now.plus(pace.validate()));
      agenda
          .due
          .entrySet()
          .removeIf(e -> e.getKey().startsWith(RPKI + "/") && !e.getValue().isAfter(agenda.now));
    }
    if (agenda.isDue(PEERS)) {
      agenda.ask(new Look.Peers());
      agenda.budget = agenda.budget.spent(1);
      agenda.due.put(PEERS, afterNextDump(agenda.now));
    }
  }

  /** Each dump appears about three hours after its hour. */
  private static Instant afterNextDump(Instant now) {
    ZonedDateTime utc = now.atZone(ZoneOffset.UTC);
    for (LocalTime dump : DUMPS) {
      if (utc.toLocalTime().isBefore(dump)) {
        return utc.with(dump).toInstant();
      }
    }
    return utc.plus(Duration.ofDays(1)).with(DUMPS.get(0)).toInstant();
  }
}
