package kpwatch.testkit.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Jazzer on one target, in a program of its own: its agent changes every class that it meets.
 * Options: <a href="https://llvm.org/docs/LibFuzzer.html#options">libFuzzer</a>, and {@code
 * docs/common.md} of <a href="https://github.com/CodeIntelligenceTesting/jazzer">Jazzer</a> 0.30.0.
 */
final class JazzerRun {
  private static final String JAZZER = "com.code_intelligence.jazzer.Jazzer";

  /**
   * Jazzer's own checks. Two are off: the targets connect to loopback, which one forbids, and
   * another slows every regular expression down.
   */
  /** The same each time, so that an unchanged reader is not red by chance. */
  private static final long SEED = 17;

  private static final String SANITIZERS = "com.code_intelligence.jazzer.sanitizers.";

  /** Larger inputs are found no sooner, and take longer. */
  private static final int MOST_BYTES = 16 << 10;

  /** Seconds after which one input counts as one that never ends, on the slowest machine. */
  private static final int ENDLESS = 300;

  private static final int SHOWN = 60;

  private final FuzzTarget target;
  private final Path folder;

  /**
   * @param folder gets the corpus, what is found and the output of each target
   */
  JazzerRun(FuzzTarget target, Path folder) {
    this.target = target;
    this.folder = folder.resolve(target.toString()).toAbsolutePath();
  }

  /** What was found, in words; empty: nothing in this time. */
  String after(Duration length) throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("corpus"));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command(length))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean over = process.waitFor(length.toSeconds() + 2L * ENDLESS, TimeUnit.SECONDS);
      return over && process.exitValue() == 0
          ? ""
          : target + (over ? "" : " did not end;") + " see " + output + "\n" + end(output);
    } finally {
      process.destroyForcibly();
    }
  }

  private List<String> command(Duration length) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-XX:+UseSerialGC", "-Xss1m", "-Djava.awt.headless=true"));
    command.add("-Dlogback.configurationFile=fuzz/quiet.xml");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), JAZZER));
    command.add("--target_class=" + target.type().getName());
    command.add("--instrumentation_includes=kpwatch.**:org.xbill.**");
    command.add("--instrumentation_excludes=kpwatch.config.NearMiss");
    command.add(
        "--disabled_hooks="
            + SANITIZERS
            + "ServerSideRequestForgery:"
            + SANITIZERS
            + "RegexRoadblocks");
    command.add("--reproducer_path=" + folder);
    command.add("-artifact_prefix=" + folder + "/");
    command.add("-max_total_time=" + length.toSeconds());
    command.add("-seed=" + Long.getLong("fuzz.seed", SEED));
    command.add("-max_len=" + MOST_BYTES);
    command.add("-timeout=" + ENDLESS);
    command.add("-rss_limit_mb=4096");
    String recordings =
        target.recordings().stream().map(Path::toString).collect(Collectors.joining(","));
    if (!recordings.isEmpty()) {
      command.add("-seed_inputs=" + recordings);
    }
    command.add(folder.resolve("corpus").toString());
    command.add(target.kept().toString());
    return command;
  }

  private static String end(Path output) throws IOException {
    List<String> lines = Files.readAllLines(output, StandardCharsets.ISO_8859_1);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN), lines.size()));
  }
}
