package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import kpwatch.supervision.Supervisor;
import kpwatch.testkit.RunningJar;
import kpwatch.testkit.discord.FakeDiscord;
import kpwatch.testkit.discord.FakeGuild;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** So many large servers in Discord that the memory does not suffice. */
class OutOfMemoryIT {
  private static final int GUILDS = 500;
  private static final int CHANNELS = 180;
  private static final Duration END = Duration.ofMinutes(3);

  @TempDir Path folder;
  private final FakeDiscord discord = new FakeDiscord();

  @BeforeEach
  void crowd() throws Exception {
    for (int g = 0; g < GUILDS; g++) {
      FakeGuild guild = discord.world().guild("Guild number " + g);
      for (int c = 0; c < CHANNELS; c++) {
        guild.text("channel-" + c);
      }
    }
    Files.write(
        folder.resolve("bot-config.properties"),
        List.of(
            "ripestat.base-url = http://127.0.0.1:9/",
            "ris-live.enabled = false",
            "probe.enabled = false",
            "discord.token = " + discord.token(),
            "discord.base-url = " + discord.baseUrl(),
            "discord.gateway-url = " + discord.gatewayUrl()));
  }

  @AfterEach
  void close() {
    discord.close();
  }

  @Test
  void theProcessEndsWithItsExitCodeAsTheReadmeStartsIt() throws Exception {
    try (RunningJar jar = RunningJar.start(folder)) {
      assertThat(jar.exit(END)).isEqualTo(Supervisor.OUT_OF_MEMORY);
    }
  }

  @Test
  void theProcessEndsWithItsExitCodeWithoutTheFlag() throws Exception {
    try (RunningJar jar = RunningJar.startPlain(folder, "-Xmx48m")) {
      assertThat(jar.exit(END)).isEqualTo(Supervisor.OUT_OF_MEMORY);
    }
  }
}
