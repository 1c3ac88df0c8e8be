package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import kpwatch.testkit.Expectation;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** History and invented troubles through the command {@code replay}. */
class ReplayedScenariosTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TestFactory
  List<DynamicTest> givenScenariosComeOutAsExpected() throws IOException {
    String folder = System.getProperty("scenarios.dir", "");
    Assumptions.assumeTrue(
        !folder.isEmpty(), "no -Dscenarios.dir: the scenario files are not here");
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      List<DynamicTest> tests = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        String id = file.getFileName().toString().replace(".json", "");
        tests.add(dynamicTest(id, () -> comesOutAsExpected(file)));
      }
      assertThat(tests).hasSizeGreaterThan(10);
      return tests;
    }
  }

  /** Inventions of ours for rules that history did not try. */
  @TestFactory
  List<DynamicTest> ourScenariosComeOutAsExpected() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/scenarios"))) {
      List<DynamicTest> tests =
          files
              .sorted()
              .map(
                  file ->
                      dynamicTest(file.getFileName().toString(), () -> comesOutAsExpected(file)))
              .toList();
      assertThat(tests).hasSizeGreaterThan(5);
      return tests;
    }
  }

  private static void comesOutAsExpected(Path file) throws IOException {
    JsonNode expected = JSON.readTree(Files.readString(file)).path("expected");
    assertThat(Expectation.faults(expected, lines(replayed(file.toString())))).isEmpty();
  }

  @Test
  void theSameScenarioGivesTheSameBytes() {
    assertThat(replayed("kp-2025-06-07")).isEqualTo(replayed("kp-2025-06-07"));
  }

  /** Routes left at 17:30:00; the stream tells at once, and a look agrees after 45 s. */
  @Test
  void theNightOfJune2025IsToldWithinAMinute() throws IOException {
    JsonNode opened =
        lines(replayed("kp-2025-06-07")).stream()
            .filter(l -> l.path("action").asText().equals("opened"))
            .findFirst()
            .orElseThrow();
    assertThat(opened.path("at").asText()).isEqualTo("2025-06-06T17:30:46Z");
    assertThat(opened.path("onset").asText()).isEqualTo("2025-06-06T17:30:00Z");
    assertThat(opened.path("onset_not_before").asText())
        .isBetween("2025-06-06T17:29:30Z", "2025-06-06T17:30:00Z");
  }

  @Test
  void theNightOfJune2025IsToldFromTheOpeningToTheEnd() {
    String read = run("replay", "kp-2025-06-07");
    assertThat(read)
        .containsSubsequence(
            "○ OUTAGE: North Korea unreachable since about 17:30 UTC (02:30 Pyongyang)",
            "[x] China line (AS4837 China Unicom): no route seen",
            "[x] Russia line (AS20485 TransTelecom): no route seen",
            "A fault or action inside the country is very likely",
            "Best rival: a pattern consistent with an attack",
            "look the same from here; we cannot see traffic, intent or who.",
            "● ENDED: North Korea",
            "Outage lasted 8 h 5");
  }

  static List<JsonNode> lines(String text) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : text.split("\n")) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  static String replayed(String idOrPath) {
    return run("replay", idOrPath, "--json");
  }

  private static String run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream to = new PrintStream(out, false, StandardCharsets.UTF_8);
    int exit = new Main(to, to, Map.of()).run(arguments);
    to.flush();
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(exit).as(text).isZero();
    return text;
  }
}
