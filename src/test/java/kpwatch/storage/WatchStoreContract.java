package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import kpwatch.incident.Incident;
import kpwatch.incident.Sample;
import kpwatch.incident.Transition;
import kpwatch.observation.Address;
import kpwatch.observation.Answer;
import kpwatch.observation.AsPath;
import kpwatch.observation.Observation;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;
import kpwatch.observation.Rpki;
import kpwatch.observation.Subject;
import kpwatch.watch.WatchState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@code WatchStore} keeps. */
abstract class WatchStoreContract {
  private static final Instant NOW = Instant.parse("2026-03-02T03:00:00.250Z");
  private static final Prefix PREFIX = Prefix.parse("175.45.176.0/24");
  private static final Subject HOST = Subject.address(Address.parse("175.45.176.71"));

  private Database database;
  private SqlWatchStore store;
  private Reading reading;

  abstract Database open();

  @BeforeEach
  void openStore() {
    database = open();
    store = new SqlWatchStore(database, new SqlSubscriptions(database));
    reading = new Reading(database);
  }

  @AfterEach
  void closeStore() {
    database.close();
  }

  @Test
  void beforeTheFirstRoundThereIsNothing() {
    assertThat(store.load()).isEmpty();
    assertThat(store.samples()).isEmpty();
    assertThat(reading.transitions()).isEmpty();
    assertThat(reading.incidents()).isEmpty();
  }

  @Test
  void theStateIsThatOfTheLastRound() {
    WatchState second =
        new WatchState(
            Filled.state().plan(),
            Filled.state().tracks(),
            Filled.state().assessments(),
            Filled.state().told(),
            kpwatch.notify.Told.Blindness.NONE,
            Filled.state().cards());
    store.commit(RoundOf.at(NOW).round());
    assertThat(store.load()).contains(Filled.state());

    store.commit(RoundOf.at(NOW.plusSeconds(1)).state(second).round());
    assertThat(store.load()).contains(second);
  }

  @Test
  void samplesComeInTheOrderOfTimeAndThenOfKeeping() {
    Sample late = sample(HOST, 9, 0.9);
    Sample early = sample(HOST, 3, 0.3);
    Sample earlyToo = sample(Subject.prefix(PREFIX), 3, 0.1 + 0.2);
    store.commit(RoundOf.at(NOW).samples(late, early).round());
    store.commit(RoundOf.at(NOW).samples(earlyToo).round());

    assertThat(store.samples()).containsExactly(early, earlyToo, late);
  }

  @Test
  void transitionsComeInTheOrderOfKeeping() {
    Transition one = new Transition(NOW, Subject.COUNTRY, "normal", "outage");
    Transition two = new Transition(NOW, Subject.prefix(PREFIX), "up", "gone");
    Transition three = new Transition(NOW.minusMillis(1), Subject.line("Russia"), "up", "gone");
    store.commit(RoundOf.at(NOW).transitions(one, two).round());
    store.commit(RoundOf.at(NOW).transitions(three).round());

    assertThat(reading.transitions()).containsExactly(one, two, three);
  }

  @Test
  void anIncidentStandsAsItLastWasAndItsPastIsKept() {
    Incident opened = incident("KP-AAAA", Optional.empty());
    Incident closed = incident("KP-AAAA", Optional.of(NOW));
    store.commit(RoundOf.at(NOW).changed(Incident.Action.OPENED, opened).round());
    store.commit(RoundOf.at(NOW).changed(Incident.Action.CLOSED, closed).round());

    assertThat(reading.incidents()).contains(closed).doesNotContain(opened);
    assertThat(rows("SELECT action FROM incident_change ORDER BY number"))
        .extracting(row -> row.get("action"))
        .containsExactly("OPENED", "CLOSED");
    assertThat(rows("SELECT opened, ended, widest FROM incident WHERE code = 'KP-AAAA'"))
        .containsExactly(
            Map.of(
                "opened", closed.opened().toEpochMilli(),
                "ended", NOW.toEpochMilli(),
                "widest", "NATIONAL"));
  }

  @Test
  void incidentsThatHaveEndedAreGivenBackFromATimeOn() {
    Incident open = incident("KP-AAAA", Optional.empty());
    Incident ended = incident("KP-BBBB", Optional.of(NOW));
    store.commit(RoundOf.at(NOW).changed(Incident.Action.OPENED, open).round());
    store.commit(RoundOf.at(NOW).changed(Incident.Action.CLOSED, ended).round());

    assertThat(store.ended(ended.opened())).contains(ended).doesNotContain(open);
    assertThat(store.ended(ended.opened().plusMillis(1))).doesNotContain(ended);
  }

  @Test
  void anOpenIncidentIsKeptWithoutAChange() {
    store.commit(RoundOf.at(NOW).round());

    assertThat(reading.incidents()).isEqualTo(Filled.state().tracks().open());
  }

  @Test
  void eachAssessmentIsKept() {
    store.commit(
        RoundOf.at(NOW)
            .assessed(Filled.assessment("KP-K7Q2", NOW), Filled.assessment("KP-K7Q2", NOW))
            .round());

    assertThat(
            rows(
                """
                SELECT number, code, at, verdict, internal_percent, attack_percent,
                  transit_percent, unknown_percent, confidence
                FROM assessment WHERE number = 2
                """))
        .containsExactly(
            Map.of(
                "number", number(2),
                "code", "KP-K7Q2",
                "at", NOW.toEpochMilli(),
                "verdict", "INTERNAL",
                "internal_percent", number(61),
                "attack_percent", number(9),
                "transit_percent", number(12),
                "unknown_percent", number(18),
                "confidence", "MODERATE"));
  }

  @Test
  void observationsAreKeptInSummary() {
    PeerId peer = new PeerId("RRC00", "192.0.2.1");
    Observation.Row row = new Observation.Row(peer, AsPath.parse("64500 131279"), NOW, NOW, false);
    Observation.Missing rejected =
        new Observation.Missing(
            NOW, Subject.prefix(PREFIX), Observation.Cause.CONTROL_FAILED, "4 live peers");
    store.commit(
        RoundOf.at(NOW)
            .seen(
                new Observation.Route(NOW, PREFIX, NOW.minusSeconds(60), List.of(row, row)),
                new Observation.Peers(NOW, Set.of(peer)),
                new Observation.Validation(NOW, PREFIX, Rpki.VALID),
                probe(),
                new Observation.Name(NOW, "kcna.kp", Optional.empty(), Answer.NXDOMAIN),
                new Observation.Missing(
                    NOW, Subject.source("rrc-info"), Observation.Cause.TIMEOUT, "10 s"))
            .rejected(rejected)
            .round());

    assertThat(rows("SELECT * FROM observation ORDER BY number"))
        .extracting(
            o -> o.get("kind"), o -> o.get("subject"), o -> o.get("seen"), o -> o.get("cause"))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("route", "prefix:175.45.176.0/24", 2, null),
            org.assertj.core.groups.Tuple.tuple("peers", "source:rrc-info", 1, null),
            org.assertj.core.groups.Tuple.tuple("validation", "prefix:175.45.176.0/24", null, null),
            org.assertj.core.groups.Tuple.tuple("probe", "site:kcna.kp", null, null),
            org.assertj.core.groups.Tuple.tuple("name", "site:kcna.kp", null, null),
            org.assertj.core.groups.Tuple.tuple("missing", "source:rrc-info", null, "TIMEOUT"),
            org.assertj.core.groups.Tuple.tuple(
                "rejected", "prefix:175.45.176.0/24", null, "CONTROL_FAILED"));
    assertThat(
            rows(
                """
                SELECT address, answer, status, lookup, connect, first_byte FROM observation
                WHERE kind = 'probe' AND tls IS NULL
                """))
        .containsExactly(
            Map.of(
                "address", "175.45.176.71",
                "answer", "OK",
                "status", 200,
                "lookup", 3,
                "connect", 81,
                "first_byte", 402));
  }

  /** Each table refuses in turn, so whatever came before it in the transaction must go as well. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "observation",
        "sample",
        "transition",
        "incident",
        "incident_change",
        "assessment",
        "notification",
        "delivery",
        "card",
        "watch_state"
      })
  void aRoundThatCannotBeKeptAsAWholeIsNotKeptAtAll(String table) {
    database.transaction(
        handle ->
            handle.execute(
                "CREATE TRIGGER broken BEFORE INSERT ON "
                    + table
                    + " BEGIN SELECT RAISE(ABORT, 'broken'); END"));

    assertThatThrownBy(() -> store.commit(full(NOW)))
        .isInstanceOf(StorageFailed.class)
        .hasMessageContaining("broken");

    assertThat(kept()).isZero();
    database.transaction(handle -> handle.execute("DROP TRIGGER broken"));
    store.commit(full(NOW));
    assertThat(kept()).isEqualTo(10);
  }

  /** The delivery comes after almost everything else; its number is taken by a row of yesterday. */
  @Test
  void aDuplicateInTheLastInsertUndoesTheRound() {
    store.commit(full(NOW));
    database.transaction(
        handle -> handle.execute("CREATE UNIQUE INDEX crafted ON delivery (platform, channel)"));
    WatchState before = store.load().orElseThrow();

    assertThatThrownBy(
            () ->
                store.commit(
                    RoundOf.at(NOW.plusSeconds(9))
                        .state(
                            new WatchState(
                                before.plan(),
                                before.tracks(),
                                before.assessments(),
                                before.told(),
                                kpwatch.notify.Told.Blindness.NONE,
                                before.cards()))
                        .transitions(new Transition(NOW, Subject.COUNTRY, "outage", "normal"))
                        .post("KP-K7Q2/2", "console:stdout")
                        .round()))
        .isInstanceOf(StorageFailed.class);

    assertThat(kept()).isEqualTo(10);
    assertThat(store.load()).contains(before);
  }

  private static kpwatch.watch.Round full(Instant at) {
    return RoundOf.at(at)
        .seen(probe())
        .samples(sample(HOST, 1, 0.5))
        .transitions(new Transition(at, Subject.COUNTRY, "normal", "outage"))
        .changed(Incident.Action.OPENED, Filled.incident("KP-K7Q2"))
        .assessed(Filled.assessment("KP-K7Q2", at))
        .post("KP-K7Q2/1", "console:stdout")
        .cards(Filled.card("KP-K7Q2", at))
        .round();
  }

  /** Rows in all tables together. */
  private int kept() {
    return Stream.of(
            "observation",
            "sample",
            "transition",
            "incident",
            "incident_change",
            "assessment",
            "notification",
            "delivery",
            "card",
            "watch_state")
        .mapToInt(table -> rows("SELECT 1 AS one FROM " + table).size())
        .sum();
  }

  private List<Map<String, Object>> rows(String sql) {
    return database.transaction(handle -> handle.createQuery(sql).mapToMap().list());
  }

  private static Object number(int value) {
    return value;
  }

  private static Sample sample(Subject subject, int second, double value) {
    return new Sample(subject, NOW.plusSeconds(second), value);
  }

  private static Observation.Probe probe() {
    return new Observation.Probe(
        NOW,
        Subject.site("kcna.kp"),
        Optional.of(Address.parse("175.45.176.71")),
        NOW.minusSeconds(1),
        Answer.OK,
        200,
        new Observation.Timing(
            Optional.of(Duration.ofMillis(3)),
            Optional.of(Duration.ofMillis(81)),
            Optional.empty(),
            Optional.of(Duration.ofMillis(402))));
  }

  private static Incident incident(String code, Optional<Instant> ended) {
    Incident full = Filled.incident(code);
    return new Incident(
        code,
        full.opened().minus(Duration.ofDays(1)),
        full.onset(),
        full.notBefore(),
        full.scope(),
        full.widest(),
        full.quietSince(),
        ended,
        full.findings(),
        full.timeline(),
        full.unstable(),
        full.ending());
  }
}
