package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.config.Problem;
import kpwatch.config.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

final class BotSettingsTest {
  private static BotSettings read(String... lines) throws SettingsRefused {
    return BotSettings.from(Settings.parse(String.join("\n", lines), Map.of()));
  }

  private static List<String> refused(String... lines) {
    try {
      read(lines);
      throw new AssertionError("accepted: " + Arrays.toString(lines));
    } catch (SettingsRefused e) {
      assertThat(e)
          .hasMessage(String.join("\n", e.problems().stream().map(Problem::toString).toList()));
      return e.problems().stream().map(Problem::toString).toList();
    }
  }

  @Test
  void everythingHasADefault() throws SettingsRefused {
    BotSettings settings = read();
    assertThat(settings.watch())
        .isEqualTo(new WatchSettings("kp", Duration.ofMinutes(2), Duration.ofSeconds(45)));
    assertThat(settings.ripestat().baseUrl()).hasToString("https://stat.ripe.net");
    assertThat(settings.ripestat().dailyBudget()).isEqualTo(1000);
    assertThat(settings.probe().enabled()).isTrue();
    assertThat(settings.probe().interval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.storage().url()).isEqualTo("jdbc:sqlite:kpwatch.db");
    assertThat(settings.console().enabled()).isTrue();
    assertThat(settings.log().level()).isEqualTo(Level.INFO);
    assertThat(settings.telegram().messagesPerSecond()).isEqualTo(29);
    assertThat(settings.risLive().enabled()).isTrue();
    assertThat(settings.access().allow()).containsExactly("*");
  }

  @Test
  void fiveMistakesGiveFiveLinesAndNoSecret(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("my.properties");
    Files.writeString(
        file,
        """
        discord.token = two words-of-a-token
        watch.interval = 10s
        probe.enabled = yes
        telegram.tokn = 123:hidden-token
        """);
    assertThatExceptionOfType(SettingsRefused.class)
        .isThrownBy(
            () ->
                BotSettings.read(
                    Optional.of(file), Map.of("STORAGE_URL", "jdbc:h2:mem", "TELEGRAM_TOKEN", "x")))
        .satisfies(
            refused ->
                assertThat(refused.getMessage().lines())
                    .containsExactlyInAnyOrder(
                        "discord.token = **** (%s line 1): allowed: printable ASCII without blanks"
                            .formatted(file),
                        "watch.interval = 10s (%s line 2): allowed: at least 2 min and at most 1 h, or less (200 ms) only while ripestat.base-url points to loopback"
                            .formatted(file),
                        "probe.enabled = yes (%s line 3): allowed: true or false".formatted(file),
                        "telegram.tokn = **** (%s line 4): unknown setting; did you mean telegram.token?"
                            .formatted(file),
                        "storage.url = jdbc:h2:mem (environment STORAGE_URL): allowed: jdbc:sqlite:"
                            + " and the path of a file, without options; memory keeps nothing"))
        .satisfies(refused -> assertThat(refused.described()).hasSize(24));
  }

  @ParameterizedTest
  @CsvSource({
    "watch.interval, 61 min",
    "watch.interval, 119s",
    "watch.confirm, 11 min",
    "ripestat.base-url, stat.ripe.net",
    "ripestat.base-url, ftp://stat.ripe.net",
    "ripestat.sourceapp, my app",
    "ripestat.daily-budget, 0",
    "probe.interval, 61 min",
    "probe.interval, 299s",
    "probe.contact, me (at) home",
    "console.enabled, on",
    "log.level, loud",
    "discord.base-url, ws://host/",
    "discord.gateway-url, https://host/",
    "telegram.base-url, host",
    "telegram.base-url, https://host/path",
    "telegram.messages-per-second, 1001",
    "telegram.messages-per-second, 0",
    "ris-live.enabled, 1",
    "ris-live.url, https://host/",
    "operator.channel, slack:1",
    "operator.channel, discord:name",
    "heartbeat.url, host",
    "access.allow, 'discord:1,somebody'",
    "access.allow, '*,discord:1'",
    "access.allow, ','"
  })
  void aWrongValueIsOneProblemThatNamesItsKey(String key, String value) {
    List<String> problems = refused(key + " = " + value);
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0)).startsWith(key + " = ").contains("allowed: ");
  }

  @ParameterizedTest
  @CsvSource({
    "operator.channel, discord:123456789012345678",
    "operator.channel, telegram:-1001234567890",
    "access.allow, 'discord:1, telegram:-5'",
    "access.allow, *",
    "log.level, WARN",
    "telegram.messages-per-second, 1000",
    "watch.confirm, 0s",
    "watch.interval, 1h",
    "discord.gateway-url, ws://127.0.0.1:1/gw",
    "heartbeat.url, https://hc.example.org/ping/1"
  })
  void aRightValueIsTaken(String key, String value) throws SettingsRefused {
    assertThat(read(key + " = " + value).describe()).anyMatch(line -> line.startsWith(key + " = "));
  }

  @Test
  void roundsMayBeFasterOnlyAgainstLoopback() throws SettingsRefused {
    BotSettings settings =
        read("ripestat.base-url = http://127.0.0.1:80", "watch.interval = 200ms");
    assertThat(settings.watch().interval()).isEqualTo(Duration.ofMillis(200));
    assertThat(refused("ripestat.base-url = http://127.0.0.1:80", "watch.interval = 199ms"))
        .hasSize(1);
    assertThat(refused("ripestat.base-url = http://127.0.0.1.example.org", "watch.interval = 1s"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"heartbeat.url = https://hc/ping-me", "telegram.token = 1:ping-me"})
  void whatIsSecretIsShownNowhere(String line) throws SettingsRefused {
    BotSettings settings = read(line);
    assertThat(settings + " " + settings.describe() + settings.notices()).doesNotContain("ping-me");
    assertThat(settings.describe()).anyMatch(shown -> shown.contains(" = **** ("));
  }

  @Test
  void atTheStartItSaysWhatShouldBeSet() throws SettingsRefused {
    assertThat(read("probe.contact = ops@example.org").notices()).isEmpty();
    assertThat(read("access.allow = discord:1", "operator.channel = discord:1").notices())
        .hasSize(2)
        .contains("operator.channel hears nothing, since discord.token is empty")
        .anyMatch(line -> line.startsWith("probe.contact is empty"));
  }

  @Test
  void describesEachKeyWithItsOrigin() throws SettingsRefused {
    assertThat(read("watch.confirm = 1 min", "discord.token = abc").describe())
        .contains(
            "watch.confirm = 1 min (bot-config.properties line 1)",
            "discord.token = **** (bot-config.properties line 2)",
            "watch.interval = 2 min (default)",
            "telegram.token = (default)");
  }
}
