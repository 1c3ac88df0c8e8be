package kpwatch.testkit;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Observation.Missing;
import kpwatch.observation.Observation.Probe;
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
  private final Map<Prefix, Map<Asn, Integer>> routes = new TreeMap<>();
  private final Map<Subject, Host> hosts = new TreeMap<>();
  private final Map<Subject, Place> places = new LinkedHashMap<>();
  private Crowd crowd;
  private final Map<String, Optional<InetAddress>> names = new TreeMap<>();
  private final Map<Network.Control.Kind, Integer> failing =
      new EnumMap<>(Network.Control.Kind.class);
  private Optional<Cause> ripestat = Optional.empty();

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
    routes.put(prefix, through);
  }

  /** So many peers see the prefix through each neighbour. */
  public void route(Prefix prefix, Map<Asn, Integer> through) {
    routes.put(prefix, new LinkedHashMap<>(through));
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
    Map<Asn, Integer> everybody = Map.of(new Asn(3333), crowd.size());
    return crowd.answer(prefix, at, routes.getOrDefault(prefix, everybody));
  }

  /** The control and every route, asked together. */
  public List<Observation> routes(Instant at) {
    List<Observation> look = new ArrayList<>();
    look.add(route(network.controlPrefixes().get(0), at));
    network.prefixes().forEach(p -> look.add(route(p, at)));
    return look;
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
