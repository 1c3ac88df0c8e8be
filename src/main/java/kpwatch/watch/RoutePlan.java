package kpwatch.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import kpwatch.incident.PrefixState;
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
  static final String CONTROL_AGAIN = "control again";
  private static final String SEARCH = "search";
  private static final String COMPARE = "compare";

  /** When the stream will have shown a loss for long enough that one look confirms it. */
  private static final String AGREE = "agree";

  private static final String EXACTLY = "exactly/";
  private static final List<LocalTime> DUMPS =
      List.of(LocalTime.of(3, 30), LocalTime.of(11, 30), LocalTime.of(19, 30));

  /** Share of the reserve that may go into asking again for what is slow to change. */
  private static final double AGAIN = 0.5;

  /** Least time between two calls of {@code rrc-info} that each had a new dump to ask for. */
  private static final Duration DUMPS_APART = Duration.ofHours(7);

  private final Network network;
  private final Pace pace;
  private final RouteLooks looks;

  RoutePlan(Network network, Pace pace) {
    this.network = network;
    this.pace = pace;
    this.looks = new RouteLooks(network);
  }

  void advance(Agenda agenda, Tracks tracks, Signals signals, List<Outcome> finished) {
    finished.forEach(outcome -> came(agenda, tracks, outcome));
    trigger(agenda, tracks, signals);
    if (!signals.unsearched().isEmpty() && agenda.mayTrigger(SEARCH, pace.burst().dividedBy(2))) {
      agenda.due.putIfAbsent(SEARCH, agenda.now);
    }
    agenda.due.putIfAbsent(SPREAD, agenda.now.plus(pace.watch()));
    agenda.due.putIfAbsent(RPKI, agenda.now);
    agenda.due.putIfAbsent(PEERS, agenda.now);
    routes(agenda, tracks);
    slow(agenda);
  }

  private void came(Agenda agenda, Tracks tracks, Outcome outcome) {
    boolean failed = outcome.seen().stream().anyMatch(o -> o instanceof Observation.Missing);
    if (outcome.look() instanceof Look.Routes looked) {
      boolean control = looked.prefixes().stream().anyMatch(network.controlPrefixes()::contains);
      if (control) {
        agenda.turns.put(CONTROL_AGAIN, failed && controlFailed(outcome) ? 1 : 0);
      }
      unmet(looked, outcome)
          .filter(p -> !RouteLooks.is(tracks, p, PrefixState.AGGREGATED))
          .ifPresent(p -> agenda.due.put(EXACTLY + p, agenda.now));
    } else if (outcome.look() instanceof Look.Peers && failed && agenda.budget.used() < AGAIN) {
      agenda.sooner(PEERS, agenda.now.plus(pace.watch().multipliedBy(5)));
    }
  }

  /**
   * The prefix of the spread round that was asked for by an address, if the answer is not about it;
   * a source in trouble is not asked twice.
   */
  private static Optional<Prefix> unmet(Look.Routes look, Outcome outcome) {
    return look.prefixes().isEmpty()
        ? outcome.seen().stream()
            .filter(RoutePlan::besidesThePoint)
            .findFirst()
            .map(o -> look.spots().get(0).within())
        : Optional.empty();
  }

  private static boolean besidesThePoint(Observation seen) {
    if (seen instanceof Observation.Around around) {
      return around.found().stream().noneMatch(r -> r.prefix().equals(around.within()));
    }
    return seen instanceof Observation.Missing missing
        && switch (missing.cause()) {
          case BAD_REQUEST, NOT_JSON, MALFORMED, TOO_LARGE, UNUSABLE, STALE -> true;
          case UNREACHABLE, TIMEOUT, HTTP_5XX, RATE_LIMITED, MAINTENANCE, CONTROL_FAILED, SUSPECT ->
              false;
        };
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
    if (signals.sight()) {
      agenda.sooner(ALL, agenda.now);
    }
    boolean differ = signals.routesDiffer() || signals.heard().differs();
    if ((differ || signals.claimed()) && !bursting) {
      agenda.burstUntil = Optional.of(agenda.now.plus(pace.burstFor()));
      agenda.sooner(ALL, agenda.now);
    }
    if (signals.heard().uncompared()
        && agenda.budget.used() < AGAIN
        && agenda.mayTrigger(COMPARE, pace.compare())) {
      agenda.sooner(ALL, agenda.now);
    }
    signals.heard().agrees().ifPresent(at -> agenda.due.put(AGREE, at));
    if (agenda.isDue(AGREE)) {
      agenda.due.remove(AGREE);
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

  private void routes(Agenda agenda, Tracks tracks) {
    if (agenda.asked.contains(SPREAD)) {
      return;
    }
    if (agenda.isDue(SEARCH)) {
      agenda.due.remove(SEARCH);
      Look.Routes look = looks.search(agenda, tracks);
      if (agenda.mayCall(look.calls(), false)) {
        ask(agenda, look, Budget.Kind.BURST);
        return;
      }
    }
    Optional<Look.Routes> together =
        agenda.isDue(ALL) ? looks.together(agenda, tracks) : Optional.empty();
    if (agenda.isDue(ALL)) {
      agenda.due.remove(ALL);
    }
    if (together.isPresent()) {
      ask(agenda, together.get(), Budget.Kind.BURST);
      agenda.due.put(SPREAD, agenda.now.plus(pace.watch()));
    } else if (agenda.isDue(SPREAD)) {
      ask(agenda, looks.next(agenda, tracks), Budget.Kind.SPREAD);
      agenda.due.put(SPREAD, agenda.now.plus(pace.watch()));
    } else {
      exactly(agenda).ifPresent(look -> ask(agenda, look, Budget.Kind.BURST));
      return;
    }
    if (agenda.burstUntil.filter(until -> agenda.now.isBefore(until)).isEmpty()) {
      agenda.burstUntil = Optional.empty();
    } else if (together.isPresent()) {
      agenda.due.put(ALL, agenda.now.plus(pace.burst()));
    }
  }

  /** The first call of the spread round has its place; what is asked beside it takes tokens. */
  private static void ask(Agenda agenda, Look.Routes look, Budget.Kind kind) {
    agenda.ask(look);
    int inTurn = kind == Budget.Kind.SPREAD ? 1 : 0;
    agenda.called(Budget.Kind.SPREAD, inTurn, false);
    agenda.called(Budget.Kind.BURST, look.calls() - inTurn, false);
  }

  /** A prefix whose address led elsewhere or nowhere is asked for by itself at once. */
  private static Optional<Look.Routes> exactly(Agenda agenda) {
    Optional<String> key =
        agenda.due.keySet().stream()
            .filter(k -> k.startsWith(EXACTLY))
            .filter(agenda::isDue)
            .findFirst();
    key.ifPresent(agenda.due::remove);
    return key.filter(k -> agenda.mayCall(1, false))
        .map(k -> new Look.Routes(List.of(Prefix.parse(k.substring(EXACTLY.length())))));
  }

  private void slow(Agenda agenda) {
    boolean again = agenda.isDue("rpki/again") || agenda.isDue("rpki/later");
    if ((agenda.isDue(RPKI) || again) && !agenda.asked.contains(RPKI)) {
      boolean inTurn = agenda.mayTrigger(RPKI, pace.validate(network.prefixes().size()));
      if (agenda.mayCall(network.prefixes().size(), inTurn)) {
        agenda.ask(new Look.Validations(network.prefixes()));
        agenda.called(Budget.Kind.VALIDATION, network.prefixes().size(), inTurn);
      }
      agenda.due.put(RPKI, agenda.now.plus(pace.validate(network.prefixes().size())));
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
