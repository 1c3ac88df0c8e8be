package kpwatch.watch;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kpwatch.incident.ClaimTrack;
import kpwatch.incident.PrefixState;
import kpwatch.incident.PrefixTrack;
import kpwatch.incident.ProbeTrack;
import kpwatch.incident.Signals;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.observation.Address;
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
  private static final String SEARCH = "search";
  private static final String EXACTLY = "exactly/";
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
    finished.forEach(outcome -> came(agenda, tracks, outcome));
    trigger(agenda, tracks, signals);
    if (!signals.unsearched().isEmpty() && agenda.mayTrigger(SEARCH, pace.burst().dividedBy(2))) {
      agenda.due.putIfAbsent(SEARCH, agenda.now);
    }
    agenda.due.putIfAbsent(SPREAD, agenda.now.plus(pace.watch()));
    agenda.due.putIfAbsent(RPKI, agenda.now);
    agenda.due.putIfAbsent(PEERS, agenda.now);
    routes(agenda, tracks, signals);
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
          .filter(p -> !is(tracks, p, PrefixState.AGGREGATED))
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
    if (tracks.routesPlane().seeing() && tracks.routesPlane().since().equals(agenda.now)) {
      agenda.sooner(ALL, agenda.now);
    }
    if ((signals.routesDiffer() || signals.claimed()) && !bursting) {
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

  private void routes(Agenda agenda, Tracks tracks, Signals signals) {
    if (agenda.asked.contains(SPREAD)) {
      return;
    }
    if (agenda.isDue(SEARCH)) {
      agenda.due.remove(SEARCH);
      Look.Routes look = search(agenda, tracks);
      if (agenda.mayCall(look.calls(), false)) {
        ask(agenda, look, Budget.Kind.BURST);
        return;
      }
    }
    Optional<Look.Routes> together =
        agenda.isDue(ALL) ? together(agenda, tracks) : Optional.empty();
    if (agenda.isDue(ALL)) {
      agenda.due.remove(ALL);
    }
    if (together.isPresent()) {
      ask(agenda, together.get(), Budget.Kind.BURST);
      agenda.due.put(SPREAD, agenda.now.plus(pace.watch()));
    } else if (agenda.isDue(SPREAD)) {
      ask(agenda, next(agenda, tracks), Budget.Kind.SPREAD);
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

  /** The covering block, and what leads to an address in each prefix that is being lost. */
  private Look.Routes search(Agenda agenda, Tracks tracks) {
    List<Prefix> prefixes = new ArrayList<>();
    prefixes.add(control(agenda));
    network.block().filter(b -> !network.prefixes().contains(b)).ifPresent(prefixes::add);
    List<Look.Spot> spots =
        tracks.prefixes().values().stream()
            .filter(PrefixTrack::vanishing)
            .map(t -> spot(agenda, tracks, t.prefix()))
            .toList();
    return new Look.Routes(prefixes, spots);
  }

  /**
   * The control and every route, with the addresses that are in doubt; with few tokens left the
   * control and one route, with none nothing.
   */
  private Optional<Look.Routes> together(Agenda agenda, Tracks tracks) {
    List<Look.Spot> spots = doubtful(tracks);
    int all = 1 + network.prefixes().size() + spots.size();
    boolean few = agenda.budget.used() >= BURSTS_SHRINK || !agenda.mayCall(all, false);
    if (few && !agenda.mayCall(2, false)) {
      return Optional.empty();
    }
    List<Prefix> prefixes = new ArrayList<>();
    prefixes.add(control(agenda));
    if (few) {
      prefixes.add(prefix(agenda));
    } else {
      prefixes.addAll(network.prefixes());
    }
    return Optional.of(new Look.Routes(prefixes, few ? List.of() : spots));
  }

  /**
   * Addresses whose traffic may go elsewhere although their prefix is seen: in each prefix one in a
   * part that somebody claims, else one that has fallen silent.
   */
  private List<Look.Spot> doubtful(Tracks tracks) {
    List<Look.Spot> spots = new ArrayList<>();
    for (Prefix prefix : network.prefixes()) {
      Stream<InetAddress> claimed =
          tracks.claims().values().stream()
              .map(ClaimTrack::prefix)
              .filter(part -> prefix.covers(part) && !part.equals(prefix))
              .map(Prefix::address);
      Stream<InetAddress> silent =
          tracks.voters().stream()
              .filter(t -> t.silentRounds() > 0)
              .map(t -> Address.parse(t.subject().name()))
              .filter(prefix::contains);
      Stream.concat(claimed, silent)
          .findFirst()
          .ifPresent(address -> spots.add(new Look.Spot(address, prefix)));
    }
    return spots;
  }

  /**
   * The next of the spread round. Every other turn a prefix is asked for by an address in it: the
   * answer is the same in good times, and shows what else leads there in bad ones. While routes are
   * not seen, the block that may cover them is asked for with the control.
   */
  private Look.Routes next(Agenda agenda, Tracks tracks) {
    int turn = agenda.turn(SPREAD);
    Look.Routes look = plain(agenda);
    Prefix prefix = look.prefixes().get(0);
    if (network.controlPrefixes().contains(prefix)) {
      boolean afford = agenda.mayCall(1, false);
      return afford ? new Look.Routes(withBlock(prefix, tracks)) : look;
    }
    boolean byAddress =
        turn / CONTROL_EVERY % 2 == 1
            && (is(tracks, prefix, PrefixState.UP) || is(tracks, prefix, PrefixState.AGGREGATED));
    return byAddress ? new Look.Routes(List.of(), List.of(spot(agenda, tracks, prefix))) : look;
  }

  private static boolean is(Tracks tracks, Prefix prefix, PrefixState state) {
    return tracks.prefixes().values().stream()
        .anyMatch(t -> t.prefix().equals(prefix) && t.sure() == state);
  }

  /**
   * One call of the spread round: every fifth is the control, and one that failed is asked again at
   * once.
   */
  private Look.Routes plain(Agenda agenda) {
    int turn = agenda.turn(SPREAD);
    if (agenda.turn(CONTROL_AGAIN) == 1) {
      return new Look.Routes(List.of(control(agenda)));
    }
    agenda.turned(SPREAD);
    return new Look.Routes(List.of(turn % CONTROL_EVERY == 0 ? control(agenda) : prefix(agenda)));
  }

  private List<Prefix> withBlock(Prefix control, Tracks tracks) {
    boolean unseen =
        tracks.prefixes().values().stream()
            .anyMatch(t -> t.sure() == PrefixState.GONE || t.sure() == PrefixState.AGGREGATED);
    return unseen
        ? Stream.concat(Stream.of(control), network.block().stream()).distinct().toList()
        : List.of(control);
  }

  /** The next of the addresses in a prefix where something is known to be, or any. */
  private Look.Spot spot(Agenda agenda, Tracks tracks, Prefix within) {
    List<InetAddress> known =
        Stream.concat(
                tracks.where().values().stream(),
                network.nameservers().stream().map(Network.Nameserver::address))
            .filter(within::contains)
            .distinct()
            .toList();
    String key = "spot/" + within;
    InetAddress address =
        known.isEmpty() ? within.address() : known.get(agenda.turn(key) % known.size());
    agenda.turned(key);
    return new Look.Spot(address, within);
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
