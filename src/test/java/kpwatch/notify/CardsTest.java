package kpwatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import kpwatch.assess.Assessment;
import kpwatch.assess.Confidence;
import kpwatch.assess.Hypothesis;
import kpwatch.files.NetworkFile;
import kpwatch.incident.CountryState;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import kpwatch.incident.LineState;
import kpwatch.incident.LineTrack;
import kpwatch.incident.Scope;
import kpwatch.incident.Thresholds;
import kpwatch.incident.Tracks;
import kpwatch.storage.Filled;
import kpwatch.subscription.Level;
import org.junit.jupiter.api.Test;

class CardsTest {
  private static final String CODE = "KP-K7Q2";
  private static final Instant FIRST = Instant.parse("2026-03-02T04:00:00Z");
  private static final Instant LATER = FIRST.plusSeconds(120);

  private final Cards cards =
      new Cards(new Wording(NetworkFile.read("kp"), Thresholds.DEFAULT, Duration.ofMinutes(2)));
  private Incident incident = incident(Optional.of(Scope.PARTIAL));
  private CountryState country = CountryState.OUTAGE;
  private double share = 0;
  private LineState line = LineState.NOT_SEEN;
  private Assessment assessment = Filled.assessment(CODE, FIRST);
  private int updates = 1;

  @Test
  void anIncidentThatWasToldHasACard() {
    Cards.Kept kept = keep(new TreeMap<>(), FIRST);

    assertThat(kept.cards()).containsOnlyKeys(CODE);
    Card card = kept.cards().get(CODE);
    assertThat(card.changed()).isEqualTo(FIRST);
    assertThat(card.material()).isEqualTo(FIRST);
    assertThat(card.ended()).isFalse();
    assertThat(card.message().headline()).startsWith("◐ PARTIAL OUTAGE: North Korea");
    assertThat(card.message().plain()).contains("This message is kept up to date.");
    assertThat(kept.changed()).containsExactly(card);
  }

  @Test
  void anIncidentOfWhichNothingWasSaidHasNone() {
    Cards.Kept kept =
        cards.keep(
            new TreeMap<>(),
            List.of(),
            List.of(),
            new TreeMap<>(Map.of(CODE, assessment)),
            new TreeMap<>(),
            tracks(),
            FIRST);

    assertThat(kept.cards()).isEmpty();
    assertThat(kept.changed()).isEmpty();
  }

  @Test
  void anotherTimeInTheFootIsNoChange() {
    SortedMap<String, Card> before = keep(new TreeMap<>(), FIRST).cards();
    updates = 2;

    Cards.Kept kept = keep(before, LATER);

    assertThat(kept.cards()).isEqualTo(before);
    assertThat(kept.changed()).isEmpty();
  }

  @Test
  void anotherFigureIsAChangeButNotMaterial() {
    line = LineState.CARRYING;
    share = 0.5;
    SortedMap<String, Card> before = keep(new TreeMap<>(), FIRST).cards();
    share = 0.4;

    Card card = changed(keep(before, LATER));

    assertThat(card.changed()).isEqualTo(LATER);
    assertThat(card.material()).isEqualTo(FIRST);
  }

  /** What was shown of the first would otherwise pass for the second. */
  @Test
  void twoChangesInOneMomentHaveAnOrder() {
    line = LineState.CARRYING;
    share = 0.5;
    SortedMap<String, Card> before = keep(new TreeMap<>(), FIRST).cards();
    share = 0.4;

    Cards.Kept second = keep(before, FIRST);
    Cards.Kept end =
        cards.keep(
            second.cards(),
            List.of(new IncidentChange(Incident.Action.CLOSED, closed(incident))),
            List.of(end(CODE, Notification.Kind.CLOSED)),
            new TreeMap<>(),
            new TreeMap<>(),
            with(List.of()),
            FIRST);

    assertThat(changed(second).changed()).isEqualTo(FIRST.plusMillis(1));
    assertThat(changed(end).changed()).isEqualTo(FIRST.plusMillis(2));
  }

  @Test
  void aLineThatReturnsIsMaterial() {
    SortedMap<String, Card> before = keep(new TreeMap<>(), FIRST).cards();
    line = LineState.CARRYING;

    Card card = changed(keep(before, LATER));

    assertThat(card.changed()).isEqualTo(LATER);
    assertThat(card.material()).isEqualTo(LATER);
  }

  @Test
  void anotherConfidenceIsMaterial() {
    SortedMap<String, Card> before = keep(new TreeMap<>(), FIRST).cards();
    Assessment same = assessment;
    assessment =
        new Assessment(
            CODE,
            LATER,
            same.likelihood(),
            Confidence.LOW,
            same.because(),
            same.evidence(),
            same.first(),
            same.recurrence());

    assertThat(changed(keep(before, LATER)).material()).isEqualTo(LATER);
  }

  @Test
  void anotherScopeIsMaterial() {
    SortedMap<String, Card> before = keep(new TreeMap<>(), FIRST).cards();
    incident = incident(Optional.empty());

    Card card = changed(keep(before, LATER));

    assertThat(card.material()).isEqualTo(LATER);
    assertThat(card.ended()).isFalse();
    assertThat(card.message().headline()).contains("back since about");
  }

  @Test
  void anotherHeadlineIsAChangeEvenIfTheRestStays() {
    incident = incident(Optional.empty());
    SortedMap<String, Card> before = keep(new TreeMap<>(), FIRST).cards();
    country = CountryState.UNSTABLE;

    Card card = changed(keep(before, LATER));

    assertThat(card.message().headline()).startsWith("≈ UNSTABLE");
    assertThat(card.message().status()).isEqualTo(Message.Status.UNSTABLE);
    assertThat(card.material()).isEqualTo(FIRST);
  }

  @Test
  void theEndIsInTheWordsInWhichItIsTold() {
    SortedMap<String, Card> before = keep(new TreeMap<>(), FIRST).cards();
    Incident closed = incident;
    Notification told = end(CODE, Notification.Kind.CLOSED);

    Cards.Kept kept =
        cards.keep(
            before,
            List.of(new IncidentChange(Incident.Action.CLOSED, closed(closed))),
            List.of(end("KP-ZZZZ", Notification.Kind.CLOSED), told),
            new TreeMap<>(),
            new TreeMap<>(),
            with(List.of()),
            LATER);

    assertThat(kept.cards()).isEmpty();
    Card card = changed(kept);
    assertThat(card.incident()).isEqualTo(CODE);
    assertThat(card.ended()).isTrue();
    assertThat(card.changed()).isEqualTo(LATER);
    assertThat(card.material()).isEqualTo(LATER);
    assertThat(card.message()).isEqualTo(told.message());
  }

  @Test
  void whatIsTakenBackStaysToBeReadAndIsStruckThrough() {
    SortedMap<String, Card> before = keep(new TreeMap<>(), FIRST).cards();
    Message said = before.values().iterator().next().message();
    Notification correction = end(CODE, Notification.Kind.CORRECTION);

    Card card =
        changed(
            cards.keep(
                before,
                List.of(new IncidentChange(Incident.Action.CLOSED, closed(incident))),
                List.of(correction),
                new TreeMap<>(),
                new TreeMap<>(),
                with(List.of()),
                LATER));

    assertThat(card.ended()).isTrue();
    assertThat(card.message().headline()).isEqualTo(correction.message().headline());
    assertThat(card.message().sections()).allMatch(Message.Section::withdrawn);
    assertThat(card.message().sections().get(0).lines()).containsExactly(said.headline());
    assertThat(card.message().sections()).hasSize(1 + said.sections().size());
  }

  @Test
  void anEndThatIsNotToldChangesNoCard() {
    Cards.Kept kept =
        cards.keep(
            new TreeMap<>(),
            List.of(new IncidentChange(Incident.Action.CLOSED, closed(incident))),
            List.of(),
            new TreeMap<>(),
            new TreeMap<>(),
            with(List.of()),
            LATER);

    assertThat(kept.changed()).isEmpty();
  }

  private static Card changed(Cards.Kept kept) {
    assertThat(kept.changed()).hasSize(1);
    return kept.changed().get(0);
  }

  private Cards.Kept keep(SortedMap<String, Card> before, Instant now) {
    Told told =
        new Told(
            CODE,
            updates,
            Scope.NATIONAL,
            Hypothesis.INTERNAL,
            Confidence.MODERATE,
            FIRST,
            true,
            true,
            Optional.empty(),
            Set.of());
    return cards.keep(
        before,
        List.of(),
        List.of(),
        new TreeMap<>(Map.of(CODE, assessment)),
        new TreeMap<>(Map.of(CODE, told)),
        tracks(),
        now);
  }

  private Tracks tracks() {
    return with(List.of(incident));
  }

  private Tracks with(List<Incident> open) {
    Tracks full = Filled.state().tracks();
    LineTrack russia = full.lines().get("Russia");
    return new Tracks(
        full.started(),
        full.advanced(),
        full.away(),
        full.prefixes(),
        new TreeMap<>(
            Map.of(
                "Russia",
                new LineTrack(
                    russia.line(),
                    russia.neighbour(),
                    line,
                    russia.since(),
                    share,
                    russia.lastSeen(),
                    Optional.empty(),
                    russia.change(),
                    russia.arrived()))),
        full.probes(),
        full.where(),
        full.measured(),
        full.routesPlane(),
        full.probePlane(),
        full.monitor(),
        country,
        full.countrySince(),
        open,
        full.codes(),
        full.claims(),
        full.blackholed(),
        full.flips(),
        Optional.empty(),
        full.controls());
  }

  private static Incident incident(Optional<Scope> scope) {
    Incident full = Filled.incident(CODE);
    List<Incident.Step> steps = new ArrayList<>(full.timeline());
    if (scope.isEmpty()) {
      steps.add(new Incident.Step(LATER, FIRST, scope));
    }
    return new Incident(
        CODE,
        full.opened(),
        full.onset(),
        full.notBefore(),
        scope,
        full.widest(),
        scope.isPresent() ? Optional.empty() : Optional.of(FIRST),
        Optional.empty(),
        full.findings(),
        steps,
        Optional.empty(),
        Optional.empty());
  }

  private static Incident closed(Incident open) {
    return new Incident(
        open.code(),
        open.opened(),
        open.onset(),
        open.notBefore(),
        Optional.empty(),
        open.widest(),
        open.quietSince(),
        Optional.of(LATER),
        open.findings(),
        open.timeline(),
        Optional.empty(),
        Optional.of(Incident.Ending.RETURNED));
  }

  private static Notification end(String code, Notification.Kind kind) {
    return new Notification(
        code + "/9",
        LATER,
        Optional.of(code),
        Optional.of(Scope.NATIONAL),
        kind,
        true,
        Level.MAJOR,
        Message.note("● ENDED: " + code));
  }
}
