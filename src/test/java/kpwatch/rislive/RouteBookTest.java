package kpwatch.rislive;

import static kpwatch.rislive.Watching.PREFIX;
import static kpwatch.rislive.Watching.path;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import kpwatch.observation.AsPath;
import kpwatch.observation.Observation;
import kpwatch.observation.PeerId;
import org.junit.jupiter.api.Test;

/** Times are seconds after noon. */
class RouteBookTest {
  private static final PeerId PEER = new PeerId("RRC00", "192.0.2.1");
  private static final AsPath CHINA = path(64_496, 4837, 131_279);
  private static final AsPath RUSSIA = path(64_496, 20_485, 131_279);

  private final RouteBook book = new RouteBook(PREFIX, Instant.EPOCH);

  @Test
  void whatThePeerSaidLastHolds() {
    assertThat(announce(100, CHINA)).isTrue();
    assertThat(announce(200, RUSSIA)).isTrue();
    assertThat(rows()).containsExactly(row(RUSSIA, 200, 200));

    assertThat(withdraw(300)).isTrue();
    assertThat(rows()).isEmpty();
    assertThat(book.isEmpty()).isTrue();
  }

  @Test
  void whatWasSaidBeforeChangesNothing() {
    withdraw(300);
    assertThat(announce(200, CHINA)).isFalse();
    announce(400, CHINA);
    assertThat(withdraw(350)).isFalse();
    assertThat(down(350)).isFalse();
    assertThat(rows()).containsExactly(row(CHINA, 400, 400));
  }

  @Test
  void theSameAnnouncedAgainIsNoChangeAndKeepsTheRows() {
    announce(100, CHINA);
    List<Observation.Row> before = rows();
    assertThat(announce(200, CHINA)).isFalse();
    assertThat(rows()).isSameAs(before);
  }

  @Test
  void aSessionThatIsDownIsNoWithdrawal() {
    announce(100, CHINA);
    assertThat(down(200)).isTrue();
    assertThat(down(200)).isFalse();
    assertThat(rows()).containsExactly(unknown(200));
    compare(look(300));
    assertThat(rows()).as("not seen, but nobody would tell").containsExactly(unknown(200));
    announce(400, CHINA);
    assertThat(rows()).containsExactly(row(CHINA, 400, 400));
  }

  @Test
  void aSessionThatIsDownMakesAPeerWithoutARouteUnknownToo() {
    assertThat(down(200)).isTrue();
    assertThat(rows()).containsExactly(unknown(200));
  }

  /** Were it down all that time, no control would count it among the live. */
  @Test
  void aPeerWhoseSessionWentDownLongAgoIsWhatALookShows() {
    down(200);
    compare(look(200 + 25 * 60 - 1));
    assertThat(rows()).hasSize(1);
    assertThat(compare(look(200 + 25 * 60))).isOne();
    assertThat(rows()).isEmpty();
  }

  @Test
  void aLookIsTakenWhereNothingWasHeard() {
    assertThat(compare(look(1000, row(CHINA, 990, 500)))).isOne();
    assertThat(book.route(at(2000)).queryTime()).isEqualTo(at(1000));
    assertThat(rows()).containsExactly(row(CHINA, 1000, 500));
    assertThat(compare(look(1120))).isOne();
    assertThat(rows()).isEmpty();
  }

  @Test
  void aLookThatLagsBehindTheStreamChangesNothing() {
    withdraw(1000);
    assertThat(compare(look(1010, row(CHINA, 999, 500)))).isZero();
    assertThat(rows()).isEmpty();
    announce(1020, RUSSIA);
    assertThat(compare(look(1030, row(CHINA, 1019, 500)))).isZero();
    assertThat(compare(look(1040))).as("not there yet").isZero();
    assertThat(rows()).containsExactly(row(RUSSIA, 1040, 1020));
  }

  /** A look knows whole seconds only. */
  @Test
  void ofTheSameTimeTheWordOfTheStreamHolds() {
    withdraw(1000);
    assertThat(compare(look(1010, row(CHINA, 1000, 500)))).isZero();
    assertThat(compare(look(1020, row(CHINA, 1001, 500)))).isOne();
  }

  @Test
  void aRouteThatTheStreamMissedToWithdrawGoesByALook() {
    announce(1000, CHINA);
    assertThat(compare(look(1239))).isZero();
    assertThat(compare(look(1240))).isOne();
    assertThat(rows()).isEmpty();
  }

  @Test
  void whatWasHeardBeforeAGapIsWhatALookShows() {
    announce(1000, CHINA);
    book.anew();
    assertThat(rows()).hasSize(1);
    assertThat(compare(look(1010))).isOne();
    assertThat(rows()).isEmpty();
  }

  /** RIS Live now and then passes on what is weeks old. */
  @Test
  void aMessageFromLongBeforeALookIsNotBelievedOfAPeerThatItDoesNotShow() {
    compare(look(10_000));
    assertThat(announce(9_000, CHINA)).isFalse();
    assertThat(announce(9_900, CHINA)).isTrue();
    compare(look(20_000));
    assertThat(announce(10_000, CHINA)).isFalse();
    assertThat(rows()).isEmpty();
  }

  @Test
  void aRowThatWasNotConfirmedForLongIsUnknown() {
    assertThat(compare(look(10_000, row(CHINA, 10_000 - 901, 500)))).isOne();
    assertThat(rows()).containsExactly(unknown(10_000 - 901));
    assertThat(compare(look(20_000, row(CHINA, 20_000 - 900, 500)))).isOne();
    assertThat(rows()).containsExactly(row(CHINA, 20_000, 500));
  }

  /** Its collector died without a word. */
  @Test
  void whatWasAnnouncedLongAgoAndIsNotConfirmedIsUnknown() {
    announce(1000, CHINA);
    compare(look(1900, row(CHINA, 999, 999)));
    assertThat(rows()).containsExactly(row(CHINA, 1900, 1000));
    assertThat(compare(look(1901, row(CHINA, 999, 999)))).isOne();
    assertThat(rows()).containsExactly(unknown(1000));
  }

  @Test
  void anOldRowDoesNotBringBackWhatWasWithdrawn() {
    withdraw(1000);
    assertThat(compare(look(5000, row(CHINA, 999, 500)))).isZero();
    assertThat(rows()).isEmpty();
  }

  @Test
  void twoRowsOfAPeerAreTheNewer() {
    compare(look(1000, row(RUSSIA, 999, 999), row(CHINA, 900, 500)));
    assertThat(rows()).containsExactly(row(RUSSIA, 1000, 999));
  }

  @Test
  void aLookIsComparedOnceAndNoneAfterANewerOne() {
    Observation.Route look = look(1000, row(CHINA, 990, 500));
    assertThat(compare(look)).isOne();
    List<Observation.Row> before = rows();
    assertThat(compare(look)).isZero();
    assertThat(compare(look(900))).isZero();
    assertThat(compare(look(1100, row(CHINA, 1090, 500)))).isZero();
    assertThat(rows()).isSameAs(before);
  }

  /** Whether a route is stuck is judged by when it changed. */
  @Test
  void aRouteThatWentAndCameBackUnheardHasChanged() {
    compare(look(1000, row(CHINA, 990, 500)));
    rows();
    assertThat(compare(look(1100, row(CHINA, 1090, 1050)))).isZero();
    assertThat(rows()).containsExactly(row(CHINA, 1100, 1050));
  }

  @Test
  void noMoreThanSoManyPeers() {
    for (int i = 0; i < RouteBook.MOST + 100; i++) {
      PeerId peer = new PeerId("RRC" + i, "192.0.2.1");
      book.told(peer, Held.route(CHINA, false, at(i), at(i)));
    }
    book.told(PEER, Held.unknown(at(5000)));
    compare(look(6000, row(CHINA, 6000, 6000)));
    assertThat(rows().size()).isLessThanOrEqualTo(RouteBook.MOST);
  }

  private boolean announce(long second, AsPath path) {
    return book.told(PEER, Held.route(path, false, at(second), at(second)));
  }

  private boolean withdraw(long second) {
    return book.told(PEER, Held.nothing(at(second)));
  }

  private boolean down(long second) {
    return book.told(PEER, Held.unknown(at(second)));
  }

  private int compare(Observation.Route look) {
    return book.compare(look);
  }

  private List<Observation.Row> rows() {
    return book.route(at(50_000)).rows();
  }

  private static Observation.Route look(long second, Observation.Row... rows) {
    return new Observation.Route(at(second + 1), PREFIX, at(second), Stream.of(rows).toList());
  }

  private static Observation.Row row(AsPath path, long latest, long updated) {
    return new Observation.Row(PEER, path, at(latest), at(updated), false);
  }

  private static Observation.Row unknown(long since) {
    return new Observation.Row(PEER, path(), Instant.EPOCH, at(since), false);
  }

  private static Instant at(long second) {
    return Instant.parse("2026-03-02T12:00:00Z").plusSeconds(second);
  }
}
