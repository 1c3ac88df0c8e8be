package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import kpwatch.incident.Sample;
import kpwatch.incident.Transition;
import kpwatch.notify.Outbox;
import kpwatch.observation.Address;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Observation.Missing;
import kpwatch.observation.Observation.Probe;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Crowd;
import kpwatch.watch.WatchState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RetentionTest {
  /** An hour begins. */
  private static final Instant THEN = Bench.START;

  private static final Instant OLD = THEN.plus(Duration.ofDays(14)).plus(Duration.ofHours(1));
  private static final Prefix PREFIX = Prefix.parse("175.45.176.0/24");
  private static final Subject SITE = Subject.site("kcna.kp");
  private static final Subject HOST = Subject.address(Address.parse("175.45.176.71"));

  private final Database database = Database.inMemory();
  private final SqlSubscriptions subscriptions = new SqlSubscriptions(database);
  private final SqlWatchStore store = new SqlWatchStore(database, subscriptions);
  private final Retention retention = new Retention(database, subscriptions);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void anHourOfAPrefixIsItsSharesAndWhatCouldNotBeSeenApart() {
    Bench bench = new Bench();
    for (int seeing : new int[] {200, 180, 0, 160}) {
      bench.country.everyRoute(seeing);
      keepLook(bench.later(Duration.ofMinutes(5)));
    }
    bench.country.ripestat(Optional.of(Cause.TIMEOUT));
    keepLook(bench.later(Duration.ofMinutes(5)));

    drain(OLD);

    assertThat(hourly("prefix:175.45.176.0/24")).containsExactly(row(0, 4, 3, 1, 0.85, 0.0));
    assertThat(hourly("prefix:193.0.0.0/21"))
        .as("shares of the control are not judged")
        .containsExactly(row(0, 4, 4, 1, null, null));
    assertThat(rows("SELECT * FROM observation")).isEmpty();
  }

  @Test
  void aRouteThatWasNotJudgedIsNoLook() {
    Bench bench = new Bench();
    keepLook(bench.later(Duration.ofMinutes(5)));
    bench.country.crowd(new Crowd(20, 5, 20));
    bench.country.everyRoute(0);
    keepLook(bench.later(Duration.ofMinutes(15)));

    drain(OLD);

    assertThat(hourly("prefix:175.45.176.0/24")).containsExactly(row(0, 1, 1, 1, 1.0, 1.0));
  }

  @Test
  void anHourOfASiteIsItsAnswersAndTheirTimes() {
    Missing suspect = new Missing(THEN.plusSeconds(50), SITE, Cause.SUSPECT, "too fast");
    store.commit(
        RoundOf.at(THEN)
            .seen(
                probe(10, Answer.OK, 400),
                probe(20, Answer.TIMEOUT, -1),
                probe(30, Answer.HTTP_ERROR, 900),
                probe(40, Answer.REFUSED, -1),
                probe(50, Answer.RESET, 5),
                probe(60, Answer.OK, 500),
                new Observation.Name(THEN, "kcna.kp", Optional.empty(), Answer.NXDOMAIN),
                new Missing(THEN, Subject.source("rrc-info"), Cause.TIMEOUT, "10 s"))
            .rejected(suspect)
            .round());

    drain(OLD);

    assertThat(hourly("site:kcna.kp")).containsExactly(row(0, 5, 4, 1, 0.5, 0.9));
    assertThat(rows("SELECT * FROM hourly")).hasSize(1);
  }

  @Test
  void hoursAreKeptApartAndOnlyWhollyOldOnesAreSummedUp() {
    store.commit(
        RoundOf.at(THEN)
            .seen(
                probe(0, Answer.OK, 100),
                probe(3599, Answer.OK, 300),
                probe(3600, Answer.TIMEOUT, -1),
                probe(7200, Answer.OK, 700))
            .round());

    drain(OLD.minusMillis(1));
    assertThat(rows("SELECT * FROM hourly")).isEmpty();
    assertThat(rows("SELECT * FROM observation")).hasSize(4);

    drain(OLD);
    assertThat(hourly("site:kcna.kp")).containsExactly(row(0, 2, 2, 0, 0.2, 0.3));
    assertThat(rows("SELECT * FROM observation")).hasSize(2);

    drain(OLD.plus(Duration.ofDays(1)));
    assertThat(hourly("site:kcna.kp"))
        .containsExactly(
            row(0, 2, 2, 0, 0.2, 0.3), row(1, 1, 0, 0, null, null), row(2, 1, 1, 0, 0.7, 0.7));
  }

  @Test
  void doneTwiceItIsAsOnce() {
    store.commit(RoundOf.at(THEN).seen(probe(0, Answer.OK, 100)).round());
    drain(OLD);
    List<Map<String, Object>> once = rows("SELECT * FROM hourly");

    drain(OLD);
    drain(OLD.plus(Duration.ofDays(30)));

    assertThat(rows("SELECT * FROM hourly")).isEqualTo(once);
  }

  @Test
  void whatFailsOnTheWayIsAsIfNothingHadBeenDone() {
    store.commit(RoundOf.at(THEN).seen(probe(0, Answer.OK, 100)).round());
    database.transaction(
        h ->
            h.execute(
                "CREATE TRIGGER broken BEFORE DELETE ON observation"
                    + " BEGIN SELECT RAISE(ABORT, 'broken'); END"));

    assertThatThrownBy(() -> retention.work(OLD)).isInstanceOf(StorageFailed.class);
    assertThat(rows("SELECT * FROM hourly")).isEmpty();

    database.transaction(h -> h.execute("DROP TRIGGER broken"));
    retention.work(OLD.plus(Duration.ofMinutes(59)));
    assertThat(rows("SELECT * FROM hourly")).as("it rests for an hour").isEmpty();
    retention.work(OLD.plus(Duration.ofMinutes(60)));
    assertThat(hourly("site:kcna.kp")).containsExactly(row(0, 1, 1, 0, 0.1, 0.1));
  }

  /** As a clock that was a year wrong for a while would leave it. */
  @Test
  void anHourThatComesBackIsTakenUp() {
    store.commit(RoundOf.at(THEN).seen(probe(0, Answer.OK, 100), probe(1, Answer.OK, 200)).round());
    drain(OLD);
    store.commit(
        RoundOf.at(THEN).seen(probe(2, Answer.OK, 900), probe(3, Answer.TIMEOUT, -1)).round());
    drain(OLD);

    assertThat(hourly("site:kcna.kp")).containsExactly(row(0, 4, 3, 0, 0.15, 0.9));
  }

  @Test
  void aClockThatJumpsBackForgetsNothingYoung() {
    store.commit(
        RoundOf.at(THEN)
            .seen(probe(0, Answer.OK, 100))
            .samples(new Sample(HOST, THEN, 0.1), new Sample(Subject.prefix(PREFIX), THEN, 1))
            .transitions(new Transition(THEN, Subject.COUNTRY, "normal", "outage"))
            .round());
    List<Map<String, Object>> before = everything();

    drain(THEN.minus(Duration.ofDays(4000)));

    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void afterAJumpBackItDoesNotWaitForTheWrongTime() {
    retention.work(OLD.plus(Duration.ofDays(4000)));
    store.commit(RoundOf.at(THEN).seen(probe(0, Answer.OK, 100)).round());

    retention.work(OLD);

    assertThat(rows("SELECT * FROM hourly")).hasSize(1);
  }

  /** A month that was off: every hour of two weeks is old at once. */
  @Test
  void aLongTimeOffIsWorkedThroughInSlices() {
    store.commit(
        RoundOf.at(THEN)
            .seen(
                IntStream.range(0, 14 * 24)
                    .mapToObj(h -> probe(h * 3600, Answer.OK, 100))
                    .toArray(Observation[]::new))
            .round());
    Instant back = THEN.plus(Duration.ofDays(44));

    retention.work(back);
    assertThat(rows("SELECT * FROM hourly")).hasSize(6);
    retention.work(back.plusSeconds(10));
    assertThat(rows("SELECT * FROM hourly")).hasSize(12);

    drain(back);
    assertThat(rows("SELECT * FROM hourly")).hasSize(14 * 24);
    assertThat(rows("SELECT * FROM observation")).isEmpty();
  }

  @Test
  void sumsAreKeptForAYear() {
    store.commit(RoundOf.at(THEN).seen(probe(0, Answer.OK, 100)).round());
    Instant year = THEN.plus(Duration.ofDays(366));
    drain(year);
    assertThat(rows("SELECT * FROM hourly")).hasSize(1);

    drain(year.plusMillis(1));
    assertThat(rows("SELECT * FROM hourly")).isEmpty();
  }

  @Test
  void samplesGoButNotTheLastValuesOfAHost() {
    Sample old = new Sample(Subject.prefix(PREFIX), THEN.minus(Duration.ofHours(8 * 24 + 1)), 1);
    Sample kept = new Sample(Subject.prefix(PREFIX), THEN.minus(Duration.ofHours(8 * 24 - 1)), 1);
    Sample peers = new Sample(Subject.source("live-peers"), old.at(), 300);
    Instant year = THEN.minus(Duration.ofDays(365));
    Sample[] host =
        IntStream.range(0, 260)
            .mapToObj(i -> new Sample(HOST, year.plusSeconds(i), i))
            .toArray(Sample[]::new);
    store.commit(RoundOf.at(THEN).samples(old, kept, peers).samples(host).round());

    drain(THEN);

    assertThat(store.samples())
        .containsExactlyElementsOf(
            Stream.concat(Stream.of(host).skip(10), Stream.of(kept)).toList());
  }

  @Test
  void settledDeliveriesGoWithWhatTheySaidAndPendingOnesStay() {
    SqlOutbox outbox = new SqlOutbox(database, subscriptions);
    store.commit(
        RoundOf.at(THEN)
            .post("KP-K7Q2/1", "console:stdout", "test:paused")
            .post("KP-K7Q2/2", "console:stdout")
            .round());
    outbox
        .due("console", THEN, 9)
        .forEach(d -> outbox.sent(List.of(new Outbox.Sent(d, Optional.of("1"), THEN))));
    outbox
        .due("console", THEN, 9)
        .forEach(d -> outbox.sent(List.of(new Outbox.Sent(d, Optional.of("2"), THEN))));

    drain(THEN.plus(Duration.ofDays(90)));
    assertThat(rows("SELECT 1 AS one FROM delivery")).hasSize(3);

    drain(THEN.plus(Duration.ofDays(90)).plusMillis(1));
    assertThat(rows("SELECT platform, state FROM delivery"))
        .containsExactly(Map.of("platform", "test", "state", "pending"));
    assertThat(rows("SELECT id FROM notification")).containsExactly(Map.of("id", "KP-K7Q2/1"));

    drain(THEN.plus(Duration.ofDays(366)).plusMillis(1));
    drain(THEN.plus(Duration.ofDays(366)).plusMillis(1));
    assertThat(rows("SELECT id FROM notification")).as("nobody remembers it").isEmpty();
  }

  @Test
  void anIncidentStaysForAYearAfterItsEndAndGoesWithAllThatBelongsToIt() {
    Instant ended = THEN.plusSeconds(60);
    for (String code : List.of("KP-AAAA", "KP-BBBB")) {
      Optional<Instant> end = code.equals("KP-AAAA") ? Optional.of(ended) : Optional.empty();
      store.commit(
          RoundOf.at(THEN)
              .state(quiet())
              .changed(Incident.Action.OPENED, incident(code, end))
              .assessed(Filled.assessment(code, THEN))
              .cards(Filled.card(code, THEN))
              .transitions(new Transition(ended, Subject.COUNTRY, "normal", "outage"))
              .round());
    }
    Instant year = ended.plus(Duration.ofDays(366));

    drain(year);
    assertThat(kept()).containsExactly(2, 2, 2, 2, 2);

    drain(year.plusMillis(1));
    assertThat(kept()).containsExactly(1, 1, 1, 1, 0);
    assertThat(rows("SELECT code FROM incident")).containsExactly(Map.of("code", "KP-BBBB"));
  }

  @Test
  void whatWasDrawnFromTheArchiveStaysForGood() {
    Incident old = incident("KP-AAAA", Optional.of(THEN.plusSeconds(60)));
    new SqlBackfill(database)
        .add(
            old,
            List.of(new SqlBackfill.Step(THEN, new IncidentChange(Incident.Action.CLOSED, old))),
            List.of(Filled.assessment("KP-AAAA", THEN)));

    drain(THEN.plus(Duration.ofDays(1000)));

    assertThat(rows("SELECT code FROM incident")).containsExactly(Map.of("code", "KP-AAAA"));
    assertThat(rows("SELECT code FROM assessment")).hasSize(1);
    assertThat(store.ended(Instant.EPOCH)).as("the watch goes by what it saw").isEmpty();
  }

  private void keepLook(Bench bench) {
    List<Observation> look = bench.country.routes(bench.now());
    bench.advance(List.of(look));
    store.commit(
        RoundOf.at(bench.now())
            .seen(look.toArray(Observation[]::new))
            .rejected(bench.last().missing().toArray(Missing[]::new))
            .state(state(bench))
            .round());
  }

  private static WatchState state(Bench bench) {
    WatchState full = Filled.state();
    return new WatchState(
        full.plan(),
        bench.tracks(),
        full.assessments(),
        full.told(),
        full.blindness(),
        full.cards());
  }

  /** Without an incident under way. */
  private static WatchState quiet() {
    return state(new Bench());
  }

  private void drain(Instant now) {
    while (retention.slice(now)) {
      // another one
    }
  }

  private List<Integer> kept() {
    return Stream.of("incident", "incident_change", "assessment", "card", "transition")
        .map(table -> rows("SELECT 1 AS one FROM " + table).size())
        .toList();
  }

  private List<Map<String, Object>> everything() {
    return Stream.of("observation", "sample", "transition", "incident", "hourly")
        .flatMap(table -> rows("SELECT * FROM " + table).stream())
        .toList();
  }

  /** A row of a subject, its measures in thousandths. */
  private record Hour(
      int hour, long looks, long answered, long missing, String median, String worst) {}

  private static Hour row(
      int hour, int looks, int answered, int missing, Double median, Double worst) {
    return new Hour(hour, looks, answered, missing, thousandths(median), thousandths(worst));
  }

  private static String thousandths(Object value) {
    return value == null ? "none" : String.format(Locale.ROOT, "%.3f", value);
  }

  private List<Hour> hourly(String subject) {
    return database.transaction(
        h ->
            h.createQuery("SELECT * FROM hourly WHERE subject = :subject ORDER BY hour")
                .bind("subject", subject)
                .map(
                    (row, context) ->
                        new Hour(
                            (int)
                                Duration.between(THEN, Instant.ofEpochMilli(row.getLong("hour")))
                                    .toHours(),
                            row.getLong("looks"),
                            row.getLong("answered"),
                            row.getLong("missing"),
                            thousandths(row.getObject("median")),
                            thousandths(row.getObject("worst"))))
                .list());
  }

  private List<Map<String, Object>> rows(String sql) {
    return database.transaction(h -> h.createQuery(sql).mapToMap().list());
  }

  private static Probe probe(int second, Answer answer, int firstByte) {
    Instant at = THEN.plusSeconds(second);
    return new Probe(
        at,
        SITE,
        Optional.of(Address.parse("175.45.176.71")),
        at.minusMillis(10),
        answer,
        0,
        new Observation.Timing(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            firstByte < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(firstByte))));
  }

  private static Incident incident(String code, Optional<Instant> ended) {
    Incident full = Filled.incident(code);
    return new Incident(
        code,
        THEN,
        THEN,
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
