package kpwatch.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.incident.ControlRound;
import kpwatch.incident.LineState;
import kpwatch.incident.LineTrack;
import kpwatch.incident.PrefixState;
import kpwatch.incident.ProbeState;
import kpwatch.incident.ProbeTrack;
import kpwatch.incident.RouteReading;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.network.Network.Control;

/**
 * What is measured now, line by line, each with its source and its age; nothing here is inference.
 */
public final class Seen {
  private final Network network;
  private final Tracks tracks;
  private final Times times;
  private final Instant since;

  /** What is seen now. */
  public Seen(Network network, Tracks tracks) {
    this(network, tracks, Instant.MIN);
  }

  /**
   * What is seen since something began: a host that has not been asked since says nothing of it.
   */
  public Seen(Network network, Tracks tracks, Instant since) {
    this.network = network;
    this.tracks = tracks;
    this.times = new Times(network);
    this.since = since;
  }

  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(routes());
    lines.addAll(carriers());
    lines.add(hosts());
    if (!network.nameservers().isEmpty()) {
      lines.add(names());
    }
    lines.add(controls());
    return lines;
  }

  /** The lines to abroad, one each. */
  public List<String> carriers() {
    return tracks.lines().values().stream().map(this::line).toList();
  }

  /** How many prefixes are seen at all. */
  public long visible() {
    return tracks.prefixes().values().stream()
        .filter(
            t ->
                switch (t.state()) {
                  case UP, REDUCED, AGGREGATED -> true;
                  case GONE, UNKNOWN -> false;
                })
        .count();
  }

  private String routes() {
    int all = network.prefixes().size();
    if (!tracks.routesPlane().seeing()) {
      String since =
          tracks.routesPlane().proven().map(at -> " since " + times.clock(at)).orElse("");
      return "[?] Routes: no usable answer from RIPEstat"
          + since
          + "; nothing is concluded from that";
    }
    Optional<RouteReading> least =
        tracks.prefixes().values().stream()
            .flatMap(t -> t.carried().stream())
            .min(java.util.Comparator.comparingDouble(RouteReading::share));
    String peers =
        least
            .map(r -> "; the least seen by " + r.seeing() + " of " + r.live() + " peers")
            .orElse("");
    String mark =
        count(PrefixState.UP) + count(PrefixState.AGGREGATED) == all
            ? "[ok]"
            : visible() == 0 ? "[x]" : "[~]";
    String rest =
        rest(PrefixState.REDUCED, "reduced")
            + rest(PrefixState.AGGREGATED, "by a covering route")
            + rest(PrefixState.UNKNOWN, "unknown");
    return mark
        + " Routes: "
        + visible()
        + " of "
        + all
        + " prefixes visible (RIPE RIS"
        + peers
        + ")"
        + rest
        + at(lastLook());
  }

  private String rest(PrefixState state, String word) {
    return count(state) == 0 ? "" : ", " + count(state) + " " + word;
  }

  private long count(PrefixState state) {
    return tracks.prefixes().values().stream().filter(t -> t.state() == state).count();
  }

  /** {@code 2 of 4 routes are gone, 2 are seen by far fewer networks than usual}. */
  String losses() {
    List<String> parts = new ArrayList<>();
    int all = network.prefixes().size();
    if (count(PrefixState.GONE) > 0) {
      parts.add(count(PrefixState.GONE) + " of " + all + " routes are gone");
    }
    if (count(PrefixState.REDUCED) > 0) {
      parts.add(
          count(PrefixState.REDUCED) + " of " + all + " are seen by far fewer networks than usual");
    }
    return String.join(", ", parts);
  }

  private String line(LineTrack line) {
    String name =
        line.line().equals(line.neighbour().toString())
            ? "Neighbour " + line.neighbour()
            : line.line() + " line (" + line.neighbour() + carrier(line) + ")";
    return switch (line.state()) {
      case CARRYING ->
          line.absent().isPresent()
              ? "[~] " + name + ": no route seen since " + times.clock(line.absent().get())
              : "[ok] "
                  + name
                  + ": carries routes for "
                  + Math.round(100 * line.share())
                  + " % of the peers"
                  + line.arrived().map(a -> ", new since " + times.clock(a.onset())).orElse("");
      case NOT_SEEN ->
          "[x] "
              + name
              + ": no route seen"
              + line.change().map(c -> " since " + times.clock(c.onset())).orElse("");
      case UNKNOWN ->
          "[?] "
              + name
              + (line.lastSeen().isEmpty()
                  ? ": not seen since we started"
                  : ": cannot be looked at now");
    };
  }

  private String carrier(LineTrack line) {
    return network.upstream(line.neighbour()).map(u -> " " + u.name()).orElse("");
  }

  private String hosts() {
    List<ProbeTrack> voters = tracks.voters();
    if (tracks.routesOnly().isPresent()) {
      return "[?] Sites: routes only from here, no server has answered often enough since we began";
    }
    if (voters.isEmpty()) {
      return "[?] Sites: no address has qualified yet";
    }
    if (!tracks.probePlane().seeing()) {
      return "[?] Sites: our own checks fail; nothing is concluded from silence";
    }
    return counted("Sites", "addresses", voters, " from where we look");
  }

  private String names() {
    List<ProbeTrack> voters = tracks.nameservers().stream().filter(ProbeTrack::votes).toList();
    if (voters.isEmpty() || !tracks.probePlane().seeing()) {
      return "[?] DNS: no name server can be judged now";
    }
    return counted("DNS", "." + network.zone() + " name servers", voters, "");
  }

  private String counted(String what, String things, List<ProbeTrack> voters, String where) {
    long answering = voters.stream().filter(this::answering).count();
    long silent = voters.stream().filter(this::silent).count();
    long unasked = voters.size() - answering - silent;
    long slow = voters.stream().filter(t -> answering(t) && t.state() == ProbeState.SLOW).count();
    long ill = voters.stream().filter(t -> answering(t) && t.state() == ProbeState.ILL).count();
    String mark =
        unasked == voters.size()
            ? "[?]"
            : answering == 0 ? "[x]" : silent + slow > 0 ? "[~]" : "[ok]";
    return mark
        + " "
        + what
        + ": "
        + answering
        + " of "
        + voters.size()
        + " "
        + things
        + " answer"
        + where
        + (silent > 0 ? ", " + silent + " silent" : "")
        + (unasked > 0 ? ", " + unasked + " not asked since" : "")
        + (slow > 0 ? ", " + slow + " slow" : "")
        + (ill > 0 ? ", " + ill + " with a service in trouble" : "");
  }

  /** Whether its last probe, or the one under way, met silence. */
  public boolean silent(ProbeTrack track) {
    return track.silentRounds() > 0 || track.silent().isPresent();
  }

  /** Whether it answered its last probe. */
  public boolean answering(ProbeTrack track) {
    return !silent(track) && track.state() != ProbeState.UNKNOWN && track.answeredSince(since);
  }

  /**
   * {@code [ok] Our own checks: 4 of 4 reference sites answer; behind the China carrier 1 of 1,
   * behind the Russia carrier 0 of 1, 03:05 UTC}.
   */
  private String controls() {
    if (tracks.probePlane().seeing()) {
      return "[ok] Our own checks: "
          + answered().orElse("reference sites elsewhere answer")
          + at(tracks.probePlane().proven());
    }
    Optional<Instant> proven = tracks.probePlane().proven();
    Optional<Instant> failed =
        tracks.probePlane().failed().filter(at -> proven.filter(at::isBefore).isEmpty());
    return failed.isPresent()
        ? "[x] Our own checks: "
            + answered().orElse("reference sites elsewhere fail as well")
            + at(failed)
        : "[?] Our own checks: "
            + proven.map(at -> "none since " + times.utc(at)).orElse("not made yet");
  }

  /** What each kind of control showed when last asked, the unrelated ones first. */
  public Optional<String> answered() {
    ControlRound unrelated = tracks.controls().get(Control.Kind.UNRELATED);
    if (unrelated == null) {
      return Optional.empty();
    }
    List<String> near = new ArrayList<>();
    tracks
        .controls()
        .forEach(
            (kind, round) -> {
              if (kind.near()) {
                near.add("behind the " + carrier(kind) + " carrier " + of(round));
              }
            });
    return Optional.of(
        of(unrelated)
            + (unrelated.asked() == 1 ? " reference site answers" : " reference sites answer")
            + (near.isEmpty() ? "" : "; " + String.join(", ", near)));
  }

  private static String carrier(Control.Kind kind) {
    return kind == Control.Kind.NEAR_CHINA ? "China" : "Russia";
  }

  private static String of(ControlRound round) {
    return round.answered() + " of " + round.asked();
  }

  private String at(Optional<Instant> when) {
    return when.map(t -> ", " + times.clock(t)).orElse("");
  }

  /** Everything in one short line: {@code Routes 4/4 · China line yes · … · DNS 2/2}. */
  String brief() {
    List<String> parts = new ArrayList<>();
    parts.add("Routes " + (tracks.routesPlane().seeing() ? visible() : "?") + "/" + prefixes());
    parts.add(carrying());
    parts.add("Site addresses " + share(tracks.voters()));
    if (!network.nameservers().isEmpty()) {
      parts.add("DNS " + share(tracks.nameservers().stream().filter(ProbeTrack::votes).toList()));
    }
    parts.removeIf(String::isEmpty);
    return String.join(" · ", parts);
  }

  private String share(List<ProbeTrack> voters) {
    boolean judged = tracks.probePlane().seeing() && !voters.isEmpty();
    return judged ? voters.stream().filter(this::answering).count() + "/" + voters.size() : "?";
  }

  private int prefixes() {
    return network.prefixes().size();
  }

  /** The last valid look at any route. */
  public Optional<Instant> lastLook() {
    return tracks.prefixes().values().stream()
        .flatMap(t -> t.reading().stream())
        .map(RouteReading::at)
        .max(Instant::compareTo);
  }

  /** Lines that carry something, for one short line. */
  String carrying() {
    List<String> parts = new ArrayList<>();
    for (LineTrack line : tracks.lines().values()) {
      String yes =
          line.state() == LineState.CARRYING
              ? "yes"
              : line.state() == LineState.NOT_SEEN ? "not seen" : "?";
      parts.add(line.line() + " line " + yes);
    }
    return String.join(" · ", parts);
  }
}
