package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kpwatch.app.CheckReport.Server;
import kpwatch.incident.Detector;
import kpwatch.incident.Thresholds;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Rpki;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/check.md} to what is printed, both ways. */
final class CheckJsonTest {
  private static final Instant NOW = Bench.START;
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| ([a-z ]+) \\|.*");

  private final Country country = Bench.settled().country;
  private final Network network = country.network();

  @Test
  void everyKeyIsDocumentedWithItsType() throws IOException {
    Map<String, Set<String>> documented = documented();
    Map<String, Set<String>> printed = new TreeMap<>();
    walk("", json(seen()), printed);
    walk("", json(blind()), printed);

    assertThat(printed.keySet()).isEqualTo(documented.keySet());
    printed.forEach(
        (key, types) -> assertThat(types).as(key).isNotEmpty().isSubsetOf(documented.get(key)));
  }

  @Test
  void aLookThatSeesTellsOfEverything() throws IOException {
    JsonNode json = json(seen());

    assertThat(json.get("state").asText()).isEqualTo("normal");
    assertThat(json.get("exit").asInt()).isZero();
    assertThat(states(json)).containsExactly("seeing", "seeing", "partly", "seeing");
    JsonNode prefix = json.get("prefixes").get(0);
    assertThat(prefix.get("share").asDouble()).isEqualTo(1);
    assertThat(prefix.get("seeing").asInt()).isEqualTo(200);
    assertThat(prefix.get("neighbours").get("AS4837").asInt()).isEqualTo(120);
    assertThat(prefix.get("rpki").asText()).isEqualTo("valid");
    assertThat(json.get("lines").get(0).get("state").asText()).isEqualTo("carrying");
    assertThat(json.get("missing").get(0).get("subject").asText())
        .isEqualTo("source:rpki-validation");
  }

  @Test
  void whatIsNotKnownIsNull() throws IOException {
    JsonNode json = json(blind());

    assertThat(json.get("state").asText()).isEqualTo("blind");
    assertThat(json.get("exit").asInt()).isEqualTo(3);
    assertThat(states(json)).containsExactly("blind", "seeing", "seeing", "off");
    assertThat(json.get("prefixes").get(0).get("share").isNull()).isTrue();
    assertThat(json.get("lines").get(0).get("state").asText()).isEqualTo("unknown");
    assertThat(json.get("lines").get(0).get("share").isNull()).isTrue();
    assertThat(json.get("missing")).hasSize(5);
  }

  private static List<String> states(JsonNode json) {
    List<String> states = new ArrayList<>();
    json.get("sources").forEach(s -> states.add(s.get("state").asText()));
    return states;
  }

  /** All well but one of the papers. */
  private CheckReport seen() {
    List<Observation> routes = new ArrayList<>(country.routes(NOW));
    routes.add(country.route(network.controlPrefixes().get(1), NOW));
    List<Observation> papers = new ArrayList<>();
    network.prefixes().forEach(p -> papers.add(new Observation.Validation(NOW, p, Rpki.VALID)));
    Observation.Missing missing =
        new Observation.Missing(
            NOW,
            kpwatch.observation.Subject.source("rpki-validation"),
            Cause.TIMEOUT,
            "no complete answer");
    List<Server> servers = new ArrayList<>();
    servers.add(Server.earlier(Server.Kind.ADDRESS, "175.45.176.71", "kcna.kp", "answered", NOW));
    network
        .controls()
        .forEach(
            c ->
                servers.add(
                    new Server(
                        Server.Kind.CONTROL,
                        c.host(),
                        c.host(),
                        "answered: ok",
                        true,
                        Optional.empty())));
    return report(
        List.of(List.of(country.crowd().fullTable(NOW)), routes, papers),
        List.of(missing),
        servers);
  }

  private CheckReport blind() {
    country.ripestat(Optional.of(Cause.HTTP_5XX));
    List<Observation.Missing> missing =
        country.routes(NOW).stream().map(Observation.Missing.class::cast).toList();
    return report(List.of(List.copyOf(missing)), missing, List.of());
  }

  private CheckReport report(
      List<List<Observation>> looks, List<Observation.Missing> missing, List<Server> servers) {
    Detector.State none = Detector.State.of(Tracks.none(network, NOW));
    Tracks tracks =
        new Detector(network, Thresholds.DEFAULT).advance(none, looks, NOW).state().tracks();
    return new CheckReport(network, NOW, tracks, missing, servers);
  }

  private static JsonNode json(CheckReport report) throws IOException {
    return new ObjectMapper().readTree(CheckJson.of(report));
  }

  private static Map<String, Set<String>> documented() throws IOException {
    Map<String, Set<String>> keys = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("docs/check.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        keys.put(row.group(1), Set.of(row.group(2).split(" or ")));
      }
    }
    return keys;
  }

  /** Paths with the types that occur there; the names of neighbours are no keys of ours. */
  private static void walk(String path, JsonNode node, Map<String, Set<String>> found) {
    if (!path.isEmpty() && !node.isArray()) {
      found.computeIfAbsent(path, p -> new TreeSet<>()).add(type(node));
    }
    if (node.isArray()) {
      node.forEach(entry -> walk(path + "[]", entry, found));
    } else if (!path.endsWith("neighbours")) {
      node.fields()
          .forEachRemaining(
              f ->
                  walk(path.isEmpty() ? f.getKey() : path + "." + f.getKey(), f.getValue(), found));
    }
  }

  private static String type(JsonNode node) {
    if (node.isIntegralNumber()) {
      return "integer";
    }
    return switch (node.getNodeType()) {
      case NUMBER -> "number";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NULL -> "null";
      default -> "object";
    };
  }
}
