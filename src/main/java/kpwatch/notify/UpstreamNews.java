package kpwatch.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import kpwatch.incident.LineState;
import kpwatch.incident.LineTrack;
import kpwatch.incident.PrefixState;
import kpwatch.incident.PrefixTrack;
import kpwatch.incident.Surroundings.Cover;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;

/** What is new about the ways to a country whose routes are there. */
final class UpstreamNews {
  private final Network network;
  private final Tracks tracks;

  UpstreamNews(Network network, Tracks tracks) {
    this.network = network;
    this.tracks = tracks;
  }

  /** In a few words, for a first line; none when nothing is new any more. */
  List<String> brief() {
    List<String> news = new ArrayList<>();
    List<String> absent = absent();
    if (!absent.isEmpty()) {
      news.add("no route seen through the " + String.join(" and the ", absent));
    }
    for (LineTrack line : arrived()) {
      news.add(
          "routes through "
              + (listed(line) ? "the " + named(line) : "a new neighbour " + line.neighbour()));
    }
    List<String> covers = covers().stream().map(c -> c.route().toString()).distinct().toList();
    if (!covers.isEmpty()) {
      news.add("routes replaced by " + String.join(" and ", covers));
    }
    return news;
  }

  /** In sentences. */
  List<String> sentences() {
    List<String> lines = new ArrayList<>();
    if (!absent().isEmpty()) {
      lines.add(
          "A line that is not preferred is invisible to the collectors, so this need not be a cut.");
    }
    for (LineTrack line : arrived()) {
      lines.add(
          Phrases.capital(listed(line) ? "the " + named(line) : line.neighbour().toString())
              + " carries routes for "
              + Math.round(100 * line.share())
              + " % of the peers and was not seen doing so before. It may be a new contract, a test, or a leak.");
    }
    covers().stream()
        .collect(Collectors.toMap(Cover::route, c -> c, (one, other) -> one))
        .values()
        .forEach(
            c ->
                lines.add(
                    "The prefixes are announced as "
                        + c.route()
                        + " instead, which "
                        + c.reading().seeing()
                        + " of "
                        + c.reading().live()
                        + " peers see; it leads to the same addresses."));
    return lines;
  }

  /** Lines that are not seen. */
  List<String> absent() {
    return tracks.lines().values().stream()
        .filter(l -> l.state() == LineState.NOT_SEEN)
        .map(UpstreamNews::named)
        .toList();
  }

  private List<LineTrack> arrived() {
    return tracks.lines().values().stream()
        .filter(l -> l.state() == LineState.CARRYING && l.arrived().isPresent())
        .toList();
  }

  private List<Cover> covers() {
    return tracks.prefixes().values().stream()
        .filter(t -> t.state() == PrefixState.AGGREGATED)
        .map(PrefixTrack::cover)
        .flatMap(c -> c.stream())
        .toList();
  }

  private boolean listed(LineTrack line) {
    return network.upstream(line.neighbour()).isPresent();
  }

  private static String named(LineTrack line) {
    return line.line() + " line";
  }
}
