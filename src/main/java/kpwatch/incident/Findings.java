package kpwatch.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kpwatch.observation.Asn;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;

/**
 * What was seen in an incident, from which its cause is judged.
 *
 * @param departures the first departure of each subject, in the order of their first observation
 * @param measured since when enough voting addresses had been watched without a gap when routes
 *     were first lost (or, before that, now); empty if they had not
 * @param lastTrouble the last recovery of a voting address in the hour before the first loss of
 *     routes
 * @param returned when routes first came back; later losses do not count for the order of the
 *     failure
 * @param voters the addresses that had a vote when routes were first lost (or, before that, now)
 * @param invalid prefixes whose routes turned invalid in RPKI before they were lost
 * @param claims what others claimed, in the order of their first look
 * @param blackholed prefixes whose owner or carrier asked others to drop what is sent there
 * @param outlasted voting addresses that still answered when their own route had been lost for
 *     longer than the order of two steps can blur
 * @param recovery how it goes since the routes are back; after a further loss only what was seen to
 *     struggle
 * @param located when every control of every kind was seen to answer: the fault is at the country
 * @param nearby when every control behind a carrier was first seen to fail: it may be our own path
 * @param contradicted when a server inside a lost prefix answered although its route was unseen and
 *     none had fallen silent since: the loss may be one of our view
 */
public record Findings(
    List<Departure> departures,
    Optional<Instant> measured,
    Optional<Instant> lastTrouble,
    Optional<Instant> returned,
    List<Invalid> invalid,
    Set<Subject> voters,
    List<Claim> claims,
    List<Blackholed> blackholed,
    Optional<Instant> contradicted,
    Set<Subject> outlasted,
    Optional<Recovery> recovery,
    Optional<Sighting> located,
    Optional<Sighting> nearby) {
  public static final Findings NONE =
      new Findings(
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Set.of(),
          List.of(),
          List.of(),
          Optional.empty(),
          Set.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public Findings {
    departures = List.copyOf(departures);
    invalid = List.copyOf(invalid);
    voters = Set.copyOf(voters);
    claims = List.copyOf(claims);
    blackholed = List.copyOf(blackholed);
    outlasted = Set.copyOf(outlasted);
  }

  /** A foreign claim that stood, since when. */
  public record Claim(Prefix prefix, Asn origin, Change since) {}

  /** A prefix to which traffic was asked to be dropped, since when. */
  public record Blackholed(Prefix prefix, Change since) {}

  /**
   * A route that turned invalid.
   *
   * @param lastOther the last answer with another status
   * @param first the first answer with an invalid one
   */
  public record Invalid(Prefix prefix, Optional<Instant> lastOther, Instant first) {}

  public List<Departure> of(Subject.Kind kind) {
    return departures.stream().filter(d -> d.is(kind)).toList();
  }
}
