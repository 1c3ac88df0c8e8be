package kpwatch.assess;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import kpwatch.assess.Rule.Case;
import kpwatch.assess.Rule.Found;
import kpwatch.incident.Departure;
import kpwatch.incident.LineState;
import kpwatch.incident.PrefixState;
import kpwatch.incident.Sighting;
import kpwatch.network.Network.Upstream;
import kpwatch.observation.Subject;

/** Which lines to abroad were lost, and when. */
final class Lines {
  /** How near to the event work on the lines belongs to it. */
  private static final Duration HOURS = Duration.ofHours(3);

  private Lines() {}

  /** B1: at least half of the prefixes left two or more lines within one interval. */
  static Optional<Found> bothAtOnce(Case matter) {
    if (matter.loss().isEmpty()) {
      return Optional.empty();
    }
    Loss loss = matter.loss().get();
    Instant last = loss.earliest().first().plus(matter.limits().probes().interval());
    List<Departure> together =
        loss.prefixes().stream()
            .filter(p -> p.lines().size() >= 2 && !p.first().isAfter(last))
            .filter(p -> watched(p, matter))
            .toList();
    int all = matter.network().prefixes().size();
    if (together.isEmpty() || together.size() * 2 < all) {
      return Optional.empty();
    }
    Set<String> lines = new TreeSet<>();
    together.forEach(p -> lines.addAll(p.lines()));
    return Found.of(
        together.size()
            + " of "
            + all
            + " prefixes left the "
            + String.join(" line and the ", lines)
            + " line "
            + within(together)
            + "; the lines are independent and end in one operator",
        together);
  }

  /** What left while we did not look for long may have left at any time. */
  private static boolean watched(Departure prefix, Case matter) {
    Duration gap = matter.limits().routes().unknownAfter();
    return prefix.lastGood().filter(at -> !at.plus(gap).isBefore(prefix.first())).isPresent();
  }

  private static String within(List<Departure> together) {
    Instant first = together.get(0).first();
    Instant last = together.get(together.size() - 1).first();
    long minutes = Duration.between(first, last).toMinutes() + 1;
    return minutes == 1 ? "within a minute" : "within " + minutes + " min";
  }

  /**
   * B2: one line is not seen any more, another carries on; not where the owner announces a covering
   * route instead, since that may well leave by one line.
   */
  static Optional<Found> oneOfThem(Case matter) {
    List<Departure> lost = lost(matter);
    List<String> left =
        matter.network().upstreams().stream()
            .map(Upstream::line)
            .filter(line -> lost.stream().noneMatch(d -> d.subject().name().equals(line)))
            .toList();
    boolean covered =
        matter.findings().of(Subject.Kind.PREFIX).stream()
            .anyMatch(d -> d.how().equals(PrefixState.AGGREGATED.word()));
    if (matter.loss().isPresent() || covered || lost.isEmpty() || left.isEmpty()) {
      return Optional.empty();
    }
    return Found.of(
        "no route seen through the "
            + lost.get(0).subject().name()
            + " line, while the "
            + String.join(" line and the ", left)
            + " line carries on",
        lost);
  }

  /** B3: what was lost had one line only. */
  static Optional<Found> onlyOne(Case matter) {
    List<Departure> single =
        matter.loss().map(Loss::prefixes).orElse(List.of()).stream()
            .filter(p -> p.lines().size() == 1)
            .toList();
    if (single.isEmpty()) {
      return Optional.empty();
    }
    return Found.of(
        single.size()
            + " of the lost prefixes had one line only: its carrier leaving and the country leaving look the same",
        single);
  }

  /** B7: within the hours around it a new neighbour appeared, or a line left well before. */
  static Optional<Found> workedOn(Case matter) {
    Instant begin = matter.loss().map(l -> l.earliest().first()).orElse(matter.incident().onset());
    Instant earlier = begin.minus(matter.limits().probes().order());
    List<Departure> moved = new ArrayList<>();
    for (Departure line : matter.findings().of(Subject.Kind.LINE)) {
      boolean near = Duration.between(line.first(), begin).abs().compareTo(HOURS) <= 0;
      boolean arrived = line.how().equals(Departure.ARRIVED);
      boolean leftBefore = matter.loss().isPresent() && line.first().isBefore(earlier);
      if (near && (arrived || leftBefore)) {
        moved.add(line);
      }
    }
    if (moved.isEmpty()) {
      return Optional.empty();
    }
    List<String> names =
        moved.stream()
            .map(
                d ->
                    "the "
                        + d.subject().name()
                        + " line "
                        + (d.how().equals(Departure.ARRIVED) ? "appeared" : "left"))
            .toList();
    return Found.of(String.join(" and ", names) + " within hours of it", moved);
  }

  /** B8: after coming and going the routes came back for a part of the peers. */
  static Optional<Found> raggedReturn(Case matter) {
    boolean flapped = matter.incident().losses().size() > 1;
    return matter
        .findings()
        .recovery()
        .filter(r -> flapped && r.ragged())
        .flatMap(
            r ->
                Found.at(
                    "the routes came back raggedly; far networks damp what comes and goes",
                    List.of(new Sighting(Subject.COUNTRY, r.last()))));
  }

  private static List<Departure> lost(Case matter) {
    return matter.findings().of(Subject.Kind.LINE).stream()
        .filter(d -> d.how().equals(LineState.NOT_SEEN.word()))
        .toList();
  }
}
