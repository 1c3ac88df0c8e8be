package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kpwatch.testkit.FakeArchive;
import kpwatch.testkit.FakeRipeStat;

/** Commands about the past in this process, in a folder, against an archive on loopback. */
final class PastRun {
  private final Path folder;
  private final List<String> settings = new ArrayList<>();

  /** How one command went. */
  record Ran(int code, String out, String err) {}

  PastRun(Path folder) {
    this.folder = folder;
  }

  /** Lines {@code key = value}, each in place of an earlier one with its key. */
  void settings(String... lines) {
    for (String line : lines) {
      settings.removeIf(l -> l.startsWith(line.substring(0, line.indexOf('='))));
      settings.add(line);
    }
  }

  Ran run(FakeArchive archive, String... arguments) throws IOException {
    try (FakeRipeStat server = new FakeRipeStat(archive)) {
      settings("ripestat.base-url = " + server.baseUrl(), "watch.interval = 200 ms");
      Path config = folder.resolve("bot-config.properties");
      Files.write(config, settings);
      List<String> line = new ArrayList<>(List.of(arguments));
      line.addAll(List.of("--config", config.toString()));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int code =
          new Main(new PrintStream(out, true), new PrintStream(err, true), Map.of())
              .run(line.toArray(String[]::new));
      assertThat(server.violations()).isEmpty();
      return new Ran(
          code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
  }

  /** What lies in the folder, the settings apart. */
  List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> !f.equals("bot-config.properties"))
          .sorted()
          .toList();
    }
  }
}
