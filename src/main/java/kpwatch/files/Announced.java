package kpwatch.files;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kpwatch.files.RouteTable.Held;
import kpwatch.files.RouteTable.Holders;
import kpwatch.files.Routing.Announcement;
import kpwatch.network.Network;
import kpwatch.observation.Asn;
import kpwatch.observation.Prefix;

/**
 * All that is announced at a moment of the played world: the watched prefixes, what else the
 * scenario names, and the control routes.
 */
record Announced(Map<Prefix, Routing> routes, Map<Prefix, RouteTable> tables) {
  /** Holders of the control routes that we know; for another the number is made up. */
  private static final Map<String, Asn> CONTROL_ORIGINS =
      Map.of("193.0.0.0/21", new Asn(3333), "199.7.83.0/24", new Asn(20144));

  private static final Asn MADE_UP = new Asn(64_496);

  static Announced initial(Network network, World world, Instant start) {
    Map<Prefix, RouteTable> tables = new LinkedHashMap<>();
    for (Prefix prefix : network.controlPrefixes()) {
      Asn origin = CONTROL_ORIGINS.getOrDefault(prefix.toString(), MADE_UP);
      Held everywhere = new Held(new Claim(origin, Optional.empty(), ""), RisPeers.FULL);
      tables.put(prefix, RouteTable.initial(new Holders(List.of(everywhere), List.of(), 0), start));
    }
    for (Prefix prefix : named(world, Set.of())) {
      Holders holders = holders(network, world, prefix);
      tables.put(
          prefix,
          holders.stuck() == 0
              ? RouteTable.initial(holders, start)
              : RouteTable.initial(before(network), start).after(holders, start));
    }
    return new Announced(world.routes(), tables);
  }

  /** What is announced after a change that led to {@code world}. */
  Announced after(Network network, World world, World replaced, Instant at) {
    if (replaced.routes().isEmpty()) {
      return this;
    }
    Map<Prefix, RouteTable> next = new LinkedHashMap<>(tables);
    Set<Prefix> touched = named(replaced, replaced.routes().keySet());
    replaced.routes().keySet().stream()
        .flatMap(p -> Optional.ofNullable(routes.get(p)).stream())
        .forEach(gone -> gone.others().forEach(o -> touched.add(o.prefix())));
    for (Prefix prefix : touched) {
      RouteTable before = tables.getOrDefault(prefix, RouteTable.EMPTY);
      next.put(prefix, before.after(holders(network, world, prefix), at));
    }
    return new Announced(world.routes(), next);
  }

  private static Set<Prefix> named(World world, Set<Prefix> more) {
    Set<Prefix> named = new LinkedHashSet<>(world.routes().keySet());
    named.addAll(more);
    world.routes().values().forEach(r -> r.others().forEach(o -> named.add(o.prefix())));
    return named;
  }

  /** How a prefix whose row got stuck before the start was reached: over the first upstream. */
  private static Holders before(Network network) {
    Claim claim = new Claim(network.origin(), Optional.of(network.upstreams().get(0).asn()), "");
    return new Holders(List.of(new Held(claim, RisPeers.FULL)), List.of(), 0);
  }

  private static Holders holders(Network network, World world, Prefix prefix) {
    List<Held> own = new ArrayList<>();
    int stuck = 0;
    Routing routing = world.routes().get(prefix);
    if (routing != null) {
      List<Integer> seats = Seats.of(List.copyOf(routing.paths().values()));
      for (Asn upstream : routing.paths().keySet()) {
        Claim claim = new Claim(network.origin(), Optional.of(upstream), "");
        own.add(new Held(claim, seats.get(own.size())));
      }
      stuck = RisPeers.count(routing.stuck());
    }
    return new Holders(own, others(world, prefix), stuck);
  }

  /** The same announcement beside several prefixes, as {@code *} writes it, is one. */
  private static List<Held> others(World world, Prefix prefix) {
    Map<Claim, BigDecimal> shares = new LinkedHashMap<>();
    for (Routing routing : world.routes().values()) {
      for (Announcement other : routing.others()) {
        if (other.prefix().equals(prefix)) {
          Claim claim = new Claim(other.origin(), Optional.of(other.upstream()), other.community());
          shares.merge(claim, other.share(), BigDecimal::max);
        }
      }
    }
    List<Held> others = new ArrayList<>();
    shares.forEach((claim, share) -> others.add(new Held(claim, RisPeers.count(share))));
    return others;
  }
}
