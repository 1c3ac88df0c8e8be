package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kpwatch.files.Scenario;
import kpwatch.files.ScenarioFile;
import kpwatch.storage.Database;
import kpwatch.testkit.LoopbackWorld;
import kpwatch.testkit.RunningJar;
import kpwatch.testkit.Shortened;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The packaged program on disks that fail. The disk is a small one of memory, in a space of the
 * program's own; where a machine forbids that, a limit on the size of its files, or rights, stand
 * in for it.
 */
class FaultsOfTheDiskIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int SPEED = 120;
  private static final boolean MOUNTS = mounts();

  @TempDir Path temporary;
  private Path folder;
  private Path disk;

  @BeforeEach
  void prepare() throws IOException {
    folder = temporary.toRealPath();
    disk = Files.createDirectory(folder.resolve("disk"));
    Files.write(
        folder.resolve("bot-config.properties"),
        List.of(
            "ripestat.base-url = http://127.0.0.1:9",
            "ris-live.enabled = false",
            "probe.enabled = false",
            "storage.url = jdbc:sqlite:" + file()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"size=64k", "size=512k", "size=1300k"})
  void aDiskWithoutRoomForALockOrTheLibraryOrTheTablesIsRefused(String size) throws Exception {
    List<String> full =
        MOUNTS
            ? mounted(size, "[ " + size + " != size=64k ] || dd if=/dev/zero of=fill 2>/dev/null;")
            : List.of("sh", "-c", "ulimit -f 100; exec \"$@\"", "sh");

    String line = refused(full, Map.of());

    assertThat(line).contains(disk.toString());
    if (MOUNTS) {
      assertThat(line).startsWith("no space is left for " + disk).contains("free some on its disk");
    }
  }

  /** Without mounts only the kernel's own folder is read-only to the administrator. */
  @Test
  void aReadOnlyFolderIsRefused() throws Exception {
    if (MOUNTS) {
      assertThat(refused(mounted("size=1m", "mount -o remount,ro " + disk), Map.of()))
          .startsWith("the folder " + disk + " is read-only");
      return;
    }
    disk.toFile().setWritable(false);
    Path readOnly = Files.isWritable(disk) ? Path.of("/proc") : disk;
    assertThat(refused(List.of(), Map.of("STORAGE_URL", "jdbc:sqlite:" + readOnly + "/kpwatch.db")))
        .contains(readOnly.toString())
        .contains("writ");
    disk.toFile().setWritable(true);
  }

  /** Of the folder that Java itself would use for such things nothing is needed. */
  @Test
  void aFolderWithoutExecutionIsNamedAndAnotherOneHelps() throws Exception {
    if (!MOUNTS) {
      assertThat(refused(List.of(), java("-Dorg.sqlite.tmpdir=" + folder.resolve("nowhere"))))
          .contains(folder.resolve("nowhere").toString())
          .contains("-Dorg.sqlite.tmpdir=");
      return;
    }
    List<String> noexec = mounted("size=8m,noexec", ":");
    assertThat(refused(noexec, Map.of()))
        .startsWith("SQLite's native library cannot be loaded from " + disk)
        .contains("noexec")
        .contains("-Dorg.sqlite.tmpdir=FOLDER");

    Map<String, String> elsewhere =
        java("-Dorg.sqlite.tmpdir=" + folder + " -Djava.io.tmpdir=" + disk);
    try (RunningJar jar = RunningJar.start(folder, noexec, elsewhere)) {
      jar.awaitLine(line -> line.startsWith("? UNKNOWN"), SOON);
    }
  }

  @Test
  void aDamagedDatabaseIsLeftAsItIs() throws Exception {
    Database.open("jdbc:sqlite:" + file(), InstantSource.system()).close();
    try (RandomAccessFile bytes = new RandomAccessFile(file().toFile(), "rw")) {
      for (long at = bytes.length() / 2; at < bytes.length(); at += 64) {
        bytes.seek(at);
        bytes.write(77);
      }
    }
    byte[] before = Files.readAllBytes(file());

    assertThat(refused(List.of(), Map.of()))
        .startsWith(file() + " is damaged or no SQLite database; it was left as it is: restore");
    assertThat(Files.readAllBytes(file())).isEqualTo(before);
  }

  @Test
  void aDatabaseThatIsAFolderIsRefused() throws Exception {
    Files.createDirectory(file());
    assertThat(refused(List.of(), Map.of())).startsWith(file() + " is a folder");
  }

  /** The disk is full when the outage begins, and has room again while it lasts. */
  @Test
  void onAFullDiskNothingIsSaidUntilItCanBeStored() throws Exception {
    Scenario outage =
        Shortened.of(
            ScenarioFile.read("kp-2025-06-07"),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(40));
    try (LoopbackWorld world = new LoopbackWorld(outage, SPEED)) {
      world.settings(folder, List.of());
      Map<String, String> onDisk = Map.of("STORAGE_URL", "jdbc:sqlite:" + file());
      List<String> small = MOUNTS ? mounted("size=6m", ":") : List.of();
      try (RunningJar jar = RunningJar.start(folder, small, onDisk)) {
        jar.awaitLine(line -> !line.isBlank(), SOON);
        fill(jar);
        world.begin();
        while (world.now().isBefore(outage.changes().get(0).at().plus(Duration.ofMinutes(8)))) {
          Thread.onSpinWait();
        }
        assertThat(jar.lines()).noneMatch(l -> l.contains("OUTAGE"));
        assertThat(told(jar)).hasSize(1);

        empty(jar);
        jar.awaitLine(line -> line.contains(" · update 1 · "), SOON);
        assertThat(told(jar)).hasSize(1);
      }
    }
  }

  private static List<String> told(RunningJar jar) throws IOException {
    return jar.errors().lines().filter(l -> l.contains("what is seen cannot be stored")).toList();
  }

  /** From outside its space; or it may write nothing more to any file but its log. */
  private void fill(RunningJar jar) throws Exception {
    if (!MOUNTS) {
      limit(jar, "65536");
      return;
    }
    try (OutputStream fill = Files.newOutputStream(inside(jar).resolve("fill"))) {
      while (true) {
        fill.write(new byte[4096]);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private void empty(RunningJar jar) throws Exception {
    if (MOUNTS) {
      Files.delete(inside(jar).resolve("fill"));
    } else {
      limit(jar, "unlimited");
    }
  }

  private Path inside(RunningJar jar) {
    return Path.of("/proc/" + jar.pid() + "/root" + disk);
  }

  private static void limit(RunningJar jar, String bytes) throws Exception {
    String most = "--fsize=" + bytes + ":unlimited";
    assertThat(new ProcessBuilder("prlimit", "--pid", "" + jar.pid(), most).start().waitFor())
        .isZero();
  }

  private Path file() {
    return disk.resolve("kpwatch.db");
  }

  /** The one line that it says before it ends. */
  private String refused(List<String> before, Map<String, String> environment) throws Exception {
    try (RunningJar jar = RunningJar.start(folder, before, environment)) {
      assertThat(jar.exit(SOON)).isEqualTo(2);
      List<String> lines =
          jar.errors()
              .lines()
              .filter(
                  l -> !l.contains("probe.contact is empty") && !l.startsWith("NOTE: Picked up"))
              .toList();
      assertThat(lines).hasSize(1);
      return lines.get(0);
    }
  }

  private static Map<String, String> java(String options) {
    return Map.of("JDK_JAVA_OPTIONS", options);
  }

  /**
   * Words before a command: a disk of memory in its place, in a space of the command's own.
   *
   * @param then done in that folder before the command
   */
  private List<String> mounted(String options, String then) {
    return mounted(disk, options, then);
  }

  private static List<String> mounted(Path disk, String options, String then) {
    String mount = "mount -t tmpfs -o " + options + " none " + disk + " || exit 9; ";
    String prepared = "(cd " + disk + "; " + then + ") ; exec \"$@\"";
    return List.of("unshare", "--map-root-user", "--mount", "sh", "-c", mount + prepared, "sh");
  }

  private static boolean mounts() {
    try {
      Path there = Path.of(System.getProperty("java.io.tmpdir"));
      List<String> words = new ArrayList<>(mounted(there, "size=64k", ":"));
      words.add("true");
      return new ProcessBuilder(words).start().waitFor() == 0;
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }
}
