package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import kpwatch.assess.Outcome;
import kpwatch.assess.Replayed;
import kpwatch.assess.ResultsTable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Replays every scenario file and writes what was thought of each incident, and how good that was,
 * into {@code docs/assessment.md}.
 */
@Tag("assessment")
class AssessmentBenchmark {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PAGE = Path.of("docs/assessment.md");
  private static final Path OURS = Path.of("src/test/resources/scenarios");

  @Test
  void theTableOfResults() throws IOException {
    String folder = System.getProperty("scenarios.dir", "");
    Assumptions.assumeTrue(
        !folder.isEmpty(), "no -Dscenarios.dir: a table of a part would replace the whole");
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.addAll(outcomes(Path.of(folder), AssessmentBenchmark::made));
    outcomes.addAll(outcomes(OURS, id -> ResultsTable.OURS));
    ResultsTable table = new ResultsTable(outcomes);
    Files.writeString(PAGE, table.into(Files.readString(PAGE)));
    assertThat(table.score()).isGreaterThan(table.prior());
  }

  private static List<Outcome> outcomes(Path folder, Function<String, String> made)
      throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
        String id = file.getFileName().toString().replace(".json", "");
        JsonNode scenario = JSON.readTree(Files.readString(file));
        List<JsonNode> lines =
            ReplayedScenariosTest.lines(ReplayedScenariosTest.replayed(file.toString()));
        outcomes.addAll(new Replayed(id, made.apply(id), scenario, lines).outcomes());
      }
    }
    return outcomes;
  }

  private static String made(String id) {
    return id.matches(".*-\\d{4}-\\d{2}.*") ? ResultsTable.HISTORY : ResultsTable.INVENTED;
  }
}
