package kpwatch.command;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kpwatch.incident.Departure;
import kpwatch.notify.Times;
import kpwatch.observation.Subject;
import kpwatch.untrusted.UntrustedText;

/** What left its usual state, those of one kind that fared alike in one line. */
final class Departed {
  private static final int NAMED = 3;

  /** After so long a time needs its date. */
  private static final Duration DAY = Duration.ofHours(12);

  private final Times times;

  Departed(Times times) {
    this.times = times;
  }

  /** By the first of each kind. */
  List<String> lines(List<Departure> departures) {
    Map<String, List<Departure>> alike = new LinkedHashMap<>();
    departures.stream()
        .sorted(Comparator.comparing(Departure::first))
        .forEach(
            d ->
                alike
                    .computeIfAbsent(d.subject().kind() + " " + d.how(), k -> new ArrayList<>())
                    .add(d));
    Instant begun =
        departures.stream().map(Departure::first).min(Instant::compareTo).orElse(Instant.MIN);
    return alike.values().stream().map(same -> line(same, begun)).toList();
  }

  private String line(List<Departure> alike, Instant begun) {
    Instant first = alike.get(0).first();
    Instant last = alike.get(alike.size() - 1).first();
    String names =
        alike.size() <= NAMED
            ? Refusal.listed(alike.stream().map(Departed::name).toList())
            : alike.size() + " " + kind(alike.get(0));
    boolean later = Duration.between(begun, first).compareTo(DAY) > 0;
    return (later ? times.dated(first) : times.between(first, last))
        + ": "
        + (alike.get(0).is(Subject.Kind.LINE)
            ? line(alike.get(0)) + " through " + names
            : names + " " + how(alike.get(0)));
  }

  private static String line(Departure line) {
    return line.how().equals(Departure.ARRIVED) ? "new routes" : "no route seen";
  }

  private static String kind(Departure departure) {
    return switch (departure.subject().kind()) {
      case PREFIX -> "prefixes";
      case LINE -> "lines";
      case ADDRESS -> "addresses";
      case DNS -> "name servers";
      case MONITOR, ROUTES_PLANE, PROBE_PLANE, COUNTRY, SITE, CONTROL, SOURCE -> "others";
    };
  }

  private static String name(Departure departure) {
    String name = UntrustedText.echo(departure.subject().name());
    return departure.is(Subject.Kind.LINE) ? "the " + name + " line" : name;
  }

  private static String how(Departure departure) {
    return departure.how().equals("failing") ? "silent" : departure.how();
  }
}
