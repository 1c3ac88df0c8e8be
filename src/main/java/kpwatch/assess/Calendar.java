package kpwatch.assess;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kpwatch.assess.Rule.Case;
import kpwatch.assess.Rule.Found;
import kpwatch.incident.Incident;
import kpwatch.incident.Recovery;
import kpwatch.incident.Sighting;
import kpwatch.observation.Subject;

/** The clock and the calendar where the country is. */
final class Calendar {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");
  private static final Duration HALF_HOUR = Duration.ofMinutes(30);

  /** Small hours end here; work that is planned for the night begins long before. */
  private static final int MORNING = 5;

  private static final int DAYS = 4;
  private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

  private Calendar() {}

  /** D1: the onset, known to the interval of our probes, holds a local hour or half hour. */
  static Optional<Found> onTheHour(Case matter) {
    Incident incident = matter.incident();
    return incident
        .notBefore()
        .filter(from -> narrow(Duration.between(from, incident.onset()), matter))
        .map(from -> mark(incident.onset(), matter))
        .filter(mark -> !mark.isBefore(incident.notBefore().orElse(mark)))
        .flatMap(
            mark ->
                Found.at(
                    "it began on a whole or half hour by the clock there ("
                        + local(mark, matter)
                        + "), as far as we can tell",
                    onset(matter)));
  }

  /** The last local hour or half hour up to a time. */
  private static Instant mark(Instant at, Case matter) {
    ZonedDateTime there = at.atZone(matter.network().timezone());
    ZonedDateTime hour = there.truncatedTo(ChronoUnit.HOURS);
    return (there.getMinute() < HALF_HOUR.toMinutes() ? hour : hour.plus(HALF_HOUR)).toInstant();
  }

  /** D2: it began a whole number of days, up to four, after an earlier one of its kind. */
  static Optional<Found> sameHourAgain(Case matter) {
    Duration interval = matter.limits().probes().interval();
    List<Incident> same =
        matter.past().within(Duration.ofDays(DAYS).plus(interval), matter.incident()).stream()
            .filter(i -> i.widest().routesLost() == matter.incident().widest().routesLost())
            .filter(i -> wholeDays(i.onset(), matter.incident().onset(), interval))
            .toList();
    if (same.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Found(
            "it began at the same time of day as "
                + String.join(", ", same.stream().map(Incident::code).toList()),
            onset(matter),
            same.stream().map(Incident::code).toList()));
  }

  static boolean wholeDays(Instant from, Instant to, Duration within) {
    long minutes = Duration.between(from, to).toMinutes();
    long days = Math.round(minutes / (24.0 * 60));
    return days >= 1 && days <= DAYS && Math.abs(minutes - days * 24 * 60) <= within.toMinutes();
  }

  /** D3: all routes were lost for a whole number of hours, and everything came back at once. */
  static Optional<Found> wholeHours(Case matter) {
    Optional<Incident.Span> outage = matter.incident().outage().filter(o -> o.to().isPresent());
    Optional<Recovery> back =
        matter.findings().recovery().filter(r -> Services.returnedTogether(r, matter));
    if (outage.isEmpty() || back.isEmpty() || matter.loss().isEmpty()) {
      return Optional.empty();
    }
    Instant began = outage.get().from();
    Instant before = matter.loss().get().lastWhole();
    Instant end = back.get().first().onset();
    Instant stillGone = back.get().first().notBefore().orElse(end);
    Duration least = Duration.between(began, stillGone);
    Duration most = Duration.between(before, end);
    long hours = most.toHours();
    boolean round = hours >= 1 && least.compareTo(Duration.ofHours(hours)) <= 0;
    if (!round || !narrow(most.minus(least), matter)) {
      return Optional.empty();
    }
    return Found.at(
        "it lasted " + hours + " h to the minute, as far as we can tell, and ended sharply",
        List.of(new Sighting(Subject.COUNTRY, began), new Sighting(Subject.COUNTRY, end)));
  }

  /** D4: it began in the small hours of a working day there. */
  static Optional<Found> smallHours(Case matter) {
    ZonedDateTime there = matter.incident().onset().atZone(matter.network().timezone());
    if (there.getHour() >= MORNING || WEEKEND.contains(there.getDayOfWeek())) {
      return Optional.empty();
    }
    return Found.at(
        "it began at "
            + local(matter.incident().onset(), matter)
            + " on a working day there, when work is planned",
        onset(matter));
  }

  /** D7: it was over within a day. */
  static Optional<Found> withinADay(Case matter) {
    return matter
        .incident()
        .ended()
        .filter(end -> end.isBefore(matter.incident().onset().plus(Duration.ofDays(1))))
        .flatMap(end -> Found.at("it was over within a day", onset(matter)));
  }

  private static boolean narrow(Duration width, Case matter) {
    return width.compareTo(matter.limits().probes().interval()) <= 0;
  }

  private static List<Sighting> onset(Case matter) {
    return List.of(new Sighting(Subject.COUNTRY, matter.incident().onset()));
  }

  private static String local(Instant at, Case matter) {
    String clock = CLOCK.format(at.atZone(matter.network().timezone()));
    return matter.network().capital().isEmpty() ? clock : clock + " " + matter.network().capital();
  }
}
