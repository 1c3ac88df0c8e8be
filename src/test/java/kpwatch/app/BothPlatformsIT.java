package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kpwatch.files.Scenario;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeDiscord;
import kpwatch.testkit.discord.FakeGuild;
import kpwatch.testkit.discord.FakeUser;
import kpwatch.testkit.discord.Permissions;
import kpwatch.testkit.telegram.FakeTelegram;
import kpwatch.testkit.telegram.Person;
import kpwatch.testkit.telegram.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One platform that is dead keeps the other waiting for nothing, and hears it all later, once. */
@Tag("night")
class BothPlatformsIT {
  private static final int SPEED = 60;
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration LATER = Duration.ofSeconds(60);

  @TempDir Path folder;
  private final FakeDiscord discord = new FakeDiscord();
  private final FakeGuild guild = discord.world().guild("Watchers");
  private final FakeChannel alerts = guild.text("alerts");
  private final FakeUser manager = discord.world().user("manager");
  private final FakeTelegram telegram = new FakeTelegram();
  private final Person reader = telegram.world().person("Reader");
  private final Place chat = telegram.world().privateChat(reader);
  private Night night;

  @BeforeEach
  void begin() throws Exception {
    guild.member(manager, guild.role("managers", Permissions.MANAGE_CHANNELS));
    Scenario june = ShortJune.with(Duration.ofMinutes(35));
    night =
        Night.begin(
            folder,
            june,
            SPEED,
            List.of(
                "discord.token = " + discord.token(),
                "discord.base-url = " + discord.baseUrl(),
                "telegram.token = " + telegram.token(),
                "telegram.base-url = " + telegram.baseUrl()));
    discord.await(
        () -> discord.commands().registered().containsKey("subscribe"), SOON, "no commands");
    discord.people().slash(manager, alerts, "subscribe").awaitAnswer(SOON);
    telegram.people().starts(reader, "");
    telegram.await(() -> !telegram.sent(chat).isEmpty());
    telegram.people().clicks(reader, telegram.sent(chat).get(0), "Get alerts here");
    telegram.await(() -> inChat("Subscribed") == 1);
  }

  @AfterEach
  void end() {
    night.close();
    discord.close();
    telegram.close();
  }

  @Test
  void withOneOfThemDeadTheOtherIsOnTime() throws Exception {
    Instant loss = night.scenario().changes().get(0).at();
    discord.stop();
    night.waitUntil(loss);
    telegram.await(() -> inChat("○ OUTAGE") == 1);
    assertThat(inChannel("○ OUTAGE")).isZero();
    discord.start();
    discord.await(() -> inChannel("○ OUTAGE") == 1, LATER, "Discord never heard of it");

    telegram.stop();
    night.waitUntil(night.scenario().end());
    discord.await(() -> inChannel("● ENDED") >= 1, SOON, "Discord waited for Telegram");
    telegram.start();
    telegram.await(() -> inChat("● ENDED") >= 1);

    night.jar().stop();
    assertThat(discord.messages(alerts)).hasSizeLessThanOrEqualTo(3);
    assertThat(discord.violations()).isEmpty();
    assertThat(night.jar().errors())
        .doesNotContain(discord.token())
        .doesNotContain(telegram.token());
  }

  private long inChannel(String words) {
    return discord.messages(alerts).stream().filter(m -> m.content().contains(words)).count();
  }

  private long inChat(String words) {
    return telegram.sent(chat).stream().filter(p -> p.text().contains(words)).count();
  }
}
