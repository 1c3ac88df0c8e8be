package kpwatch.testkit;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The packaged program in a process of its own, started as the README says. What it prints on
 * standard output is kept line by line; standard error goes to {@code stderr.txt} in its folder.
 */
public final class RunningJar implements AutoCloseable {
  private static final List<String> FLAGS =
      List.of(
          "-Xmx64m",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xss512k");

  private final Process process;
  private final Path errors;
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;

  private RunningJar(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
    this.reader = new Thread(this::read, "jar-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts it in a folder, with the folder's {@code bot-config.properties} if there is one. */
  public static RunningJar start(Path folder, String... arguments) throws IOException {
    return start(folder, List.of(), Map.of(), arguments);
  }

  /**
   * @param before words before {@code java}, such as those that take the network away
   */
  public static RunningJar start(
      Path folder, List<String> before, Map<String, String> environment, String... arguments)
      throws IOException {
    return start(folder, before, FLAGS, environment, program(arguments));
  }

  /** Starts it inside a {@link ThreadKiller}, which {@link #tell} commands. */
  public static RunningJar startWithKiller(Path folder) throws IOException {
    String tests =
        Path.of(ThreadKiller.class.getProtectionDomain().getCodeSource().getLocation().getPath())
            .toString();
    return start(
        folder,
        List.of(),
        FLAGS,
        Map.of(),
        List.of("-cp", jar() + File.pathSeparator + tests, ThreadKiller.class.getName()));
  }

  private static List<String> program(String... arguments) {
    List<String> program = new ArrayList<>(List.of("-jar", jar()));
    program.addAll(List.of(arguments));
    return program;
  }

  private static String jar() {
    return Path.of(System.getProperty("kpwatch.jar")).toAbsolutePath().toString();
  }

  private static RunningJar start(
      Path folder,
      List<String> before,
      List<String> flags,
      Map<String, String> environment,
      List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(arguments);
    Path errors = folder.resolve("stderr.txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    return new RunningJar(builder.start(), errors);
  }

  /**
   * Starts it without the flag that ends it when memory runs out, as somebody may who does not read
   * the README.
   *
   * @param heap such as {@code -Xmx64m}
   */
  public static RunningJar startPlain(Path folder, String heap) throws IOException {
    return start(folder, List.of(), List.of(heap, "-XX:+UseSerialGC"), Map.of(), program());
  }

  /** Writes a line to its standard input. */
  public void tell(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Waits for a line; fails with everything that was printed if none comes in time. */
  public String awaitLine(Predicate<String> wanted, Duration most) throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    int from = 0;
    synchronized (lines) {
      while (true) {
        for (; from < lines.size(); from++) {
          if (wanted.test(lines.get(from))) {
            return lines.get(from);
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0 || (!process.isAlive() && !reader.isAlive())) {
          throw new AssertionError("the line did not come; " + said());
        }
        lines.wait(Math.min(left, 200));
      }
    }
  }

  /** Everything on standard output so far. */
  public List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  public String errors() throws IOException {
    return Files.readString(errors);
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process.isAlive();
  }

  /** As {@code kill -9}. */
  public void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
    reader.join(Duration.ofSeconds(5).toMillis());
  }

  /** Asks it to stop, as Ctrl-C does, and waits. */
  public int stop() throws InterruptedException {
    process.toHandle().destroy();
    return exit(Duration.ofSeconds(30));
  }

  /** Waits for its end. */
  public int exit(Duration most) throws InterruptedException {
    if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("still running after " + most + "; " + said());
    }
    reader.join(Duration.ofSeconds(5).toMillis());
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private String said() {
    try {
      return "out:\n"
          + String.join("\n", lines())
          + "\nerr, at "
          + Instant.now()
          + ":\n"
          + errors();
    } catch (IOException e) {
      return "out:\n" + String.join("\n", lines());
    }
  }

  private void read() {
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        synchronized (lines) {
          lines.add(line);
          lines.notifyAll();
        }
      }
    } catch (IOException e) {
      // killed: what was printed until then counts
    }
  }
}
