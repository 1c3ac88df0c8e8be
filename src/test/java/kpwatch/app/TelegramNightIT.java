package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kpwatch.files.Scenario;
import kpwatch.files.ScenarioFile;
import kpwatch.testkit.Shortened;
import kpwatch.testkit.telegram.FakeTelegram;
import kpwatch.testkit.telegram.Person;
import kpwatch.testkit.telegram.Place;
import kpwatch.testkit.telegram.Post;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A person's and a group's first night with the packaged program: started, subscribed by a button,
 * through the outage of June 2025 at sixty times its speed, asked, with a group that becomes a
 * supergroup meanwhile, and blocked at the end.
 */
class TelegramNightIT {
  private static final int SPEED = 60;

  @TempDir Path folder;
  private final FakeTelegram telegram = new FakeTelegram();
  private final Person reader = telegram.world().person("Reader");
  private final Place chat = telegram.world().privateChat(reader);
  private final Place group = telegram.world().group("Ops", reader);
  private Night night;

  @BeforeEach
  void begin() throws Exception {
    Scenario june =
        Shortened.of(
            ScenarioFile.read("kp-2025-06-07"),
            Duration.ofMinutes(40),
            Duration.ofMinutes(35),
            Duration.ofMinutes(15),
            Duration.ofMinutes(10),
            Duration.ZERO);
    night =
        Night.begin(
            folder,
            june,
            SPEED,
            List.of(
                "telegram.token = " + telegram.token(),
                "telegram.base-url = " + telegram.baseUrl()));
    telegram.await(() -> telegram.waitingPolls() == 1);
  }

  @AfterEach
  void end() {
    night.close();
    telegram.close();
  }

  @Test
  void aNightFromTheStartButtonToTheBlock() throws Exception {
    telegram.people().starts(reader, "");
    Post welcome = awaitPosts(chat, 1).get(0);
    telegram.people().clicks(reader, welcome, "Get alerts here");
    assertThat(awaitPosts(chat, 2).get(1).text()).startsWith("Subscribed: this chat");
    telegram.people().addsBot(reader, group);
    telegram.people().says(reader, group, "/subscribe");
    assertThat(awaitPosts(group, 2).get(1).text()).startsWith("Subscribed: this chat");

    Instant loss = night.scenario().changes().get(0).at();
    night.waitUntil(loss);
    Post alert = awaitPosts(chat, 3).get(2);
    assertThat(alert.text())
        .startsWith("○ OUTAGE: North Korea unreachable since about")
        .contains("China line", "Russia line", "Assessment", "Pyongyang");
    assertThat(alert.silent()).isFalse();
    Post there = awaitPosts(group, 3).get(2);
    assertThat(there.text()).startsWith("○ OUTAGE");
    telegram.people().clicks(reader, alert, "Why");
    telegram.await(() -> said(chat, "consistent with an attack"));
    Place supergroup = telegram.people().becomesSupergroup(reader, group);

    night.waitUntil(night.scenario().end());
    telegram.await(() -> said(chat, "● ENDED: North Korea"));
    telegram.await(() -> alert.text().startsWith("● ENDED"));
    telegram.await(() -> said(supergroup, "● ENDED: North Korea"));
    assertThat(alert.edits()).isPositive();

    telegram.people().says(reader, chat, "/health");
    telegram.await(() -> said(chat, "Telegram receiving"));
    telegram.people().blocks(reader);
    telegram.await(() -> telegram.updates().pending() == 0);
    assertThat(telegram.unansweredCallbacks()).isEmpty();
    assertThat(telegram.violations()).isEmpty();
    night.jar().stop();
    assertThat(night.jar().errors()).doesNotContain(telegram.token()).doesNotContain("Exception");
  }

  private boolean said(Place place, String words) {
    return telegram.sent(place).stream().anyMatch(p -> p.text().contains(words));
  }

  private List<Post> awaitPosts(Place place, int count) throws InterruptedException {
    telegram.await(() -> telegram.sent(place).size() >= count);
    return telegram.sent(place);
  }
}
