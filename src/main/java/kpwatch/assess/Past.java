package kpwatch.assess;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.assess.Rule.Case;
import kpwatch.assess.Rule.Found;
import kpwatch.incident.Incident;
import kpwatch.incident.Incident.Ending;
import kpwatch.incident.Scope;
import kpwatch.incident.Sighting;
import kpwatch.observation.Subject;

/**
 * Earlier incidents, of one month.
 *
 * @param incidents that have ended, oldest first
 */
public record Past(List<Incident> incidents) {
  /** How far it reaches back. */
  public static final Duration REACH = Duration.ofDays(30);

  public static final Past NONE = new Past(List.of());

  private static final Duration FORTNIGHT = Duration.ofDays(14);
  private static final int WAVES = 3;

  public Past {
    incidents = List.copyOf(incidents);
  }

  /** With what has just ended, and without what is too old. */
  public Past with(List<Incident> ended, Instant now) {
    if (ended.isEmpty()) {
      return this;
    }
    List<Incident> all = new ArrayList<>(incidents);
    all.addAll(ended);
    all.removeIf(i -> i.onset().isBefore(now.minus(REACH)));
    return new Past(all);
  }

  /** Those that began before another one and were no mistakes of ours. */
  Past before(Incident incident) {
    return new Past(
        incidents.stream()
            .filter(i -> i.onset().isBefore(incident.onset()))
            .filter(i -> !i.code().equals(incident.code()))
            .filter(i -> !i.ending().equals(Optional.of(Ending.MISTAKEN)))
            .toList());
  }

  /** Those that began within so long before it. */
  List<Incident> within(Duration span, Incident incident) {
    Instant since = incident.onset().minus(span);
    return incidents.stream().filter(i -> !i.onset().isBefore(since)).toList();
  }

  /** How often it has happened lately. */
  Recurrence recurrence(Incident incident) {
    List<Incident> alike =
        before(incident).within(REACH, incident).stream()
            .filter(i -> kind(i.widest()).equals(kind(incident.widest())))
            .toList();
    List<Duration> lengths =
        alike.stream()
            .flatMap(i -> i.ended().map(end -> Duration.between(i.onset(), end)).stream())
            .sorted()
            .toList();
    return new Recurrence(
        alike.size() + 1,
        lengths.isEmpty() ? Optional.empty() : Optional.of(lengths.get(lengths.size() / 2)));
  }

  /** Losses of routes are of one kind, whatever their extent. */
  private static String kind(Scope scope) {
    return scope.routesLost() ? "routes" : scope.word();
  }

  /**
   * C10: the third or later trouble within a fortnight, on different days, at different hours, and
   * not always of the same extent.
   */
  static Optional<Found> waves(Case matter) {
    List<Incident> waves =
        new ArrayList<>(
            matter.past().within(FORTNIGHT, matter.incident()).stream()
                .filter(Past::wide)
                .toList());
    if (waves.size() + 1 < WAVES || !wide(matter.incident())) {
      return Optional.empty();
    }
    waves.add(matter.incident());
    Duration day = Duration.ofHours(24);
    boolean overDays =
        Duration.between(waves.get(0).onset(), matter.incident().onset()).compareTo(day) > 0;
    boolean sameHour =
        waves.stream()
            .anyMatch(
                w ->
                    Calendar.wholeDays(
                        w.onset(), matter.incident().onset(), matter.limits().probes().interval()));
    boolean different = waves.stream().map(Incident::widest).distinct().count() > 1;
    if (!overDays || sameHour || !different) {
      return Optional.empty();
    }
    List<String> codes =
        waves.stream()
            .map(Incident::code)
            .filter(c -> !c.equals(matter.incident().code()))
            .toList();
    return Optional.of(
        new Found(
            "trouble comes in waves: " + waves.size() + " within a fortnight, each different",
            List.of(new Sighting(Subject.COUNTRY, matter.incident().onset())),
            codes));
  }

  private static boolean wide(Incident incident) {
    return incident.widest() == Scope.DEGRADED || incident.widest().routesLost();
  }
}
