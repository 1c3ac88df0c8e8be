package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeDiscord;
import kpwatch.testkit.discord.FakeGuild;
import kpwatch.testkit.discord.FakeUser;
import kpwatch.testkit.discord.Permissions;
import kpwatch.testkit.telegram.FakeTelegram;
import kpwatch.testkit.telegram.Fault;
import kpwatch.testkit.telegram.Person;
import kpwatch.testkit.telegram.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program is asked to stop while neither platform answers what was sent. */
class StopIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration BOUND = Duration.ofSeconds(10);

  @TempDir Path folder;
  private final FakeTelegram telegram = new FakeTelegram();
  private final Person reader = telegram.world().person("Reader");
  private final Place chat = telegram.world().privateChat(reader);
  private final FakeDiscord discord = new FakeDiscord();
  private final FakeGuild guild = discord.world().guild("Watchers");
  private final FakeChannel alerts = guild.text("alerts");
  private final FakeUser manager = discord.world().user("manager");
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void end() {
    release.countDown();
    discord.close();
    telegram.close();
  }

  @Test
  void itEndsWithinTenSecondsAndWhatWasUnderWayIsThereOnceAfterTheNextStart() throws Exception {
    guild.member(manager, guild.role("managers", Permissions.MANAGE_CHANNELS));
    try (Night night =
        Night.begin(folder, ShortJune.with(Duration.ofMinutes(35)), 60, settings())) {
      discord.await(() -> discord.commands().registered().containsKey("test"), SOON, "no commands");
      telegram.people().starts(reader, "");
      telegram.await(() -> !telegram.sent(chat).isEmpty());
      discord.faults().nextPost(kpwatch.testkit.discord.Fault.held(release));
      telegram.faults().next(1, s -> s.parameter("text").contains("TEST"), Fault.hang());
      discord.people().slash(manager, alerts, "test").awaitAnswer(SOON);
      telegram.people().says(reader, chat, "/test");
      telegram.await(
          () ->
              telegram.requests("sendMessage").stream()
                  .anyMatch(s -> s.parameter("text").contains("TEST")));
      discord.await(() -> samples() == 1, SOON, "nothing was sent");

      long before = System.nanoTime();
      night.jar().stop();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(BOUND);
      release.countDown();

      night.restart();
      discord.await(() -> samples() == 1, SOON, "Discord never had it");
      night.jar().stop();
      assertThat(samples()).isEqualTo(1);
      assertThat(night.jar().errors()).doesNotContain("ERROR k.d", "ERROR k.t");
    }
  }

  private long samples() {
    return discord.messages(alerts).stream().filter(m -> m.content().contains("TEST")).count();
  }

  private List<String> settings() {
    return List.of(
        "discord.token = " + discord.token(),
        "discord.base-url = " + discord.baseUrl(),
        "telegram.token = " + telegram.token(),
        "telegram.base-url = " + telegram.baseUrl());
  }
}
