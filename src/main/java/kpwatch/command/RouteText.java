package kpwatch.command;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import kpwatch.incident.Change;
import kpwatch.incident.PrefixState;
import kpwatch.incident.PrefixTrack;
import kpwatch.incident.RouteReading;
import kpwatch.incident.Tracks;
import kpwatch.incident.Validity;
import kpwatch.network.Network;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Times;
import kpwatch.observation.Asn;
import kpwatch.observation.Rpki;
import kpwatch.untrusted.UntrustedText;

/** What is said of one prefix. */
final class RouteText {
  private final Network network;
  private final Times times;
  private final Instant now;

  RouteText(Network network, Times times, Instant now) {
    this.network = network;
    this.times = times;
    this.now = now;
  }

  /** Who sees it and through what, since when, and what its registration says. */
  Section section(PrefixTrack track) {
    List<String> lines = new ArrayList<>();
    track.reading().ifPresentOrElse(r -> lines.add(reading(r)), () -> lines.add("Not read yet."));
    track
        .reading()
        .filter(r -> r.seeing() > 0)
        .ifPresent(
            r ->
                lines.add(
                    track.state() == PrefixState.GONE ? leftOver(r) : "Through: " + through(r)));
    track
        .cover()
        .ifPresent(
            c ->
                lines.add(
                    "Reached through "
                        + c.route()
                        + " instead, seen by "
                        + c.reading().seeing()
                        + " of "
                        + c.reading().live()
                        + ". Through: "
                        + through(c.reading())));
    lines.add(changed(track));
    lines.add("RPKI: " + track.validity().map(v -> rpki(v)).orElse("not asked yet") + ".");
    return new Section(track.prefix() + ": " + word(track.state()), lines);
  }

  /** Foreign claims, standing and local. */
  List<String> claims(Tracks tracks) {
    return tracks.claims().values().stream()
        .map(
            c ->
                c.prefix()
                    + " by "
                    + c.origin()
                    + ", shown by "
                    + c.peers()
                    + (c.peers() == 1 ? " peer, " : " peers, ")
                    + c.wide()
                        .map(w -> "since " + times.when(w.onset(), now))
                        .orElse("too few to be more than a local matter")
                    + ".")
        .toList();
  }

  /** What its owner or a carrier asks others to drop, as is done under a flood. */
  List<String> blackholed(Tracks tracks) {
    return tracks.blackholed().entrySet().stream()
        .map(e -> e.getKey() + ", since " + times.when(e.getValue().onset(), now) + ".")
        .toList();
  }

  private static String leftOver(RouteReading reading) {
    return "Too few to be a route: remnants linger after a loss"
        + (reading.stuck() > 0
            ? "; " + reading.stuck() + " of these rows have not changed since before it."
            : ".");
  }

  private static String word(PrefixState state) {
    return switch (state) {
      case UP -> "visible";
      case REDUCED -> "seen by far fewer networks than usual";
      case GONE -> "gone";
      case AGGREGATED -> "covered by a wider route";
      case UNKNOWN -> "cannot be told";
    };
  }

  private String reading(RouteReading reading) {
    return "Seen by "
        + reading.seeing()
        + " of "
        + reading.live()
        + " live peers ("
        + percent(reading.share())
        + "), read "
        + times.when(reading.at(), now)
        + ", "
        + Times.ago(reading.at(), now)
        + ".";
  }

  private String through(RouteReading reading) {
    List<String> parts = new ArrayList<>();
    reading.neighbours().entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(4)
        .forEach(
            e ->
                parts.add(
                    neighbour(e.getKey()) + " " + percent((double) e.getValue() / reading.live())));
    int rest = reading.neighbours().size() - parts.size();
    return String.join(", ", parts) + (rest > 0 ? " and " + rest + " more" : "") + ".";
  }

  private String neighbour(String written) {
    return asn(written)
        .flatMap(network::upstream)
        .map(u -> u.line() + " line (" + u.asn() + " " + u.name() + ")")
        .orElse(
            written.equals("direct") ? "the collector's peer itself" : UntrustedText.echo(written));
  }

  private static Optional<Asn> asn(String written) {
    return written.startsWith("AS") ? Optional.of(Asn.parse(written)) : Optional.empty();
  }

  private String changed(PrefixTrack track) {
    Optional<Change> change = track.change();
    if (change.isEmpty()) {
      return "Not seen since we started.";
    }
    Instant onset = change.get().onset();
    return change
            .get()
            .notBefore()
            .map(from -> "Changed " + times.within(from, onset))
            .orElse("The same since we first looked, " + times.when(onset, now))
        + ", "
        + Times.ago(onset, now)
        + ".";
  }

  private String rpki(Validity validity) {
    String status =
        switch (validity.status()) {
          case VALID -> "valid";
          case INVALID_ASN -> "INVALID, registered for another network";
          case INVALID_LENGTH -> "INVALID, more specific than registered";
          case UNKNOWN -> "no registration covers it";
        };
    String since =
        validity.before().filter(b -> b != Rpki.UNKNOWN || validity.status().invalid()).isPresent()
            ? " since " + times.when(validity.since(), now)
            : "";
    return status + since + ", asked " + Times.ago(validity.last(), now);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
