package kpwatch.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The table of results, from lines of a replay that are written by hand. */
class ResultsTableTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ONE =
      "{'onset_after':'2026-03-02T03:00:00Z','onset_before':'2026-03-02T04:00:00Z','verdicts':%s}";

  @Test
  void anIncidentIsARowWithWhatWasThoughtOfItAtFourTimes() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    lines.add(assessment("03:10", "unknown", 35, 18, 10, 37, "low"));
    lines.add(assessment("03:11", "internal", 60, 10, 10, 20, "low"));
    lines.add(assessment("03:20", "internal", 77, 7, 1, 15, "moderate"));
    lines.add(assessment("05:00", "internal", 83, 5, 1, 11, "moderate"));
    lines.add(incident("05:00", "closed"));
    lines.add(summary("internal", 83, 5, 1, 11, "moderate"));

    assertThat(rows(expecting("['internal','unknown']"), lines))
        .containsExactly(
            "| file | history | KP-AAAA | unknown 35/18/10/37 low | internal 77/7/1/15 moderate"
                + " | internal 77/7/1/15 moderate | internal 83/5/1/11 moderate"
                + " | internal, unknown | yes |");
  }

  @Test
  void whatIsOverIsNotThoughtOfAnyMore() throws IOException {
    List<JsonNode> lines =
        List.of(
            assessment("03:10", "unknown", 35, 18, 10, 37, "low"),
            incident("03:40", "closed"),
            summary("unknown", 35, 18, 10, 37, "low"));

    assertThat(rows(expecting("['attack']"), lines))
        .containsExactly(
            "| file | history | KP-AAAA | unknown 35/18/10/37 low | unknown 35/18/10/37 low"
                + " | over | unknown 35/18/10/37 low | attack | no |");
  }

  @Test
  void whatIsNotFoundOrNotListedIsARowToo() throws IOException {
    JsonNode nothing = json("{'at':'2026-03-02T12:00:00Z','type':'summary','incidents':[]}");
    JsonNode optional = json("{'optional':true,'incidents':[" + ONE.formatted("['attack']") + "]}");
    List<JsonNode> found =
        List.of(
            assessment("03:10", "unknown", 35, 18, 10, 37, "low"),
            summary("unknown", 35, 18, 10, 37, "low"));

    assertThat(rows(json("{'incidents':[]}"), List.of(nothing)))
        .containsExactly("| file | history | none |  |  |  |  | no incident | yes |");
    assertThat(rows(expecting("['attack']"), List.of(nothing)))
        .containsExactly("| file | history | missed |  |  |  |  | attack | no |");
    assertThat(rows(optional, List.of(nothing)))
        .containsExactly("| file | history | none |  |  |  |  | attack, or no incident | yes |");
    assertThat(rows(json("{'incidents':[]}"), found)).singleElement().asString().endsWith("| no |");
    assertThat(rows(json("{'incidents':[],'at_most':1}"), found))
        .singleElement()
        .asString()
        .endsWith("| not listed | - |");
    assertThat(rows(expecting("[]"), found)).singleElement().asString().endsWith("| any | - |");
  }

  /** ln .83 = -0.1863, ln .36 = -1.0217, ln (.18 + .36) = -0.6162, ln (.14 + .36) = -0.6931. */
  @Test
  void theLogScoreIsTheLogarithmOfWhatWasGivenToTheAccepted() {
    Map<Hypothesis, Integer> shares =
        Map.of(
            Hypothesis.INTERNAL, 83,
            Hypothesis.ATTACK, 5,
            Hypothesis.TRANSIT, 1,
            Hypothesis.UNKNOWN, 11);
    Scored one = new Scored(Set.of(Hypothesis.INTERNAL), shares, 2);
    Scored two = new Scored(Set.of(Hypothesis.ATTACK, Hypothesis.UNKNOWN), shares, 2);
    Scored oneLine = new Scored(Set.of(Hypothesis.ATTACK, Hypothesis.UNKNOWN), shares, 1);
    Scored all = new Scored(Set.of(Hypothesis.values()), shares, 1);

    assertThat(one.score()).isCloseTo(-0.1863, within(0.0001));
    assertThat(one.prior()).isCloseTo(-1.0217, within(0.0001));
    assertThat(two.score()).isCloseTo(-1.8326, within(0.0001));
    assertThat(two.prior()).isCloseTo(-0.6162, within(0.0001));
    assertThat(oneLine.prior()).isCloseTo(-0.6931, within(0.0001));
    assertThat(all.score()).isZero();
    assertThat(all.prior()).isZero();
  }

  /** (-0.1863 - 0.0513) / 2 = -0.1188 and (-1.0217 - 1.0217) / 2 = -1.0217. */
  @Test
  void theScoreOfTheTableIsTheMeanOfWhatIsScored() {
    ResultsTable table =
        new ResultsTable(
            List.of(
                outcome("history", scored(Hypothesis.INTERNAL, 83)),
                outcome("invented", scored(Hypothesis.UNKNOWN, 95)),
                outcome("invented", Optional.empty())));

    assertThat(table.score()).isCloseTo(-0.1188, within(0.0001));
    assertThat(table.prior()).isCloseTo(-1.0217, within(0.0001));
    assertThat(table.text())
        .contains(
            "| all that name verdicts | 2 | -0.119 | -1.022 |",
            "| - that verdict is unknown | 1 | -0.051 | -1.022 |",
            "| - that verdict is a cause | 1 | -0.186 | -1.022 |",
            "| those where several are accepted | 0 | | |",
            "| history | 1 | -0.186 | -1.022 |");
  }

  @Test
  void aPageKeepsWhatStandsAroundTheTable() {
    ResultsTable table =
        new ResultsTable(List.of(outcome("history", scored(Hypothesis.INTERNAL, 83))));
    String page = "before\n" + ResultsTable.BEGIN + "\nold\n" + ResultsTable.END + "\nafter\n";

    String written = table.into(page);

    assertThat(written)
        .startsWith("before\n" + ResultsTable.BEGIN + "\n| file |")
        .endsWith("|\n" + ResultsTable.END + "\nafter\n")
        .doesNotContain("old");
    assertThat(table.into(written)).isEqualTo(written);
    assertThatThrownBy(() -> table.into("no marks")).isInstanceOf(IllegalArgumentException.class);
  }

  private static Outcome outcome(String made, Optional<Scored> scored) {
    return new Outcome("file", made, "KP-AAAA", List.of("", "", "", ""), "any", "-", scored);
  }

  private static Optional<Scored> scored(Hypothesis accepted, int share) {
    return Optional.of(new Scored(Set.of(accepted), Map.of(accepted, share), 2));
  }

  private static List<String> rows(JsonNode expected, List<JsonNode> lines) throws IOException {
    JsonNode scenario =
        json("{'network':{'upstreams':[{},{}]},'expected':" + expected.toString() + "}");
    return new Replayed("file", "history", scenario, lines)
        .outcomes().stream().map(Outcome::row).toList();
  }

  private static JsonNode expecting(String verdicts) throws IOException {
    return json("{'incidents':[" + ONE.formatted(verdicts) + "]}");
  }

  private static JsonNode assessment(
      String at, String verdict, int internal, int attack, int transit, int unknown, String sure)
      throws IOException {
    return json(
        ("{'at':'2026-03-02T%s:00Z','type':'assessment','incident':'KP-AAAA',%s}")
            .formatted(at, judged(verdict, internal, attack, transit, unknown, sure)));
  }

  private static JsonNode incident(String at, String action) throws IOException {
    return json(
        "{'at':'2026-03-02T%s:00Z','type':'incident','id':'KP-AAAA','action':'%s'}"
            .formatted(at, action));
  }

  private static JsonNode summary(
      String verdict, int internal, int attack, int transit, int unknown, String sure)
      throws IOException {
    return json(
        ("{'at':'2026-03-02T12:00:00Z','type':'summary','incidents':[{'id':'KP-AAAA',"
                + "'opened':'2026-03-02T03:10:00Z','onset':'2026-03-02T03:08:00Z',%s}]}")
            .formatted(judged(verdict, internal, attack, transit, unknown, sure)));
  }

  private static String judged(
      String verdict, int internal, int attack, int transit, int unknown, String sure) {
    return "'verdict':'%s','confidence':'%s','likelihood':{'internal':%s,'attack':%s,'transit':%s,'unknown':%s}"
        .formatted(
            verdict, sure, internal / 100.0, attack / 100.0, transit / 100.0, unknown / 100.0);
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
