package kpwatch.assess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/assessment.md} to the criteria in the code and to the scenario files. */
class AssessmentPageTest {
  private static final Path PAGE = Path.of("docs/assessment.md");
  private static final Pattern ROW = Pattern.compile("\\| [A-Z]\\d+ \\|( [^|]+ \\|){4}");
  private static final Pattern SOURCE = Pattern.compile("\\[\\d+]: .*");

  @Test
  void listsEveryCriterionInItsOrderAndWordsWithItsWeightAndSource() throws IOException {
    List<String> sources =
        Arrays.stream(Criterion.values())
            .map(Criterion::source)
            .filter(s -> s.startsWith("http"))
            .distinct()
            .toList();
    List<String> rows = new ArrayList<>();
    for (Criterion criterion : Criterion.values()) {
      int number = sources.indexOf(criterion.source()) + 1;
      rows.add(
          "| %s | %s | %s | %s | %s |"
              .formatted(
                  criterion.name(),
                  criterion.sentence(),
                  weight(criterion),
                  criterion.family().name().toLowerCase(Locale.ROOT),
                  number == 0 ? criterion.source() : "[" + number + "]"));
    }
    List<String> references = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      references.add("[" + (i + 1) + "]: " + sources.get(i));
    }

    assertThat(lines(ROW)).containsExactlyElementsOf(rows);
    assertThat(lines(SOURCE)).containsExactlyElementsOf(references);
  }

  @Test
  void everyGivenScenarioHasARow() throws IOException {
    String folder = System.getProperty("scenarios.dir", "");
    Assumptions.assumeTrue(
        !folder.isEmpty(), "no -Dscenarios.dir: the scenario files are not here");
    assertThat(ids(Path.of(folder))).hasSizeGreaterThan(10).isSubsetOf(listed());
  }

  @Test
  void everyScenarioOfOursHasARow() throws IOException {
    assertThat(ids(Path.of("src/test/resources/scenarios")))
        .hasSizeGreaterThan(5)
        .isSubsetOf(listed());
  }

  /** {@code internal × 3, transit ÷ 10}: what it multiplies and what it divides. */
  private static String weight(Criterion criterion) {
    Map<Double, Set<Hypothesis>> alike = new LinkedHashMap<>();
    for (Hypothesis hypothesis : Hypothesis.values()) {
      double ratio = criterion.ratios().getOrDefault(hypothesis, 1.0);
      if (ratio != 1) {
        alike.computeIfAbsent(ratio, r -> EnumSet.noneOf(Hypothesis.class)).add(hypothesis);
      }
    }
    String weight =
        alike.entrySet().stream()
            .map(e -> names(e.getValue()) + " " + factor(e.getKey()))
            .collect(Collectors.joining(", "));
    return (weight.isEmpty() ? "noted" : weight) + (criterion.locating() ? ", locates" : "");
  }

  private static String names(Set<Hypothesis> alike) {
    return alike.stream().map(Hypothesis::word).collect(Collectors.joining(" and "));
  }

  private static String factor(double ratio) {
    String number = String.valueOf(ratio > 1 ? ratio : 1 / ratio).replaceFirst("\\.0$", "");
    return (ratio > 1 ? "× " : "÷ ") + number;
  }

  private static List<String> lines(Pattern which) throws IOException {
    return Files.readAllLines(PAGE).stream().filter(which.asMatchPredicate()).toList();
  }

  /** The files that the table of results tells of. */
  private static Set<String> listed() throws IOException {
    String page = Files.readString(PAGE);
    String table = page.substring(page.indexOf(ResultsTable.BEGIN), page.indexOf(ResultsTable.END));
    return table
        .lines()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.split("\\|")[1].strip())
        .collect(Collectors.toSet());
  }

  private static Set<String> ids(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.replace(".json", ""))
          .collect(Collectors.toSet());
    }
  }
}
