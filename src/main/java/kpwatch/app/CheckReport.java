package kpwatch.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kpwatch.incident.LineState;
import kpwatch.incident.LineTrack;
import kpwatch.incident.PrefixTrack;
import kpwatch.incident.RouteReading;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.observation.Observation;

/** What one look at everything showed, and what may be said of it. */
record CheckReport(
    Network network,
    Instant at,
    Tracks tracks,
    List<Observation.Missing> missing,
    List<Server> servers) {
  private static final double SEEN = 0.5;

  /**
   * The verdict of one look; a single look never tells an outage, only that something is not as it
   * should be.
   */
  enum Verdict {
    NORMAL(0),
    NOT_NORMAL(1),
    BLIND(3);

    private final int exitCode;

    Verdict(int exitCode) {
      this.exitCode = exitCode;
    }
  }

  /**
   * One server or control.
   *
   * @param answer in words
   * @param asked when, if it was not asked now because it had been asked a short while before
   */
  record Server(
      Kind kind, String name, String host, String answer, boolean alive, Optional<Instant> asked) {
    private static final String ALIVE = "answered";

    enum Kind {
      ADDRESS,
      NAMESERVER,
      CONTROL,
      CONTEXT
    }

    static Server of(Kind kind, String name, String host, Observation seen) {
      String answer = "not asked";
      if (seen instanceof Observation.Probe probe) {
        String took = probe.timing().firstByte().map(t -> " in " + t.toMillis() + " ms").orElse("");
        String status = probe.status() > 0 ? " (" + probe.status() + ")" : "";
        String how = probe.answer().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        answer = (probe.answer().alive() ? ALIVE + ": " : "no answer: ") + how + status + took;
      } else if (seen instanceof Observation.Missing m) {
        answer = "not asked: " + m.detail();
      }
      return new Server(kind, name, host, answer, answer.startsWith(ALIVE), Optional.empty());
    }

    static Server earlier(Kind kind, String name, String host, String answer, Instant asked) {
      return new Server(kind, name, host, answer, answer.startsWith(ALIVE), Optional.of(asked));
    }
  }

  Verdict verdict() {
    boolean routes = tracks.routesPlane().seeing();
    boolean hosts = probesSee() && of(Server.Kind.ADDRESS).stream().anyMatch(Server::alive);
    if (routes) {
      boolean whole =
          tracks.prefixes().values().stream()
              .allMatch(t -> t.reading().filter(r -> r.share() >= SEEN).isPresent());
      return whole ? Verdict.NORMAL : Verdict.NOT_NORMAL;
    }
    return hosts ? Verdict.NORMAL : Verdict.BLIND;
  }

  int exitCode() {
    return verdict().exitCode;
  }

  /** More than half of the unrelated controls answered. */
  boolean probesSee() {
    List<Server> controls = of(Server.Kind.CONTROL);
    return controls.stream().filter(Server::alive).count() * 2 > controls.size();
  }

  List<Server> of(Server.Kind kind) {
    return servers.stream().filter(s -> s.kind() == kind).toList();
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        head() + " · " + network.name() + " · one look at " + at.toString().substring(0, 19) + "Z");
    lines.add("");
    lines.add(
        "Routes" + (tracks.routesPlane().seeing() ? "" : ": nothing usable; nothing is concluded"));
    tracks.prefixes().values().forEach(t -> lines.add("  " + prefix(t)));
    missing.forEach(
        m -> lines.add("  ? " + m.subject() + ": " + m.cause() + " (" + m.detail() + ")"));
    lines.add("Lines");
    tracks.lines().values().forEach(l -> lines.add("  " + line(l)));
    section(lines, "Servers (one look each, from here)", Server.Kind.ADDRESS);
    section(lines, "Name servers", Server.Kind.NAMESERVER);
    section(lines, "Our own checks: reference sites elsewhere", Server.Kind.CONTROL);
    section(lines, "Context, no vote", Server.Kind.CONTEXT);
    if (!servers.isEmpty() && !probesSee()) {
      lines.add("");
      lines.add("Most reference sites fail: the silence of the servers above says nothing.");
    }
    return String.join("\n", lines);
  }

  private String head() {
    return switch (verdict()) {
      case NORMAL -> "● NORMAL";
      case NOT_NORMAL -> "◐ NOT AS USUAL: one look only, nothing is confirmed";
      case BLIND -> "? BLIND: we cannot see, nothing is concluded";
    };
  }

  private String prefix(PrefixTrack track) {
    Optional<RouteReading> reading = track.reading();
    String rpki =
        track
            .validity()
            .map(v -> ", RPKI " + v.status().name().toLowerCase(Locale.ROOT))
            .orElse("");
    return track.prefix()
        + ": "
        + reading
            .map(r -> "seen by " + r.seeing() + " of " + r.live() + " peers")
            .orElse("not known")
        + rpki;
  }

  private String line(LineTrack line) {
    String known =
        line.state() == LineState.CARRYING
            ? "carries routes for " + Math.round(100 * line.share()) + " % of the peers"
            : tracks.routesPlane().seeing() ? "no route seen" : "not known";
    return line.line() + " line (" + line.neighbour() + "): " + known;
  }

  private void section(List<String> lines, String title, Server.Kind kind) {
    List<Server> found = of(kind);
    if (found.isEmpty()) {
      return;
    }
    lines.add(title);
    for (Server server : found) {
      String host = server.host().equals(server.name()) ? "" : " (" + server.host() + ")";
      String asked =
          server
              .asked()
              .map(
                  t ->
                      "; asked "
                          + Duration.between(t, at).toSeconds()
                          + " s ago, not again so soon")
              .orElse("");
      lines.add("  " + server.name() + host + ": " + server.answer() + asked);
    }
  }
}
