package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kpwatch.files.PlayedWorld.Reply;
import kpwatch.testkit.FakeArchive;
import kpwatch.testkit.FakeRipeStat;
import kpwatch.testkit.RunningJar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program goes back to the night of June 2025 in an archive on loopback. */
class ArchiveIT {
  private static final String START = ArchivedJune.START.toString();
  private static final String END = ArchivedJune.END.toString();
  private static final Duration SOON = Duration.ofSeconds(90);

  @TempDir Path folder;

  @Test
  void theNightOpensOneNationalIncidentAndClosesItAndTheSavedFileDoesTheSame() throws Exception {
    FakeArchive june = ArchivedJune.night();
    List<String> live =
        run(june, 0, "replay", "--from-ripestat", START, END, "--save", "june.json", "--json");
    List<String> saved = run(june, 0, "replay", "june.json", "--json");

    assertThat(incidents(live, "opened")).hasSize(1);
    assertThat(incidents(live, "closed")).singleElement().asString().contains("\"national\"");
    assertThat(saved).isEqualTo(live);
    assertThat(june.asked()).hasSize(1 + 6 + 6 * 3).doesNotHaveDuplicates();
  }

  @Test
  void aWindowThatIsNotIndexedIsNoDataAndNoOutage() throws Exception {
    FakeArchive june = ArchivedJune.night();
    List<String> out =
        run(june, 3, "replay", "--from-ripestat", "2020-12-21T07:00:00Z", "2020-12-21T12:00:00Z");

    assertThat(out).isEmpty();
    assertThat(errors()).contains("no data").doesNotContain("OUTAGE");
    assertThat(run(june, 3, "backfill", "2020-12-21T07:00:00Z", "2020-12-21T12:00:00Z")).isEmpty();
  }

  @Test
  void wrongArgumentsAreRefused() throws Exception {
    FakeArchive june = ArchivedJune.night();
    run(june, 2, "replay", "--from-ripestat", END, START);
    run(june, 2, "replay", "--from-ripestat", START);
    run(june, 2, "backfill", START);
    run(june, 2, "replay", "kp-2025-06-07", "--save", "x.json");

    assertThat(june.asked()).isEmpty();
  }

  @Test
  void killedInTheMiddleTheSameCommandGoesOnFromThere() throws Exception {
    FakeArchive june = ArchivedJune.night();
    AtomicInteger calls = new AtomicInteger();
    CountDownLatch hanging = new CountDownLatch(1);
    june.trouble(
        (call, query) -> {
          if (calls.incrementAndGet() != 15) {
            return Optional.empty();
          }
          hanging.countDown();
          return Optional.of(new Reply(0, "", new byte[0], true));
        });
    try (FakeRipeStat server = new FakeRipeStat(june)) {
      settings(server);
      try (RunningJar jar = RunningJar.start(folder, "replay", "--from-ripestat", START, END)) {
        assertThat(hanging.await(60, TimeUnit.SECONDS)).isTrue();
        jar.kill();
      }
    }
    String unanswered = june.asked().get(14);

    List<String> out = run(june, 0, "replay", "--from-ripestat", START, END, "--json");

    assertThat(incidents(out, "opened")).hasSize(1);
    assertThat(june.asked()).hasSize(1 + 6 + 6 * 3 + 1);
    assertThat(june.asked()).filteredOn(unanswered::equals).hasSize(2);
    assertThat(june.asked().stream().distinct()).hasSize(1 + 6 + 6 * 3);
  }

  @Test
  void whatIsBackfilledIsAddedOnce() throws Exception {
    FakeArchive june = ArchivedJune.night();

    assertThat(run(june, 0, "backfill", START, END))
        .singleElement()
        .asString()
        .startsWith("added: KP-");
    assertThat(run(june, 0, "backfill", START, END))
        .singleElement()
        .asString()
        .startsWith("left out: KP-");
  }

  private List<String> run(FakeArchive archive, int code, String... arguments) throws Exception {
    try (FakeRipeStat server = new FakeRipeStat(archive)) {
      settings(server);
      try (RunningJar jar = RunningJar.start(folder, arguments)) {
        int exit = jar.exit(SOON);
        assertThat(exit).as(errors()).isEqualTo(code);
        assertThat(server.violations()).isEmpty();
        assertThat(server.mostAtOnce()).isLessThanOrEqualTo(1);
        return jar.lines();
      }
    }
  }

  private void settings(FakeRipeStat server) throws IOException {
    Files.write(
        folder.resolve("bot-config.properties"),
        List.of("ripestat.base-url = " + server.baseUrl(), "watch.interval = 200 ms"));
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("stderr.txt"));
  }

  private static List<String> incidents(List<String> lines, String action) {
    return lines.stream()
        .filter(l -> l.contains("\"type\":\"incident\""))
        .filter(l -> l.contains("\"action\":\"" + action + "\""))
        .toList();
  }
}
