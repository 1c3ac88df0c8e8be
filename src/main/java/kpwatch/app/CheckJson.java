package kpwatch.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import kpwatch.app.CheckReport.Server;
import kpwatch.incident.LineState;
import kpwatch.incident.LineTrack;
import kpwatch.incident.PrefixTrack;
import kpwatch.incident.RouteReading;
import kpwatch.network.Network;
import kpwatch.observation.Observation;
import kpwatch.observation.Subject;

/** What {@code check --json} prints; every key is told of in {@code docs/check.md}. */
final class CheckJson {
  private static final String SEEING = "seeing";
  private static final String PARTLY = "partly";
  private static final String BLIND = "blind";
  private static final String OFF = "off";

  private final CheckReport report;
  private final Network network;
  private final boolean routesSeen;
  private final ObjectNode root = new ObjectMapper().createObjectNode();

  private CheckJson(CheckReport report) {
    this.report = report;
    this.network = report.network();
    this.routesSeen = report.tracks().routesPlane().seeing();
  }

  static String of(CheckReport report) {
    try {
      return new ObjectMapper().writeValueAsString(new CheckJson(report).written());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report of plain values could not be written", e);
    }
  }

  private ObjectNode written() {
    root.put("at", report.at().toString());
    root.put("network", network.name());
    root.put("state", word(report.verdict()));
    root.put("exit", report.exitCode());
    sources();
    root.putArray("prefixes");
    report.tracks().prefixes().values().forEach(this::prefix);
    root.putArray("lines");
    report.tracks().lines().values().forEach(this::line);
    root.putArray("servers");
    report.servers().forEach(this::server);
    root.putArray("missing");
    report.missing().forEach(this::missing);
    return root;
  }

  private void sources() {
    root.putArray("sources");
    int prefixes = network.prefixes().size();
    int routes = prefixes + network.controlPrefixes().size();
    int read = routes - absent(Subject.Kind.PREFIX, "");
    source("looking-glass", routes, read, routesSeen);
    source("rrc-info", 1, 1 - absent(Subject.Kind.SOURCE, "rrc-info"), true);
    int valid = prefixes - absent(Subject.Kind.SOURCE, "rpki-validation");
    source("rpki-validation", prefixes, valid, true);
    int controls = report.of(Server.Kind.CONTROL).size();
    int alive = (int) report.of(Server.Kind.CONTROL).stream().filter(Server::alive).count();
    source("reference-sites", controls, alive, report.probesSee());
  }

  /** Everything that this look did not get of a kind, by name where that matters. */
  private int absent(Subject.Kind kind, String name) {
    return (int)
        report.missing().stream()
            .filter(m -> m.subject().kind() == kind)
            .filter(m -> name.isEmpty() || m.subject().name().equals(name))
            .count();
  }

  private void source(String name, int asked, int answered, boolean sees) {
    String state =
        asked == 0 ? OFF : !sees || answered == 0 ? BLIND : answered == asked ? SEEING : PARTLY;
    root.withArray("sources")
        .addObject()
        .put("source", name)
        .put("state", state)
        .put("asked", asked)
        .put("answered", answered);
  }

  private void prefix(PrefixTrack track) {
    Optional<RouteReading> reading = track.reading();
    ObjectNode entry = root.withArray("prefixes").addObject();
    entry.put("prefix", track.prefix().toString());
    entry.put("share", reading.map(RouteReading::share).orElse(null));
    entry.put("seeing", reading.map(RouteReading::seeing).orElse(null));
    entry.put("live", reading.map(RouteReading::live).orElse(null));
    ObjectNode neighbours = entry.putObject("neighbours");
    reading.ifPresent(r -> new TreeMap<>(r.neighbours()).forEach(neighbours::put));
    entry.put("rpki", track.validity().map(v -> lower(v.status())).orElse(null));
  }

  private void line(LineTrack line) {
    boolean carrying = line.state() == LineState.CARRYING;
    LineState state =
        !routesSeen ? LineState.UNKNOWN : carrying ? LineState.CARRYING : LineState.NOT_SEEN;
    ObjectNode entry = root.withArray("lines").addObject();
    entry.put("line", line.line());
    entry.put("neighbour", line.neighbour().number());
    entry.put("state", word(state));
    entry.put("share", routesSeen ? (Double) line.share() : null);
  }

  private void server(Server server) {
    ObjectNode entry = root.withArray("servers").addObject();
    entry.put("kind", word(server.kind()));
    entry.put("name", server.name());
    entry.put("host", server.host());
    entry.put("alive", server.alive());
    entry.put("answer", server.answer());
    entry.put("asked", server.asked().map(Instant::toString).orElse(null));
  }

  private void missing(Observation.Missing nothing) {
    ObjectNode entry = root.withArray("missing").addObject();
    entry.put("subject", nothing.subject().toString());
    entry.put("cause", lower(nothing.cause()));
    entry.put("detail", nothing.detail());
  }

  private static String word(Enum<?> value) {
    return lower(value).replace('_', '-');
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
