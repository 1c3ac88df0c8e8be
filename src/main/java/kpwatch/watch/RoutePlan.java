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
  private static final String SPREAD = "routes";
  private static final String RPKI = "rpki";
  private static final String CONTROL_AGAIN = "control again";
  private static final List<LocalTime> DUMPS =
      List.of(LocalTime.of(3, 30), LocalTime.of(11, 30), LocalTime.of(19, 30));

  /** Calls between two of the control, itself included. */
  private static final int CONTROL_EVERY = 5;

  private static final double BURSTS_SHRINK = 0.8;

  /** Share of the reserve that may go into asking again for what is slow to change. */
  private static final double AGAIN = 0.5;

  /** Least time between two calls of {@code rrc-info} that each had a new dump to ask for. */
  private static final Duration DUMPS_APART = Duration.ofHours(7);

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
    } else if (outcome.look() instanceof Look.Peers && failed && agenda.budget.used() < AGAIN) {
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
    List<Prefix> together = agenda.isDue(ALL) ? together(agenda) : List.of();
    if (agenda.isDue(ALL)) {
      agenda.due.remove(ALL);
    }
    if (together.isEmpty() && !agenda.isDue(SPREAD)) {
      return;
    }
    List<Prefix> prefixes = together.isEmpty() ? List.of(next(agenda)) : together;
    agenda.ask(new Look.Routes(prefixes));
    agenda.called(kind(prefixes), prefixes.size(), false);
    agenda.due.put(SPREAD, agenda.now.plus(pace.watch()));
    if (agenda.burstUntil.filter(until -> agenda.now.isBefore(until)).isEmpty()) {
      agenda.burstUntil = Optional.empty();
    } else if (!together.isEmpty()) {
      agenda.due.put(ALL, agenda.now.plus(pace.burst()));
    }
  }

  private static Budget.Kind kind(List<Prefix> prefixes) {
    return prefixes.size() > 1 ? Budget.Kind.BURST : Budget.Kind.SPREAD;
  }

  /**
   * The control and every route; with few tokens left the control and one route, with none nothing.
   */
  private List<Prefix> together(Agenda agenda) {
    int all = 1 + network.prefixes().size();
    boolean few = agenda.budget.used() >= BURSTS_SHRINK || !agenda.mayCall(all, false);
    if (few && !agenda.mayCall(2, false)) {
      return List.of();
    }
    List<Prefix> prefixes = new ArrayList<>();
    prefixes.add(control(agenda));
    if (few) {
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
      boolean inTurn = agenda.mayTrigger(RPKI, pace.validate());
      if (agenda.mayCall(network.prefixes().size(), inTurn)) {
        agenda.ask(new Look.Validations(network.prefixes()));
        agenda.called(Budget.Kind.VALIDATION, network.prefixes().size(), inTurn);
      }
      agenda.due.put(RPKI, agenda.now.plus(pace.validate()));
      agenda
          .due
          .entrySet()
          .removeIf(e -> e.getKey().startsWith(RPKI + "/") && !e.getValue().isAfter(agenda.now));
    }
    if (agenda.isDue(PEERS)) {
      boolean inTurn = agenda.mayTrigger(PEERS, DUMPS_APART);
      if (agenda.mayCall(1, inTurn)) {
        agenda.ask(new Look.Peers());
        agenda.called(Budget.Kind.PEERS, 1, inTurn);
      }
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
