package kpwatch.assess;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import kpwatch.assess.Rule.Case;
import kpwatch.assess.Rule.Found;
import kpwatch.incident.Departure;
import kpwatch.incident.Findings.Blackholed;
import kpwatch.incident.Findings.Claim;
import kpwatch.incident.Findings.Invalid;
import kpwatch.incident.Sighting;
import kpwatch.observation.Subject;

/** What the owner, its carriers and others say about the addresses. */
final class Announcements {
  private static final Duration BEFORE = Duration.ofHours(2);
  private static final Duration ASKED_AGAIN = Duration.ofMinutes(30);

  private Announcements() {}

  /** B5: the owner's own registration made the routes invalid shortly before they were refused. */
  static Optional<Found> refused(Case matter) {
    List<Departure> turned =
        matter.findings().of(Subject.Kind.PREFIX).stream()
            .filter(d -> matter.findings().invalid().stream().anyMatch(i -> explains(i, d)))
            .toList();
    List<String> prefixes = turned.stream().map(d -> d.subject().name()).distinct().toList();
    if (turned.isEmpty()) {
      return Optional.empty();
    }
    return Found.of(
        prefixes.size()
            + " of "
            + matter.network().prefixes().size()
            + " routes turned invalid by the owner's own RPKI registration shortly before they were refused",
        turned);
  }

  /**
   * The last other status is known within two hours before, and the invalid one is not younger than
   * our asking again.
   */
  private static boolean explains(Invalid invalid, Departure lost) {
    return invalid.prefix().toString().equals(lost.subject().name())
        && invalid.lastOther().filter(at -> !at.isBefore(lost.first().minus(BEFORE))).isPresent()
        && !invalid.first().isAfter(lost.first().plus(ASKED_AGAIN));
  }

  /** B6: another network originates the space or a part of it. */
  static Optional<Found> claimed(Case matter) {
    List<Claim> claims = matter.findings().claims();
    if (claims.isEmpty()) {
      return Optional.empty();
    }
    String what =
        claims.stream()
            .map(c -> c.prefix() + " by " + c.origin())
            .distinct()
            .collect(Collectors.joining(", "));
    return Found.at(
        "addresses of the country are announced by another network: " + what,
        claims.stream().map(c -> new Sighting(Subject.COUNTRY, c.since().onset())).toList());
  }

  /** B10: the owner or a carrier asks others to drop what is sent there. */
  static Optional<Found> blackholed(Case matter) {
    List<Blackholed> asked = matter.findings().blackholed();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    String what =
        asked.stream().map(b -> b.prefix().toString()).distinct().collect(Collectors.joining(", "));
    return Found.at(
        "its owner or a carrier asks others to drop what is sent to " + what,
        asked.stream().map(b -> new Sighting(Subject.COUNTRY, b.since().onset())).toList());
  }
}
