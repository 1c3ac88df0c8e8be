package kpwatch.rislive;

import static kpwatch.rislive.OnAir.at;
import static kpwatch.rislive.OnAir.look;
import static kpwatch.rislive.Watching.PREFIX;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import kpwatch.observation.Observation;
import kpwatch.observation.Prefix;
import kpwatch.testkit.rislive.RisMessage;
import org.junit.jupiter.api.Test;

/** What is news while the stream is heard. */
class LiveStreamTest {
  private static final Prefix PART = Prefix.parse("175.45.176.128/25");

  private final OnAir air = new OnAir();

  @Test
  void nothingIsNewsUntilASignOfLifeIsDue() {
    air.stream.frame(OnAir.PONG, at(20));
    assertThat(air.stream.news(at(30))).isEmpty();
    Observation.Streamed sign = air.stream.news(at(31)).orElseThrow();
    assertThat(sign.since()).hasValue(at(0));
    assertThat(sign.why()).isEmpty();
    assertThat(sign.overdue()).isEmpty();
    assertThat(air.stream.news(at(31))).isEmpty();
  }

  @Test
  void aChangeIsNewsAndTheSameAgainIsNot() {
    assertThat(air.withdraw(PREFIX, 2, 3)).isTrue();
    assertThat(air.stream.news(at(3)).orElseThrow().routes().get(0).rows()).isEmpty();
    assertThat(air.withdraw(PREFIX, 2, 4)).isFalse();
    assertThat(air.stream.news(at(4))).isEmpty();
    assertThat(air.announce(PREFIX, 5, 6)).isTrue();
    assertThat(air.stream.news(at(6)).orElseThrow().routes().get(0).rows()).hasSize(1);
  }

  @Test
  void rowsAreTheSameAsLongAsNothingChanges() {
    List<Observation.Route> before = air.routes(40);
    air.announce(PREFIX, 50, 50);
    air.stream.compare(look(PREFIX, 60, true));
    List<Observation.Route> after = air.routes(80);
    for (int i = 0; i < 4; i++) {
      assertThat(after.get(i).rows()).isSameAs(before.get(i).rows());
      assertThat(after.get(i).queryTime()).isEqualTo(before.get(i).queryTime());
    }
    air.withdraw(PREFIX, 81, 81);
    assertThat(air.routes(82).get(0).rows()).isNotSameAs(before.get(0).rows());
    assertThat(air.routes(120).get(1).rows()).isSameAs(before.get(1).rows());
  }

  @Test
  void aSessionThatGoesDownMakesRowsUnconfirmed() {
    air.stream.frame(OnAir.text(RisMessage.session(at(2), OnAir.PEER, "down")), at(2));
    for (Observation.Route route : air.routes(2)) {
      assertThat(route.rows()).extracting(Observation.Row::latest).containsExactly(Instant.EPOCH);
    }
  }

  @Test
  void aPartAnnouncedLongAgoIsNoNews() {
    assertThat(air.announce(PART, -2000, 2)).isFalse();
    air.withdraw(PART, 2, 3);
    air.announce(PART, 4, 4);
    assertThat(air.routes(5)).hasSize(5);
  }

  @Test
  void partsAreBoundedAndMakeRoomWhenTheyAreGone() {
    for (int i = 0; i < 256; i++) {
      air.announce(Prefix.parse("175.45.177." + i + "/32"), 2, 2);
    }
    assertThat(air.routes(3)).hasSize(RouteBooks.MOST);
    for (int i = 0; i < 256; i++) {
      air.withdraw(Prefix.parse("175.45.177." + i + "/32"), 3, 4);
    }
    air.announce(PART, 5, 5);
    assertThat(air.routes(5)).extracting(Observation.Route::prefix).contains(PART).hasSize(5);
  }

  @Test
  void newsOfThePastIsToldAsSuch() {
    air.withdraw(PREFIX, 0, 200);
    air.stream.frame(OnAir.PONG, at(200));
    assertThat(air.stream.news(at(200)).orElseThrow().overdue()).as("changes nothing").isEmpty();
    air.withdraw(PREFIX, 20, 200);
    assertThat(air.stream.news(at(200)).orElseThrow().overdue()).as("just in time").isEmpty();
    air.announce(PREFIX, 21, 202);
    assertThat(air.stream.news(at(202)).orElseThrow().overdue()).hasValue(at(202));
  }

  @Test
  void aStampFromTheFarFutureDoesNotShutOutWhatFollows() {
    air.withdraw(PREFIX, 1_000_000, 2);
    assertThat(air.announce(PREFIX, 3, 3)).isTrue();
  }

  /** Looks bear the time of others: capped by ours, every message would seem older than they. */
  @Test
  void aClockOfOursThatIsSlowDoesNotMakeMessagesOld() {
    air.stream.compare(look(PREFIX, 300, true));
    assertThat(air.withdraw(PREFIX, 301, 2)).isTrue();
  }

  /** The one who brings frames, the one who asks for news, and those who compare. */
  @Test
  void threadsDoNotDisturbOneAnother() throws InterruptedException {
    List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    List<Runnable> works =
        List.of(
            () -> air.withdraw(PREFIX, 2, 2),
            () -> air.stream.news(at(2)),
            () -> air.stream.signs(at(2)),
            () -> air.stream.compare(look(PREFIX, 3, true)));
    for (Runnable work : works) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 2000; i++) {
                  work.run();
                }
              });
      thread.setUncaughtExceptionHandler((t, e) -> failures.add(e));
      threads.add(thread);
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    assertThat(air.routes(40)).hasSize(4);
  }
}
