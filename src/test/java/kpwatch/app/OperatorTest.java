package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kpwatch.files.NetworkFile;
import kpwatch.notify.Delivery;
import kpwatch.notify.OperatorNews;
import kpwatch.notify.Outbox;
import kpwatch.notify.Sign;
import kpwatch.notify.Times;
import kpwatch.storage.Database;
import kpwatch.storage.SqlOperatorLog;
import kpwatch.storage.SqlOutbox;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Mute;
import kpwatch.subscription.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody reads in the operator's channel, by way of the database. */
class OperatorTest {
  private static final ChannelRef CHANNEL = ChannelRef.parse("chat:operator");

  private final LogLines log = new LogLines(Operator.class);
  private final Set<String> ill = new HashSet<>();
  private final List<String> read = new ArrayList<>();
  private List<Subscription> subscribed = List.of();
  private Instant now = Instant.parse("2026-11-25T04:00:00Z");

  @TempDir private Path folder;
  private Database database;
  private Operator operator;

  @BeforeEach
  void start() {
    database = Database.open("jdbc:sqlite:" + folder.resolve("kpwatch.db"), () -> now);
    operator =
        new Operator(
            CHANNEL,
            new OperatorNews(new Times(NetworkFile.read("kp"))),
            new SqlOperatorLog(database),
            at -> List.of(sign("Deliveries"), sign("Discord sending"), sign("Routes")),
            () -> subscribed,
            () -> now);
  }

  @AfterEach
  void close() {
    database.close();
    log.close();
  }

  @Test
  void fourMinutesOfTroubleSayNothing() {
    falls("Discord sending");
    pass(4);
    ill.clear();
    pass(60);
    assertThat(read).isEmpty();
  }

  @Test
  void sixMinutesSayItOnceAndItsEndOnce() {
    falls("Discord sending");
    pass(5);
    assertThat(read).isEmpty();
    pass(1);
    assertThat(read)
        .containsExactly(
            "This monitor itself: trouble with Discord sending\n\n"
                + "Discord sending: trouble since 04:00 UTC (13:00 Pyongyang), seen: as it is."
                + " Alerts wait and will be sent when it is back.");
    pass(54);
    assertThat(read).hasSize(1);
    ill.clear();
    pass(60);
    assertThat(read).hasSize(2);
    assertThat(read.get(1))
        .isEqualTo(
            "This monitor itself: well again: Discord sending\n\n"
                + "Discord sending: well again since 05:00 UTC (14:00 Pyongyang); the trouble"
                + " began at 04:00 UTC (13:00 Pyongyang) and took 1 h 00 min.");
  }

  @Test
  void comingAndGoingSaysNoMoreThanOneInTenMinutes() {
    for (int i = 0; i < 20; i++) {
      falls("Discord sending");
      pass(6);
      ill.clear();
      pass(1);
    }
    assertThat(read).hasSizeBetween(2, 14);
  }

  @Test
  void whatCameMeanwhileIsInTheNext() {
    falls("Discord sending");
    pass(6);
    falls("Deliveries");
    pass(6);
    ill.clear();
    pass(2);
    assertThat(read).hasSize(1);
    pass(3);
    assertThat(read).hasSize(2);
    assertThat(read.get(1))
        .startsWith("This monitor itself: well again: Deliveries, Discord sending\n")
        .contains("Deliveries: well again", "took 6 min", "took 12 min");
  }

  @Test
  void aRestartSaysNothingTwiceAndForgetsNothing() {
    falls("Discord sending");
    pass(6);
    restart();
    pass(60);
    assertThat(read).hasSize(1);
    ill.clear();
    restart();
    pass(1);
    assertThat(read).hasSize(2).last().asString().contains("well again", "took 1 h 06 min");
    restart();
    pass(60);
    assertThat(read).hasSize(2);
  }

  @Test
  void whatWasNotToldBeforeALongStandstillBeginsAnew() {
    falls("Discord sending");
    pass(3);
    now = now.plus(Duration.ofHours(1));
    restart();
    pass(1);
    ill.clear();
    pass(60);
    assertThat(read).isEmpty();
  }

  @Test
  void thatTheRoutesAreNotSeenIsToldByTheWatchItself() {
    falls("Routes");
    pass(60);
    assertThat(read).isEmpty();
  }

  @Test
  void aMutedChannelHearsItWhenTheMuteIsOver() {
    subscribed =
        List.of(
            Listeners.hearingAll(CHANNEL, now)
                .with(Optional.of(new Mute(now.plus(Duration.ofMinutes(30)), List.of()))));
    falls("Discord sending");
    pass(29);
    assertThat(read).isEmpty();
    pass(2);
    assertThat(read).hasSize(1);
  }

  @Test
  void aClockThatGoesBackKeepsNothingFromBeingSaid() {
    falls("Discord sending");
    pass(6);
    now = now.minus(Duration.ofDays(1));
    ill.clear();
    pass(11);
    assertThat(read).hasSize(2);
  }

  private Sign sign(String name) {
    return new Sign(name, !ill.contains(name), Sign.Harm.ALERTS_WAIT, "as it is");
  }

  private void falls(String part) {
    ill.add(part);
  }

  private void restart() {
    database.close();
    start();
  }

  /** Looks every 20 s as the program does, and takes what is due. */
  private void pass(int minutes) {
    for (int i = 0; i < 3 * minutes; i++) {
      operator.look();
      take();
      now = now.plusSeconds(20);
    }
    operator.look();
    take();
  }

  private void take() {
    SqlOutbox outbox = new SqlOutbox(database, new SqlSubscriptions(database));
    for (Delivery delivery : outbox.due("chat", now, 10)) {
      read.add(delivery.notification().text());
      outbox.sent(List.of(new Outbox.Sent(delivery, Optional.empty(), now)));
    }
  }
}
