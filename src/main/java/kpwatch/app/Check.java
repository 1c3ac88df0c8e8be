package kpwatch.app;

import java.io.PrintStream;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import kpwatch.app.CheckReport.Server;
import kpwatch.incident.Detector;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.network.Network.Control;
import kpwatch.network.Network.Nameserver;
import kpwatch.network.Network.Site;
import kpwatch.observation.Observation;
import kpwatch.observation.Prefix;
import kpwatch.observation.ProbeSource.Scheme;
import kpwatch.observation.RouteStream;
import kpwatch.supervision.Supervisor;
import kpwatch.watch.Look;
import kpwatch.watch.Outcome;

/** One look at everything, printed. Takes no lock and keeps no state but when it asked whom. */
final class Check {
  private final BotSettings settings;
  private final Network network;
  private final InstantSource clock;
  private final LastAsked asked;
  private final Supervisor supervisor;

  Check(BotSettings settings, Network network, InstantSource clock, Supervisor supervisor) {
    this.supervisor = supervisor;
    this.settings = settings;
    this.network = network;
    this.clock = clock;
    this.asked = new LastAsked(settings.storage().file().toAbsolutePath());
  }

  /** The exit code: 0 normal, 1 not normal, 3 blind. */
  int run(PrintStream out, boolean json) {
    try (Sources sources = new Sources(settings, network, clock, RouteStream.NONE, supervisor)) {
      CheckReport report = look(sources);
      asked.save();
      out.println(json ? CheckJson.of(report) : report.text());
      return report.exitCode();
    }
  }

  private CheckReport look(Sources sources) {
    List<Prefix> prefixes = new ArrayList<>(network.controlPrefixes());
    prefixes.addAll(network.prefixes());
    Instant now = clock.instant();
    Future<Outcome> routes = begin(sources, new Look.Routes(prefixes));
    Future<Outcome> peers = begin(sources, new Look.Peers());
    Future<Outcome> rpki = begin(sources, new Look.Validations(network.prefixes()));
    List<Future<Server>> servers = new ArrayList<>();
    if (settings.probe().enabled()) {
      network
          .addresses()
          .forEach((address, sites) -> servers.add(visit(sources, address, sites, now)));
      network.nameservers().forEach(server -> servers.add(question(sources, server, now)));
      network.controls().forEach(control -> servers.add(control(sources, control, now)));
    }
    List<List<Observation>> seen = List.of(got(peers).seen(), got(routes).seen(), got(rpki).seen());
    Detector detector = new Detector(network, App.limits(settings, network));
    Tracks none = Tracks.none(network, now);
    Detector.Step step = detector.advance(Detector.State.of(none), seen, clock.instant());
    List<Observation.Missing> missing = new ArrayList<>(step.missing());
    seen.forEach(look -> look.forEach(o -> addMissing(missing, o)));
    return new CheckReport(
        network,
        clock.instant(),
        step.state().tracks(),
        missing,
        servers.stream().map(Check::got).toList());
  }

  private static void addMissing(List<Observation.Missing> missing, Observation observation) {
    if (observation instanceof Observation.Missing m) {
      missing.add(m);
    }
  }

  private static Future<Outcome> begin(Sources sources, Look look) {
    return sources.threads().submit(() -> sources.looker().look(look));
  }

  private Future<Server> visit(
      Sources sources, InetAddress address, List<Site> sites, Instant now) {
    Site site = sites.get(0);
    Scheme scheme = site.scheme();
    Look look = new Look.Visit(site.host(), scheme, address);
    return server(
        sources,
        Server.Kind.ADDRESS,
        address.getHostAddress(),
        site.host(),
        look,
        settings.probe().interval(),
        now);
  }

  private Future<Server> question(Sources sources, Nameserver server, Instant now) {
    Look look = new Look.Ask(server.host(), server.address(), network.zone());
    Duration apart = settings.probe().interval().dividedBy(5);
    return server(sources, Server.Kind.NAMESERVER, server.host(), server.host(), look, apart, now);
  }

  private Future<Server> control(Sources sources, Control control, Instant now) {
    Server.Kind kind =
        control.kind() == Control.Kind.UNRELATED ? Server.Kind.CONTROL : Server.Kind.CONTEXT;
    Look look = new Look.Controls(List.of(control.host()));
    return server(
        sources, kind, control.host(), control.host(), look, settings.probe().interval(), now);
  }

  private Future<Server> server(
      Sources sources,
      Server.Kind kind,
      String name,
      String host,
      Look look,
      Duration apart,
      Instant now) {
    String target = kind + " " + name;
    Callable<Server> ask =
        () -> {
          Outcome outcome = sources.looker().look(look);
          Server server = Server.of(kind, name, host, outcome.seen().get(0));
          synchronized (asked) {
            asked.heard(target, now, server.answer());
          }
          return server;
        };
    synchronized (asked) {
      return asked
          .within(target, apart, now)
          .<Callable<Server>>map(
              heard -> () -> Server.earlier(kind, name, host, heard.answer(), heard.at()))
          .or(() -> java.util.Optional.of(ask))
          .map(sources.threads()::submit)
          .orElseThrow();
    }
  }

  private static <T> T got(Future<T> coming) {
    try {
      return coming.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while looking", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a look failed, which it must not", e);
    }
  }
}
