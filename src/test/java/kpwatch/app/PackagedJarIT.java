package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import kpwatch.testkit.RunningJar;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program from its command line, without any network or with wrong settings. */
class PackagedJarIT {
  private static final List<String> OFFLINE = List.of("unshare", "--map-root-user", "--net");
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void withoutSettingsAndNetworkItSaysWithinTenSecondsThatItIsBlind() throws Exception {
    assumeOffline();
    try (RunningJar jar = RunningJar.start(folder, OFFLINE, Map.of())) {
      String first = jar.awaitLine(line -> !line.isBlank(), Duration.ofSeconds(10));
      assertThat(first).startsWith("? UNKNOWN: we cannot see, nothing is concluded · North Korea");
      jar.stop();
      assertThat(jar.lines()).noneMatch(l -> l.contains("OUTAGE") || l.contains("unreachable"));
    }
  }

  @Test
  void withoutNetworkACheckIsBlind() throws Exception {
    assumeOffline();
    try (RunningJar jar = RunningJar.start(folder, OFFLINE, Map.of(), "check")) {
      assertThat(jar.exit(SOON)).isEqualTo(3);
      assertThat(jar.lines().get(0)).startsWith("? BLIND: we cannot see, nothing is concluded");
    }
  }

  @Test
  void fiveMistakesAreFiveLinesWithoutSecrets() throws Exception {
    settings(
        "watch.interval = 10 s",
        "probe.interval = soon",
        "discord.token = not a token",
        "telegram.messages-per-second = many",
        "wach.confirm = 45 s");
    try (RunningJar jar = RunningJar.start(folder)) {
      assertThat(jar.exit(SOON)).isEqualTo(2);
      List<String> problems = jar.errors().lines().toList();
      assertThat(problems).hasSize(5);
      assertThat(problems)
          .anyMatch(l -> l.contains("watch.interval") && l.contains("10 s"))
          .anyMatch(l -> l.contains("probe.interval") && l.contains("soon"))
          .anyMatch(l -> l.contains("discord.token") && !l.contains("not a token"))
          .anyMatch(l -> l.contains("telegram.messages-per-second") && l.contains("many"))
          .anyMatch(l -> l.contains("wach.confirm") && l.contains("watch.confirm"));
    }
  }

  @Test
  void aFastPaceOffLoopbackIsRefused() throws Exception {
    for (String setting : List.of("watch.interval = 1 s", "probe.interval = 1 s")) {
      settings(setting);
      try (RunningJar jar = RunningJar.start(folder)) {
        assertThat(jar.exit(SOON)).as(setting).isEqualTo(2);
      }
      Files.delete(folder.resolve("stderr.txt"));
    }
  }

  @Test
  void aSecondInstanceOnTheSameDatabaseNamesTheFirst() throws Exception {
    settings(
        "ripestat.base-url = http://127.0.0.1:9",
        "ris-live.enabled = false",
        "probe.enabled = false");
    try (RunningJar first = RunningJar.start(folder)) {
      first.awaitLine(line -> line.startsWith("?"), SOON);
      try (RunningJar second = RunningJar.start(folder)) {
        assertThat(second.exit(SOON)).isEqualTo(2);
        assertThat(second.errors()).contains(Long.toString(first.pid()));
      }
      assertThat(first.alive()).isTrue();
    }
  }

  private void settings(String... lines) throws IOException {
    Files.write(folder.resolve("bot-config.properties"), List.of(lines));
  }

  /** Some machines forbid a network of one's own. */
  private void assumeOffline() throws Exception {
    boolean allowed;
    try {
      allowed =
          new ProcessBuilder("unshare", "--map-root-user", "--net", "true").start().waitFor() == 0;
    } catch (IOException e) {
      allowed = false;
    }
    Assumptions.assumeTrue(allowed, "this machine does not let a process leave the network");
  }
}
