package kpwatch.storage;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** A program in a Java of its own; closing kills it, as a power cut would. */
final class Child implements Closeable {
  private final Process process;
  private final BufferedReader output;

  private Child(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  /**
   * @param program says {@code kept N} after each step
   */
  static Child start(Class<?> program, Path errors, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    return new Child(new ProcessBuilder(command).redirectError(errors.toFile()).start());
  }

  long pid() {
    return process.pid();
  }

  /** The next step that it says it kept; empty when it has ended and everything is read. */
  OptionalInt kept() throws IOException {
    String line = output.readLine();
    return line == null
        ? OptionalInt.empty()
        : OptionalInt.of(Integer.parseInt(line.substring("kept ".length())));
  }

  /** By its handle: the process itself would close the output before all of it is read. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    output.close();
  }
}
