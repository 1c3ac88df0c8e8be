package kpwatch.testkit;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import kpwatch.network.Network;
import kpwatch.observation.Answer;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Around;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Observation.Missing;
import kpwatch.observation.Observation.Probe;
import kpwatch.observation.Observation.Route;
import kpwatch.observation.Observation.Timing;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;
import kpwatch.observation.Subject.Kind;

/** A made-up country as it stands, and what each look at it would bring; set at will. */
public final class Country {
  /** How long a host usually takes. */
  public static final Duration USUAL = Duration.ofMillis(600);

  private static final Host WELL = new Host(Answer.OK, USUAL);

  private final Network network;
  private final Map<Prefix, List<Claim>> routes = new TreeMap<>();
  private final Map<Subject, Host> hosts = new TreeMap<>();
  private final Map<Subject, Place> places = new LinkedHashMap<>();
  private Crowd crowd;
  private final Map<String, Optional<InetAddress>> names = new TreeMap<>();
  private final Map<Network.Control.Kind, Integer> failing =
      new EnumMap<>(Network.Control.Kind.class);
  private Optional<Cause> ripestat = Optional.empty();

  /**
   * Who announces a prefix at so many peers.
   *
   * @param unchanged whether the rows are older than anything else that happens
   */
  public record Claim(Asn origin, Asn neighbour, int peers, boolean unchanged, boolean blackholed) {
    /** A plain announcement. */
    public Claim(Asn origin, Asn neighbour, int peers) {
      this(origin, neighbour, peers, false, false);
    }
  }

  /** How a host answers now. */
  public record Host(Answer answer, Duration takes) {}

  /** Where a target is, and what it is called when it is asked. */
  private record Place(Subject asked, InetAddress address) {}

  public Country(Network network, Crowd crowd) {
    this.network = network;
    network
        .addresses()
        .forEach(
            (address, sites) ->
                places.put(
                    Subject.address(address),
                    new Place(Subject.site(sites.get(0).host()), address)));
    network
        .nameservers()
        .forEach(
            n -> places.put(Subject.dns(n.host()), new Place(Subject.dns(n.host()), n.address())));
    this.crowd = crowd;
    everyRoute(crowd.size());
  }

  public Network network() {
    return network;
  }

  public Crowd crowd() {
    return crowd;
  }

  /** Other peers from now on; the routes stay as they were set. */
  public void crowd(Crowd other) {
    crowd = other;
  }

  /** So many peers see the prefix, shared by the lines as usual: six of ten by the first. */
  public void route(Prefix prefix, int seeing) {
    Map<Asn, Integer> through = new LinkedHashMap<>();
    int rest = seeing;
    for (int i = 0; i < network.upstreams().size(); i++) {
      boolean last = i == network.upstreams().size() - 1;
      int part = last ? rest : (rest * 6 + 5) / 10;
      through.put(network.upstreams().get(i).asn(), part);
      rest -= part;
    }
    route(prefix, through);
  }

  /** So many peers see the prefix through each neighbour. */
  public void route(Prefix prefix, Map<Asn, Integer> through) {
    List<Claim> claims = new ArrayList<>();
    through.forEach((n, peers) -> claims.add(new Claim(network.origin(), n, peers)));
    announce(prefix, claims);
  }

  /** A prefix, a watched one, a part of one or one around it, is announced so and not otherwise. */
  public void announce(Prefix prefix, List<Claim> claims) {
    routes.put(prefix, List.copyOf(claims));
  }

  /** So many peers see the block that covers the prefixes. */
  public void cover(int peers) {
    Asn neighbour = network.upstreams().get(0).asn();
    network
        .block()
        .ifPresent(b -> announce(b, List.of(new Claim(network.origin(), neighbour, peers))));
  }

  /** So many peers have kept their old row of a prefix that is not announced. */
  public void stuck(Prefix prefix, int peers) {
    Asn neighbour = network.upstreams().get(0).asn();
    announce(prefix, List.of(new Claim(network.origin(), neighbour, peers, true, false)));
  }

  public void everyRoute(int seeing) {
    network.prefixes().forEach(p -> route(p, seeing));
  }

  public void everyRoute(Map<Asn, Integer> through) {
    network.prefixes().forEach(p -> route(p, through));
  }

  public List<Subject> addresses() {
    return places.keySet().stream().filter(s -> s.kind() == Kind.ADDRESS).toList();
  }

  public List<Subject> nameservers() {
    return places.keySet().stream().filter(s -> s.kind() == Kind.DNS).toList();
  }

  public void host(Subject subject, Answer answer, Duration takes) {
    hosts.put(subject, new Host(answer, takes));
  }

  /** All of them, addresses and name servers alike. */
  public void hosts(List<Subject> subjects, Answer answer) {
    subjects.forEach(s -> host(s, answer, USUAL));
  }

  public void everyHost(Answer answer) {
    hosts(List.copyOf(places.keySet()), answer);
  }

  /** So many of the unrelated controls fail. */
  public void failingControls(int count) {
    failingControls(Network.Control.Kind.UNRELATED, count);
  }

  /** Every call to RIPEstat fails in this way; empty: they are answered. */
  public void ripestat(Optional<Cause> trouble) {
    ripestat = trouble;
  }

  /** Everything as usual. */
  public void well() {
    routes.clear();
    everyRoute(crowd.size());
    hosts.clear();
    failing.clear();
    names.clear();
    ripestat = Optional.empty();
  }

  /** What a call for one prefix brings, a control prefix included. */
  public Observation route(Prefix prefix, Instant at) {
    if (ripestat.isPresent()) {
      return new Missing(at, Subject.prefix(prefix), ripestat.get(), "made up");
    }
    boolean control = network.controlPrefixes().contains(prefix);
    List<Claim> everybody = List.of(new Claim(new Asn(3333), new Asn(1299), crowd.size()));
    return crowd.answer(prefix, at, routes.getOrDefault(prefix, control ? everybody : List.of()));
  }

  /** What a call for an address brings: the longest prefix around it that is announced. */
  public Observation around(InetAddress address, Prefix within, Instant at) {
    if (ripestat.isPresent()) {
      return new Missing(at, Subject.prefix(within), ripestat.get(), "made up");
    }
    List<Route> found =
        routes.entrySet().stream()
            .filter(e -> e.getKey().contains(address))
            .filter(e -> e.getValue().stream().anyMatch(c -> c.peers() > 0))
            .max(Comparator.comparing(e -> e.getKey().length()))
            .map(e -> crowd.answer(e.getKey(), at, e.getValue()))
            .stream()
            .toList();
    return new Around(at, within, address, at, found);
  }

  /** A search for what else leads to prefixes: the block, and an address in each. */
  public List<Observation> search(Collection<Prefix> prefixes, Instant at) {
    List<Observation> look = new ArrayList<>();
    look.add(route(network.controlPrefixes().get(0), at));
    network.block().ifPresent(block -> look.add(route(block, at)));
    prefixes.forEach(p -> look.add(around(p.address(), p, at)));
    return look;
  }

  /** The control and every route, asked together. */
  public List<Observation> routes(Instant at) {
    List<Observation> look = new ArrayList<>();
    look.add(route(network.controlPrefixes().get(0), at));
    network.prefixes().forEach(p -> look.add(route(p, at)));
    return look;
  }

  /** What the stream of RIS Live has come to in a day, as it shows the routes as they are. */
  public Observation.Streamed stream(Instant at) {
    List<Route> shown = new ArrayList<>();
    routes.forEach((prefix, claims) -> shown.add(crowd.answer(prefix, at, claims)));
    return new Observation.Streamed(
        at, Optional.of(at.minus(Duration.ofDays(1))), "", Optional.empty(), shown);
  }

  /** One attempt at an address or a name server. */
  public Probe probe(Subject subject, Instant at) {
    Host host = hosts.getOrDefault(subject, WELL);
    Place place = Optional.ofNullable(places.get(subject)).orElseThrow();
    Duration connect = host.takes().dividedBy(3);
    boolean dns = subject.kind() == Kind.DNS;
    Timing timing =
        host.answer().alive()
            ? new Timing(
                Optional.empty(),
                dns ? Optional.empty() : Optional.of(connect),
                Optional.empty(),
                host.answer() == Answer.OK ? Optional.of(host.takes()) : Optional.empty())
            : Timing.NONE;
    return new Probe(
        at,
        place.asked(),
        Optional.of(place.address()),
        at.minus(host.takes()),
        host.answer(),
        0,
        timing);
  }

  /** From now on the name points here; empty: nowhere. */
  public void name(String host, Optional<InetAddress> address) {
    names.put(host, address);
  }

  /** One A question to a name server. */
  public Observation.Name name(String host, String server, Instant at) {
    Host asked = hosts.getOrDefault(Subject.dns(server), WELL);
    boolean answers = asked.answer() == Answer.OK;
    Optional<InetAddress> address =
        Optional.of(server)
            .filter(s -> answers)
            .flatMap(
                s -> names.getOrDefault(host, network.site(host).flatMap(Network.Site::address)));
    return new Observation.Name(
        at,
        host,
        address,
        address.isPresent() ? Answer.OK : answers ? Answer.NXDOMAIN : asked.answer(),
        Optional.of(Subject.dns(server)),
        asked.answer().alive() ? Optional.of(asked.takes()) : Optional.empty());
  }

  /** So many of the controls of one kind fail. */
  public void failingControls(Network.Control.Kind kind, int count) {
    failing.put(kind, count);
  }

  /** One round of the controls. */
  public List<Observation> controls(Instant at) {
    List<Observation> round = new ArrayList<>();
    Map<Network.Control.Kind, Integer> asked = new EnumMap<>(Network.Control.Kind.class);
    for (Network.Control control : network.controls()) {
      boolean fails =
          asked.merge(control.kind(), 1, Integer::sum) <= failing.getOrDefault(control.kind(), 0);
      round.add(
          new Probe(
              at,
              Subject.control(control.host()),
              Optional.empty(),
              at.minusMillis(60),
              fails ? Answer.TIMEOUT : Answer.OK,
              fails ? 0 : 200,
              Timing.NONE));
    }
    return round;
  }
}
