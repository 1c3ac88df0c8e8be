package kpwatch.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import kpwatch.files.Scenario;
import kpwatch.files.ScenarioFile;
import kpwatch.testkit.LoopbackWorld;
import kpwatch.testkit.RunningJar;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the packaged program costs while nothing happens, at the polite pace against a normal world
 * on loopback: the time to its first look, then memory and processor time over ten minutes.
 */
@Tag("idle")
class IdleBenchmark {
  private static final int STARTS = 15;
  private static final Duration WATCHED = Duration.ofMinutes(10);
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void startAndIdle() throws Exception {
    try (LoopbackWorld world = new LoopbackWorld(normal(), 1)) {
      starts(world);
      idle(world);
    }
  }

  private static Scenario normal() {
    return ScenarioFile.read("kp-2025-06-07");
  }

  private void starts(LoopbackWorld world) throws Exception {
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      Path own = Files.createDirectory(folder.resolve("start" + i));
      world.settings(own, List.of());
      int before = world.ripestat().calls("looking-glass");
      long began = System.nanoTime();
      try (RunningJar jar = RunningJar.start(own)) {
        jar.awaitLine(line -> line.startsWith("● NORMAL"), SOON);
        millis.add((System.nanoTime() - began) / 1_000_000);
        jar.stop();
      }
      if (world.ripestat().calls("looking-glass") < before + 5) {
        throw new IllegalStateException("a status without a look");
      }
    }
    Collections.sort(millis);
    System.out.printf(
        "start to first look, empty database, n = %d: median %d ms, min %d, max %d%n",
        STARTS, millis.get(STARTS / 2), millis.get(0), millis.get(STARTS - 1));
  }

  private void idle(LoopbackWorld world) throws Exception {
    Path own = Files.createDirectory(folder.resolve("idle"));
    world.settings(own, List.of());
    int before = world.ripestat().calls();
    try (RunningJar jar = RunningJar.start(own)) {
      jar.awaitLine(line -> line.startsWith("● NORMAL"), SOON);
      ProcessHandle process = ProcessHandle.of(jar.pid()).orElseThrow();
      Duration atStart = process.info().totalCpuDuration().orElseThrow();
      long most = 0;
      long end = System.nanoTime() + WATCHED.toNanos();
      synchronized (this) {
        while (System.nanoTime() < end) {
          most = Math.max(most, resident(jar.pid()));
          wait(5_000);
        }
      }
      Duration used = process.info().totalCpuDuration().orElseThrow().minus(atStart);
      System.out.printf(
          "%d min at the polite pace: most RSS %d MB, last %d MB; processor %.1f s after the first"
              + " status (%.1f s before it), that is %.1f s an hour; %d calls of RIPEstat%n",
          WATCHED.toMinutes(),
          most / 1024,
          resident(jar.pid()) / 1024,
          used.toMillis() / 1000.0,
          atStart.toMillis() / 1000.0,
          used.toMillis() / 1000.0 * 60 / WATCHED.toMinutes(),
          world.ripestat().calls() - before);
      jar.stop();
    }
  }

  /** Kilobytes in memory, as Linux counts them. */
  private static long resident(long pid) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("no VmRSS");
  }
}
