package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kpwatch.assess.Assessment;
import kpwatch.incident.Incident;
import kpwatch.incident.PlaneTrack;
import kpwatch.observation.Asn;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;
import kpwatch.watch.WatchState;
import org.junit.jupiter.api.Test;

class JsonTest {
  private static final Json<WatchState> STATE = Json.of(WatchState.class);

  private record Loose(Map<Prefix, Set<PeerId>> peers, Map<Asn, String> names) {}

  @Test
  void aStateComesBackAsItWas() {
    assertThat(STATE.read(STATE.write(Filled.state()))).isEqualTo(Filled.state());
  }

  @Test
  void theStateOfTheTestHasNothingEmpty() throws Exception {
    List<String> empty = new ArrayList<>();
    walk("", new ObjectMapper().readTree(STATE.write(Filled.state())), empty);
    assertThat(empty).isEmpty();
  }

  @Test
  void incidentsAndAssessmentsComeBackAsTheyWere() {
    Incident incident = Filled.incident("KP-K7Q2");
    Assessment assessment = Filled.assessment("KP-K7Q2", Filled.at(1));
    Json<Incident> incidents = Json.of(Incident.class);
    Json<Assessment> assessments = Json.of(Assessment.class);

    assertThat(incidents.read(incidents.write(incident))).isEqualTo(incident);
    assertThat(assessments.read(assessments.write(assessment))).isEqualTo(assessment);
  }

  @Test
  void valuesAreWrittenAsPeopleWriteThem() {
    Json<Loose> json = Json.of(Loose.class);
    Loose loose =
        new Loose(
            Map.of(
                Prefix.parse("175.45.176.0/24"),
                Set.of(new PeerId("RRC01", "2001:db8::1"), new PeerId("RRC00", "192.0.2.1"))),
            Map.of(new Asn(4837), "China"));

    String written = json.write(new Loose(Map.of(), loose.names()));

    assertThat(written).isEqualTo("{\"peers\":{},\"names\":{\"AS4837\":\"China\"}}");
    Json<PlaneTrack> planes = Json.of(PlaneTrack.class);
    assertThat(planes.write(Filled.state().tracks().monitor()))
        .isEqualTo(
            "{\"state\":\"SEEING\",\"since\":\"2026-03-02T03:00:11.123456789Z\","
                + "\"proven\":\"2026-03-02T03:00:12.123456789Z\","
                + "\"failed\":\"2026-03-02T03:00:13.123456789Z\"}");
  }

  @Test
  void setsAndMapsAreWrittenInOrder() {
    assertThat(STATE.write(Filled.state()))
        .contains("\"asked\":[\"controls\",\"peers\",\"rpki\"]")
        .contains("\"codes\":[\"KP-AAAA\",\"KP-K7Q2\",\"KP-ZZZZ\"]")
        .contains("\"percent\":{\"INTERNAL\":61,\"ATTACK\":9,\"TRANSIT\":12,\"UNKNOWN\":18}");
  }

  @Test
  void aFileOfAnOlderOrNewerProgramIsRead() throws Exception {
    ObjectMapper plain = new ObjectMapper();
    ObjectNode tree = (ObjectNode) plain.readTree(STATE.write(Filled.state()));
    ObjectNode plan = (ObjectNode) tree.get("plan");
    plan.put("notYetKnown", 5);
    plan.remove(List.of("burstUntil", "triggered", "asked"));
    plan.set(
        "budget",
        plain.readTree("{\"day\":\"2026-03-02T00:00:00Z\",\"used\":3,\"troubled\":true}"));

    WatchState read = STATE.read(plain.writeValueAsString(tree));

    assertThat(read.tracks()).isEqualTo(Filled.state().tracks());
    assertThat(read.plan().burstUntil()).isEqualTo(Optional.empty());
    assertThat(read.plan().triggered()).isEmpty();
    assertThat(read.plan().asked()).isEmpty();
    assertThat(read.plan().budget().hours()).isEmpty();
    assertThat(read.plan().budget().incident()).isEmpty();
  }

  @Test
  void aMissingValueThatCannotBeEmptyIsNamed() throws Exception {
    ObjectMapper plain = new ObjectMapper();
    ObjectNode tree = (ObjectNode) plain.readTree(STATE.write(Filled.state()));
    ((ObjectNode) tree.get("tracks")).remove("started");

    assertThatThrownBy(() -> STATE.read(plain.writeValueAsString(tree)))
        .isInstanceOf(StorageFailed.class)
        .hasMessageContaining("the stored JSON is no WatchState")
        .hasMessageContaining("started");
  }

  @Test
  void aWrongValueIsNamed() {
    String wrong = STATE.write(Filled.state()).replace("\"AS20485\"", "\"Russia\"");

    assertThatThrownBy(() -> STATE.read(wrong))
        .isInstanceOf(StorageFailed.class)
        .hasMessageContaining("not an AS number: Russia");
  }

  private static void walk(String path, JsonNode node, List<String> empty) {
    if (node.isNull() || (node.isContainerNode() && node.isEmpty())) {
      empty.add(path);
    }
    Iterator<Map.Entry<String, JsonNode>> fields = node.fields();
    while (fields.hasNext()) {
      Map.Entry<String, JsonNode> field = fields.next();
      walk(path + "/" + field.getKey(), field.getValue(), empty);
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      walk(path + "/" + i, node.get(i), empty);
    }
  }
}
