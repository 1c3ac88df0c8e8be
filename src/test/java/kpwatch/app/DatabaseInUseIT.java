package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import kpwatch.testkit.RunningJar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do to the database of a running program, and what it does then. */
class DatabaseInUseIT {
  /** Bounds a wait for a process, which is a hundred times quicker on an idle machine. */
  private static final Duration SOON = Duration.ofMinutes(2);

  @TempDir private Path temporary;
  private Path folder;
  private Path file;

  @BeforeEach
  void prepare() throws IOException {
    folder = temporary.toRealPath();
    file = folder.resolve("kpwatch.db");
    Files.write(
        folder.resolve("bot-config.properties"),
        List.of(
            "ripestat.base-url = http://127.0.0.1:9",
            "ris-live.enabled = false",
            "probe.enabled = false"));
  }

  @Test
  void aRemovedDatabaseIsToldOnceAndAStopSavesWhatItHeld() throws Exception {
    try (RunningJar jar = started()) {
      for (String end : List.of("", "-wal", "-shm")) {
        Files.delete(folder.resolve("kpwatch.db" + end));
      }
      awaitError(jar, file + " is not there any more");
      awaitError(jar, "nothing is said");

      jar.stop();

      assertThat(jar.errors().lines().filter(l -> l.contains("what is seen cannot be stored")))
          .hasSize(1);
      assertThat(folder.resolve("kpwatch.db.rescued")).exists();
      assertThat(file).doesNotExist();
    }
  }

  @Test
  void aSecondInstanceIsRefusedThoughTheLockFileWasRemovedAndABackupIsNot() throws Exception {
    try (RunningJar jar = started()) {
      Files.delete(folder.resolve("kpwatch.db.lock"));
      Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
      Map<String, String> same = Map.of("STORAGE_URL", "jdbc:sqlite:" + file);
      try (RunningJar second = RunningJar.start(elsewhere, List.of(), same)) {
        assertThat(second.exit(SOON)).isEqualTo(2);
        assertThat(second.errors()).contains(file + " is in use by ");
      }
      try (RunningJar backup = RunningJar.start(elsewhere, List.of(), same, "backup", "copy.db")) {
        assertThat(backup.exit(SOON)).isZero();
        assertThat(backup.lines()).singleElement().asString().startsWith("copied " + file);
      }
      try (RunningJar again = RunningJar.start(elsewhere, List.of(), same, "backup", "copy.db")) {
        assertThat(again.exit(SOON)).isEqualTo(2);
        assertThat(again.errors()).contains("copy.db is there already and is not overwritten");
      }
      assertThat(jar.alive()).isTrue();
    }
  }

  /** The bytes of é, written without it: this test may run under such a locale itself. */
  @Test
  void aFolderThatTheLocaleCannotNameIsRefusedWithThatReason() throws Exception {
    List<String> inside =
        List.of("sh", "-c", "d=$(printf '\\303\\251'); mkdir \"$d\"; cd \"$d\"; exec \"$@\"", "sh");
    try (RunningJar jar = RunningJar.start(folder, inside, Map.of("LC_ALL", "C"), "run")) {
      assertThat(jar.exit(SOON)).isEqualTo(2);
      assertThat(jar.errors())
          .contains("Java cannot name " + folder + "/??: the locale", "LANG=C.UTF-8")
          .doesNotContain("create it");
    }
  }

  private RunningJar started() throws Exception {
    RunningJar jar = RunningJar.start(folder);
    jar.awaitLine(line -> line.startsWith("? UNKNOWN"), SOON);
    return jar;
  }

  private static void awaitError(RunningJar jar, String text) throws IOException {
    long end = System.nanoTime() + SOON.toNanos();
    while (!jar.errors().contains(text)) {
      assertThat(System.nanoTime()).as(text).isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
