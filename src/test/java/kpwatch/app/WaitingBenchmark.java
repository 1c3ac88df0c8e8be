package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import kpwatch.files.Scenario;
import kpwatch.files.ScenarioFile;
import kpwatch.storage.Database;
import kpwatch.storage.SqlOutbox;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.subscription.ChannelRef;
import kpwatch.testkit.Shortened;
import kpwatch.testkit.telegram.FakeTelegram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ten thousand deliveries cost that wait for a platform that cannot be reached. */
@Tag("delivery")
class WaitingBenchmark {
  private static final int CHATS = 10_000;
  private static final int SPEED = 20;
  private static final Duration LONG = Duration.ofMinutes(4);

  @TempDir Path folder;

  @Test
  void tenThousandWait() throws Exception {
    try (FakeTelegram telegram = new FakeTelegram()) {
      List<ChannelRef> chats = new ArrayList<>();
      for (int i = 0; i < CHATS; i++) {
        chats.add(
            new ChannelRef(
                "telegram", Long.toString(telegram.world().acquainted("Reader " + i).id())));
      }
      Subscribed.before(folder, chats);
      try (Night night =
          Night.begin(
              folder,
              june(),
              SPEED,
              List.of(
                  "telegram.token = " + telegram.token(),
                  "telegram.base-url = " + telegram.baseUrl()))) {
        telegram.await(() -> telegram.waitingPolls() == 1);
        night.waitUntil(june().changes().get(0).at());
        long before = resident(night.jar().pid());
        telegram.stop();
        night.jar().awaitLine(l -> l.startsWith("○ OUTAGE"), LONG);
        long most = 0;
        Instant end = Instant.now().plusSeconds(40);
        while (Instant.now().isBefore(end)) {
          pause();
          most = Math.max(most, resident(night.jar().pid()));
        }
        System.out.printf(
            "deliveries wait: %d MB resident before, %d MB at most in 40 s%n",
            before / 1024, most / 1024);
        night.jar().stop();
      }
    }
    assertThat(waiting()).isEqualTo(CHATS);
  }

  private int waiting() {
    try (Database database =
        Database.open("jdbc:sqlite:" + folder.resolve("kpwatch.db"), InstantSource.system())) {
      Instant anyTime = Instant.now().plus(Duration.ofDays(1));
      return new SqlOutbox(database, new SqlSubscriptions(database))
          .due("telegram", anyTime, 2 * CHATS)
          .size();
    }
  }

  private synchronized void pause() throws InterruptedException {
    wait(500);
  }

  /** In kB. */
  private static long resident(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
        .filter(l -> l.startsWith("VmRSS:"))
        .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  private static Scenario june() {
    return Shortened.of(
        ScenarioFile.read("kp-2025-06-07"),
        Duration.ofMinutes(10),
        Duration.ofMinutes(20),
        Duration.ofHours(2));
  }
}
