package kpwatch.testkit.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each fuzz target with made-up inputs for {@code fuzz.seconds}, as many side by side as there are
 * processors. {@code fuzz.targets} names those that are run, with commas; empty: all.
 */
@Tag("slow")
@Tag("fuzz")
class FuzzingTest {
  private static final Path FOLDER = Path.of("target", "fuzz");

  @Test
  void noInputIsFoundThatBreaksAReader() throws Exception {
    Duration length = Duration.ofSeconds(Long.getLong("fuzz.seconds", 20));
    List<String> named = List.of(System.getProperty("fuzz.targets", "").split(","));
    List<FuzzTarget> targets =
        FuzzTarget.all().stream()
            .filter(t -> named.equals(List.of("")) || named.contains(t.toString()))
            .toList();
    assertThat(targets).as("targets called " + named).isNotEmpty();
    List<Future<String>> runs = new ArrayList<>();
    ExecutorService sideBySide =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      targets.forEach(
          t -> runs.add(sideBySide.submit(() -> new JazzerRun(t, FOLDER).after(length))));
      List<String> found = new ArrayList<>();
      for (Future<String> run : runs) {
        found.add(run.get());
      }
      assertThat(found).as("what was found").allMatch(String::isEmpty);
    } finally {
      sideBySide.shutdownNow();
    }
  }
}
