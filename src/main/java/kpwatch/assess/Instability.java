package kpwatch.assess;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kpwatch.assess.Rule.Case;
import kpwatch.assess.Rule.Found;
import kpwatch.incident.Incident;
import kpwatch.incident.Incident.Span;
import kpwatch.incident.Sighting;
import kpwatch.observation.Subject;

/** Routes that come and go before, or in place of, one long loss. */
final class Instability {
  private static final int FLAPS = 3;
  private static final Duration HOURS = Duration.ofHours(2);

  /** How far back the losses of earlier incidents belong to the same instability. */
  private static final Duration ONE_DAY = Duration.ofHours(24);

  /** How much longer the later losses must be than the earlier ones to be worse. */
  private static final double WORSE = 1.5;

  /** Up to so long, a loss of everything is a dip. */
  private static final Duration DIP = Duration.ofMinutes(20);

  private static final Duration WEEK = Duration.ofDays(7);
  private static final int DIPS = 2;

  private Instability() {}

  /**
   * A3: for hours routes were lost and came back, three times or more, and then they left for
   * longer than ever before.
   */
  static Optional<Found> thenTotalLoss(Case matter) {
    List<Span> losses = losses(matter);
    if (matter.incident().outage().isEmpty()) {
      return Optional.empty();
    }
    for (int last = FLAPS; last < losses.size(); last++) {
      List<Span> flaps = losses.subList(0, last);
      Instant began = losses.get(last).from();
      boolean hours = !began.isBefore(flaps.get(0).from().plus(HOURS));
      if (hours && length(losses.get(last), matter).compareTo(longest(flaps, matter)) > 0) {
        return Found.at(
            "routes were lost and came back "
                + flaps.size()
                + " times in "
                + Duration.between(flaps.get(0).from(), began).toHours()
                + " h before a longer loss",
            sightings(losses.subList(0, last + 1)));
      }
    }
    return Optional.empty();
  }

  /** A4: the losses grew longer instead of settling; the last one is not counted while it lasts. */
  static Optional<Found> gettingWorse(Case matter) {
    List<Span> over = losses(matter).stream().filter(s -> s.to().isPresent()).toList();
    if (over.size() <= FLAPS) {
      return Optional.empty();
    }
    int half = over.size() / 2;
    Duration before = median(over.subList(0, half), matter);
    Duration after = median(over.subList(over.size() - half, over.size()), matter);
    if (after.toMillis() < WORSE * before.toMillis()) {
      return Optional.empty();
    }
    return Found.at(
        "the losses grew longer: usually "
            + before.toMinutes()
            + " min at first, "
            + after.toMinutes()
            + " min later",
        sightings(over));
  }

  /**
   * A5: on earlier days of the same week all routes were lost for minutes, at least twice, and now
   * at once and for longer.
   */
  static Optional<Found> afterDips(Case matter) {
    List<Incident> dips =
        matter.past().within(WEEK, matter.incident()).stream()
            .filter(i -> i.onset().isBefore(matter.incident().onset().minus(ONE_DAY)))
            .filter(i -> i.outage().filter(o -> length(o, matter).compareTo(DIP) <= 0).isPresent())
            .toList();
    boolean longer =
        matter.incident().outage().filter(o -> length(o, matter).compareTo(DIP) > 0).isPresent();
    if (dips.size() < DIPS || !longer || FailureOrder.allAtOnce(matter).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Found(
            "on earlier days of this week all routes were lost for minutes, "
                + dips.size()
                + " times; now for longer",
            sightings(matter.incident().losses()),
            dips.stream().map(Incident::code).toList()));
  }

  /** The losses of this incident and of those of the day before it, in order. */
  private static List<Span> losses(Case matter) {
    List<Span> losses =
        new ArrayList<>(
            matter.past().within(ONE_DAY, matter.incident()).stream()
                .flatMap(i -> i.losses().stream())
                .toList());
    losses.addAll(matter.incident().losses());
    losses.sort(Comparator.comparing(Span::from));
    return losses;
  }

  private static Duration length(Span span, Case matter) {
    Instant end = span.to().orElse(matter.now());
    return Duration.between(span.from(), end);
  }

  private static Duration longest(List<Span> spans, Case matter) {
    return lengths(spans, matter).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
  }

  private static Duration median(List<Span> spans, Case matter) {
    List<Duration> sorted = lengths(spans, matter).sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static Stream<Duration> lengths(List<Span> spans, Case matter) {
    return spans.stream().map(s -> length(s, matter));
  }

  private static List<Sighting> sightings(List<Span> losses) {
    return losses.stream().map(s -> new Sighting(Subject.COUNTRY, s.from())).toList();
  }
}
