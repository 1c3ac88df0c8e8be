package kpwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.files.NetworkFile;
import kpwatch.incident.Thresholds;
import kpwatch.network.Network;
import kpwatch.notify.Delivery;
import kpwatch.notify.Outbox;
import kpwatch.storage.Database;
import kpwatch.storage.SqlOutbox;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.storage.SqlWatchStore;
import kpwatch.storage.Subscribed;
import kpwatch.subscription.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rounds of which no look comes back, over the end of a mute. */
class MuteEndsTest {
  private static final Instant START = Instant.parse("2026-03-02T03:00:00Z");
  private static final Instant UNTIL = START.plusSeconds(60);
  private static final Network NETWORK = NetworkFile.read("kp");

  private final Database database = Database.inMemory();
  private final SqlSubscriptions subscriptions = new SqlSubscriptions(database);
  private final SqlWatchStore store = new SqlWatchStore(database, subscriptions);
  private final SqlOutbox outbox = new SqlOutbox(database, subscriptions);
  private WatchRound watch = watch(START);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void whatIsOwedIsToldExactlyOnce() {
    subscriptions.put(Subscribed.muted("chat:a", UNTIL, "KP-AAAA"), List.of(), START);

    tick(0);
    tick(59);
    assertThat(said()).isEmpty();

    tick(60);
    assertThat(said()).hasSize(1);
    Delivery truth = said().get(0);
    assertThat(truth.notification().text())
        .startsWith("The mute is over. Now: ")
        .contains("KP-AAAA has ended");
    assertThat(truth.to().sounding()).isFalse();
    assertThat(subscriptions.all()).extracting(Subscription::mute).allMatch(m -> m.isEmpty());

    tick(61);
    watch = watch(START.plusSeconds(62));
    tick(63);
    outbox.refused(truth, "to see what is behind it", START.plusSeconds(64));
    assertThat(said()).isEmpty();
  }

  @Test
  void aMuteThatEndedWhileNothingRanIsToldAtTheNextStart() {
    subscriptions.put(Subscribed.muted("chat:a", UNTIL, "KP-AAAA"), List.of(), START);
    tick(0);

    watch = watch(START.plusSeconds(4000));
    tick(4000);

    assertThat(said()).hasSize(1);
  }

  @Test
  void aMuteThatHeldNothingBackEndsWithoutAWord() {
    subscriptions.put(Subscribed.muted("chat:a", UNTIL), List.of(), START);

    tick(60);

    assertThat(said()).isEmpty();
    assertThat(subscriptions.all()).containsExactly(Subscribed.to("chat:a"));
  }

  @Test
  void aSecondMuteIsAnotherOne() {
    subscriptions.put(Subscribed.muted("chat:a", UNTIL, "KP-AAAA"), List.of(), START);
    tick(60);
    outbox.sent(List.of(new Outbox.Sent(said().get(0), Optional.empty(), UNTIL)));
    subscriptions.put(
        Subscribed.muted("chat:a", UNTIL.plusSeconds(60), "KP-BBBB"), List.of(), UNTIL);

    tick(120);

    assertThat(said()).hasSize(1);
    assertThat(said().get(0).notification().text()).contains("KP-BBBB").doesNotContain("KP-AAAA");
  }

  private void tick(int second) {
    watch.tick(List.of(), START.plusSeconds(second));
  }

  /** Never more than the next of each channel. */
  private List<Delivery> said() {
    return outbox.due("chat", Instant.parse("2026-03-03T00:00:00Z"), 10);
  }

  private WatchRound watch(Instant now) {
    return new WatchRound(NETWORK, Thresholds.DEFAULT, Pace.POLITE, store, subscriptions, now);
  }
}
