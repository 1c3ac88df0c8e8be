package kpwatch.watch;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kpwatch.incident.ClaimTrack;
import kpwatch.incident.PrefixState;
import kpwatch.incident.PrefixTrack;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.observation.Address;
import kpwatch.observation.Prefix;

/** What a call for routes asks for; when it is made is for {@link RoutePlan}. */
final class RouteLooks {
  /** Calls between two of the control, itself included. */
  private static final int CONTROL_EVERY = 5;

  private static final double BURSTS_SHRINK = 0.8;

  private final Network network;

  RouteLooks(Network network) {
    this.network = network;
  }

  /** The covering block, and what leads to an address in each prefix that is being lost. */
  Look.Routes search(Agenda agenda, Tracks tracks) {
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
  Optional<Look.Routes> together(Agenda agenda, Tracks tracks) {
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
  Look.Routes next(Agenda agenda, Tracks tracks) {
    int turn = agenda.turn(RoutePlan.SPREAD);
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

  static boolean is(Tracks tracks, Prefix prefix, PrefixState state) {
    return tracks.prefixes().values().stream()
        .anyMatch(t -> t.prefix().equals(prefix) && t.sure() == state);
  }

  /**
   * One call of the spread round: every fifth is the control, and one that failed is asked again at
   * once.
   */
  private Look.Routes plain(Agenda agenda) {
    int turn = agenda.turn(RoutePlan.SPREAD);
    if (agenda.turn(RoutePlan.CONTROL_AGAIN) == 1) {
      return new Look.Routes(List.of(control(agenda)));
    }
    agenda.turned(RoutePlan.SPREAD);
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
}
