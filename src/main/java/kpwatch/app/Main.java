package kpwatch.app;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import kpwatch.files.ReplayLines;
import kpwatch.files.Scenario;
import kpwatch.files.ScenarioFile;

/** The front door. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    PrintStream out =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.out),
            false,
            StandardCharsets.UTF_8);
    Scenario s = ScenarioFile.read(arguments[1]);
    ReplayLines lines = new ReplayLines();
    new Replay(s).play(r -> lines.of(r).forEach(out::println), lines::stopped);
    out.println(lines.summary(s.end()));
    out.flush();
    System.exit(0);
  }
}
