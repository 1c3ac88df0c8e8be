package kpwatch.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kpwatch.files.Scenario;
import kpwatch.testkit.LoopbackWorld;
import kpwatch.testkit.RunningJar;

/** One scenario on loopback and one packaged program that watches it. */
final class Night implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  private final Scenario scenario;
  private final LoopbackWorld world;
  private final Path folder;
  private RunningJar jar;

  private Night(Scenario scenario, LoopbackWorld world, Path folder, RunningJar jar) {
    this.scenario = scenario;
    this.world = world;
    this.folder = folder;
    this.jar = jar;
  }

  /** Starts the program and, once it has looked, the scenario's time. */
  static Night begin(Path folder, Scenario scenario, int speed, List<String> settings)
      throws Exception {
    Files.createDirectories(folder);
    LoopbackWorld world = new LoopbackWorld(scenario, speed);
    world.settings(folder, settings);
    RunningJar jar = RunningJar.start(folder);
    jar.awaitLine(line -> !line.isBlank(), START);
    world.begin();
    return new Night(scenario, world, folder, jar);
  }

  Scenario scenario() {
    return scenario;
  }

  LoopbackWorld world() {
    return world;
  }

  RunningJar jar() {
    return jar;
  }

  /** A new program in the same folder. */
  RunningJar restart() throws Exception {
    jar = RunningJar.start(folder);
    return jar;
  }

  /** Waits for the scenario's end, stops the program and reads what it kept. */
  Story story() throws Exception {
    waitUntil(scenario.end());
    jar.stop();
    return Story.kept(folder.resolve("kpwatch.db"));
  }

  /** Waits until the scenario's time is {@code then}. */
  synchronized void waitUntil(Instant then) throws InterruptedException {
    for (Duration left = world.until(then); !left.isZero(); left = world.until(then)) {
      wait(Math.max(1, left.toMillis()));
    }
  }

  @Override
  public void close() {
    jar.close();
    world.close();
  }
}
