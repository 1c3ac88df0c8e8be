package kpwatch.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kpwatch.files.PlayedWorld.Reply;
import kpwatch.observation.AsPath;
import kpwatch.observation.Asn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlayedRipeStatTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String P176 = "175.45.176.0/24";
  private static final String P177 = "175.45.177.0/24";
  private static final String CONTROL = "193.0.0.0/21";
  private static final Asn CHINA = new Asn(4837);
  private static final Asn RUSSIA = new Asn(20485);

  @Test
  void anUpPrefixIsSeenByEveryFullTablePeerAtItsUpstreamsShares() {
    PlayedWorld world = new ScenarioText().play();
    Set<String> full = fullTable(world);
    List<JsonNode> rows = rows(glass(world, P176, "01:00:00"));
    List<JsonNode> fromFull = rows.stream().filter(r -> full.contains(id(r))).toList();

    assertThat(full).hasSize(240);
    assertThat(fromFull).hasSize(240);
    assertThat(rows).hasSizeGreaterThan(240).as("some partial feeds have it too");
    assertThat(neighbours(fromFull)).containsEntry(CHINA, 132L).containsEntry(RUSSIA, 108L);
    assertThat(rows)
        .allSatisfy(r -> assertThat(r.get("asn_origin").textValue()).isEqualTo("131279"));
    assertThat(rows).allSatisfy(r -> assertThat(r.get("prefix").textValue()).isEqualTo(P176));
    assertThat(fromFull.stream().map(r -> r.get("rrc").textValue()).distinct()).hasSize(16);
    assertThat(fromFull.stream().map(PlayedRipeStatTest::peerAsn).distinct())
        .hasSizeGreaterThanOrEqualTo(80);
  }

  @Test
  void peersPrependAndPassThroughCarriersAsRealOnesDo() {
    List<JsonNode> rows = rows(glass(new ScenarioText().play(), P176, "01:00:00"));
    List<List<Asn>> paths = rows.stream().map(r -> path(r).hops()).toList();

    assertThat(paths).anySatisfy(p -> assertThat(p).hasSize(3));
    assertThat(paths).anySatisfy(p -> assertThat(p).hasSize(4));
    assertThat(paths)
        .anySatisfy(p -> assertThat(p.stream().filter(new Asn(131279)::equals)).hasSize(3));
  }

  @Test
  void rowsAreFreshWhileAllIsWell() {
    JsonNode data = glass(new ScenarioText().play(), P176, "01:00:00");
    Instant queryTime = time(data, "query_time");
    List<Duration> ages =
        rows(data).stream().map(r -> Duration.between(time(r, "latest_time"), queryTime)).toList();

    assertThat(queryTime).isEqualTo(at("01:00:00"));
    assertThat(ages)
        .allSatisfy(a -> assertThat(a).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(211)));
    assertThat(ages.stream().filter(a -> a.toSeconds() < 3).count()).isGreaterThan(200);
    assertThat(ages.stream().filter(a -> a.toSeconds() > 60)).isNotEmpty();
  }

  @Test
  void theEnvelopeIsThatOf2026WithDataLast() {
    JsonNode body = body(ask(new ScenarioText().play(), "looking-glass", P176, "01:00:00.123456"));
    List<String> keys = new ArrayList<>();
    body.fieldNames().forEachRemaining(keys::add);

    assertThat(keys)
        .containsExactly(
            "messages",
            "see_also",
            "version",
            "data_call_name",
            "data_call_status",
            "cached",
            "query_id",
            "process_time",
            "server_id",
            "build_version",
            "pipeline",
            "status",
            "status_code",
            "time",
            "data");
    assertThat(body.get("status").textValue()).isEqualTo("ok");
    assertThat(body.get("time").textValue()).isEqualTo("2026-03-02T01:00:00.123456");
    assertThat(body.at("/data/query_time").textValue()).isEqualTo("2026-03-02T01:00:00");
    assertThat(body.at("/data/parameters/look_back_limit").intValue()).isEqualTo(86_400);
  }

  @Test
  void sameQuestionSameTimeSameBytes() {
    Reply one = ask(new ScenarioText().play(), "looking-glass", P176, "01:02:03");
    Reply other = ask(new ScenarioText().play(), "looking-glass", P176, "01:02:03");

    assertThat(one.body()).isEqualTo(other.body());
  }

  @Test
  void aWithdrawnPrefixHasNoCollectorsAndTheControlStays() {
    PlayedWorld world =
        new ScenarioText().change("03:00:00", "'routes': {'*': {'paths': {}}}").play();

    assertThat(rows(glass(world, P176, "02:59:59"))).hasSizeGreaterThanOrEqualTo(240);
    assertThat(glass(world, P176, "03:00:00").get("rrcs")).isEmpty();
    assertThat(rows(glass(world, CONTROL, "03:00:00"))).hasSizeGreaterThanOrEqualTo(240);
    assertThat(rows(glass(world, "199.7.83.0/24", "03:00:00"))).hasSizeGreaterThanOrEqualTo(240);
  }

  @Test
  void stuckPeersKeepTheirOldRowFromBeforeTheChange() {
    PlayedWorld world =
        new ScenarioText()
            .change("03:00:00", "'routes': {'*': {'paths': {}, 'stuck': 0.1}}")
            .change("05:00:00", "'routes': {'*': {'paths': {}}}")
            .play();
    Map<String, JsonNode> before = byPeer(glass(world, P176, "02:00:00"));
    Map<String, JsonNode> stuck = byPeer(glass(world, P176, "04:00:00"));

    assertThat(stuck).hasSize(24);
    assertThat(stuck)
        .allSatisfy(
            (peer, row) -> {
              assertThat(row.get("as_path")).isEqualTo(before.get(peer).get("as_path"));
              assertThat(time(row, "last_updated")).isBefore(at("03:00:00"));
              assertThat(time(row, "latest_time")).isAfter(at("03:55:00"));
            });
    assertThat(glass(world, P176, "05:00:00").get("rrcs")).isEmpty();
  }

  @Test
  void stuckAtTheStartMeansTheFirstUpstream() {
    PlayedWorld world =
        new ScenarioText()
            .initial(
                ScenarioText.INITIAL.replace(
                    "{'4837': 0.55, '20485': 0.45}}", "{}, 'stuck': 0.05}"))
            .play();

    assertThat(neighbours(rows(glass(world, P176, "01:00:00")))).isEqualTo(Map.of(CHINA, 12L));
  }

  @Test
  void aRouteThatReturnsIsNewAndOneThatDoesNotChangeKeepsItsAge() {
    PlayedWorld world =
        new ScenarioText()
            .change("03:00:00", "'routes': {'175.45.176.0/24': {'paths': {}}}")
            .change("04:00:00", "'routes': {'*': {'paths': {'4837': 0.55, '20485': 0.45}}}")
            .play();

    assertThat(rows(glass(world, P176, "05:00:00")))
        .allSatisfy(r -> assertThat(time(r, "last_updated")).isEqualTo(at("04:00:00")));
    assertThat(rows(glass(world, P177, "05:00:00")))
        .allSatisfy(r -> assertThat(time(r, "last_updated")).isBefore(at("00:00:00")));
  }

  @Test
  void aCoveringRouteIsShownOnlyToThoseWhoAskForItOrForAnAddressInside() {
    PlayedWorld world =
        new ScenarioText()
            .change(
                "03:00:00",
                "'routes': {'*': {'paths': {}, 'others': [{'prefix': '175.45.176.0/22', 'origin':"
                    + " 131279, 'upstream': 4837, 'share': 0.5, 'community': '65535:666'}]}}")
            .change("04:00:00", "'routes': {'*': {'paths': {'4837': 1}}}")
            .play();

    assertThat(glass(world, "175.45.176.0/22", "02:00:00").get("rrcs")).isEmpty();
    assertThat(glass(world, P176, "03:10:00").get("rrcs")).isEmpty();
    assertThat(byFull(world, "175.45.176.0/22", "03:10:00")).hasSize(120);
    assertThat(byFull(world, "175.45.177.77", "03:10:00"))
        .hasSize(120)
        .allSatisfy(
            r -> {
              assertThat(r.get("prefix").textValue()).isEqualTo("175.45.176.0/22");
              assertThat(r.get("community").textValue()).isEqualTo("65535:666");
            });
    assertThat(byFull(world, "175.45.177.77", "04:10:00"))
        .hasSize(240)
        .allSatisfy(r -> assertThat(r.get("prefix").textValue()).isEqualTo(P177));
    assertThat(glass(world, "175.45.176.0/22", "04:10:00").get("rrcs")).isEmpty();
    assertThat(glass(world, "175.45.179.1", "04:10:00").get("rrcs")).isEmpty();
  }

  @Test
  void aForeignOriginOfTheSamePrefixTakesItsPeersFromTheOwner() {
    PlayedWorld world =
        new ScenarioText()
            .change(
                "03:00:00",
                "'routes': {'175.45.176.0/24': {'paths': {'4837': 1}, 'others': [{'prefix':"
                    + " '175.45.176.0/24', 'origin': 64666, 'upstream': 3356, 'share': 0.25}]}}")
            .play();
    Map<String, Long> origins =
        byFull(world, P176, "03:10:00").stream()
            .collect(
                Collectors.groupingBy(r -> r.get("asn_origin").textValue(), Collectors.counting()));

    assertThat(origins).isEqualTo(Map.of("131279", 180L, "64666", 60L));
    assertThat(byFull(world, P177, "03:10:00"))
        .allSatisfy(r -> assertThat(r.get("asn_origin").textValue()).isEqualTo("131279"));
  }

  @Test
  void aMoreSpecificRouteAnswersForAnAddressInsideIt() {
    PlayedWorld world =
        new ScenarioText()
            .change(
                "03:00:00",
                "'routes': {'175.45.176.0/24': {'paths': {'4837': 1}, 'others': [{'prefix':"
                    + " '175.45.176.0/25', 'origin': 64666, 'upstream': 3356, 'share': 0.05}]}}")
            .play();

    assertThat(byFull(world, P176, "03:10:00")).hasSize(240);
    assertThat(byFull(world, "175.45.176.1", "03:10:00")).hasSize(12);
    assertThat(byFull(world, "175.45.176.200", "03:10:00")).hasSize(240);
  }

  @Test
  void lostPeersAreHalfAbsentAndHalfAnHourOldInEveryAnswer() {
    PlayedWorld world = new ScenarioText().change("03:00:00", "'ris': {'peers_lost': 0.33}").play();

    for (String resource : List.of(P176, P177, CONTROL)) {
      List<JsonNode> rows = byFull(world, resource, "03:10:00");
      List<JsonNode> fresh =
          rows.stream()
              .filter(r -> time(r, "latest_time").isAfter(at("03:10:00").minusSeconds(900)))
              .toList();
      assertThat(fresh).hasSize(240 - 79);
      assertThat(rows).hasSize(240 - 40);
      assertThat(fresh.stream().map(r -> r.get("rrc").textValue()).distinct())
          .as("whole collectors are lost too")
          .hasSizeBetween(10, 15);
    }
    assertThat(fullTable(world, "03:10:00")).as("the dump is older than the loss").hasSize(240);
  }

  @Test
  void aShortLookBackHidesStaleRows() {
    PlayedWorld world = new ScenarioText().change("03:00:00", "'ris': {'peers_lost': 0.33}").play();
    Map<String, String> query = Map.of("resource", P176, "look_back_limit", "600");

    assertThat(rows(body(world.ripestat("looking-glass", query, at("03:10:00"))).get("data")))
        .noneSatisfy(r -> assertThat(time(r, "latest_time")).isBefore(at("03:00:00")));
  }

  @Test
  void staleDataIsFrozenAtTheMomentOfTheChange() {
    PlayedWorld world =
        new ScenarioText()
            .change(
                "03:00:00",
                "'sources': {'ripestat': 'stale'}, 'routes': {'175.45.176.0/24': {'paths': {}}}")
            .change("03:30:00", "'routes': {'*': {'paths': {}, 'rpki': 'valid'}}")
            .change("05:00:00", "'sources': {'ripestat': 'ok'}")
            .play();
    JsonNode body = body(ask(world, "looking-glass", P176, "04:00:00"));

    assertThat(body.get("time").textValue()).startsWith("2026-03-02T04:00:00");
    assertThat(time(body.get("data"), "query_time")).isEqualTo(at("03:00:00"));
    assertThat(time(body.get("data"), "latest_time")).isBefore(at("03:00:00"));
    assertThat(byFull(world, P176, "04:00:00"))
        .hasSize(240)
        .allSatisfy(r -> assertThat(time(r, "latest_time")).isBefore(at("03:00:00")));
    assertThat(rpki(world, "131279", P176, "04:00:00").get("status").textValue())
        .isEqualTo("unknown");
    assertThat(glass(world, P176, "05:00:00").get("rrcs")).isEmpty();
    assertThat(rpki(world, "131279", P176, "05:00:00").get("status").textValue())
        .isEqualTo("valid");
  }

  @Test
  void emptyIsOkWithNothingInside() {
    PlayedWorld world =
        new ScenarioText().change("03:00:00", "'sources': {'ripestat': 'empty'}").play();
    JsonNode glass = body(ask(world, "looking-glass", CONTROL, "03:10:00"));

    assertThat(glass.get("status").textValue()).isEqualTo("ok");
    assertThat(glass.at("/data/rrcs").isArray()).isTrue();
    assertThat(glass.at("/data/rrcs")).isEmpty();
    assertThat(time(glass.get("data"), "query_time")).isEqualTo(at("03:10:00"));
    assertThat(body(ask(world, "rrc-info", "", "03:10:00")).at("/data/rrcs")).isEmpty();
    assertThat(rpki(world, "131279", P176, "03:10:00").get("validating_roas")).isEmpty();
  }

  @Test
  void maintenanceIsOkWithoutDataAndSaysSoInTheCallsStatus() {
    PlayedWorld world =
        new ScenarioText().change("03:00:00", "'sources': {'ripestat': 'maintenance'}").play();
    Reply reply = ask(world, "looking-glass", P176, "03:10:00");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(body(reply).get("status").textValue()).isEqualTo("ok");
    assertThat(body(reply).get("data")).isEmpty();
    assertThat(body(reply).get("data_call_status").textValue()).startsWith("maintenance");
  }

  @ParameterizedTest
  @CsvSource({"http-500, 500", "http-429, 429"})
  void failuresOfTheServerAreHtml(String word, int status) {
    Reply reply =
        ask(
            new ScenarioText().change("03:00:00", "'sources': {'ripestat': '" + word + "'}").play(),
            "rrc-info",
            "",
            "03:10:00");

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.contentType()).startsWith("text/html");
    assertThat(new String(reply.body(), java.nio.charset.StandardCharsets.UTF_8)).startsWith("<");
  }

  @Test
  void aTimeOutIsNoAnswerAtAll() {
    Reply reply =
        ask(
            new ScenarioText().change("03:00:00", "'sources': {'ripestat': 'timeout'}").play(),
            "looking-glass",
            P176,
            "03:10:00");

    assertThat(reply.timesOut()).isTrue();
    assertThat(reply.body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "looking-glass, '', 'The parameter ''resource'' is required.'",
    "looking-glass, AS131279, AS131279 is of unsupported type ASN. It should be one of: IP prefix",
    "looking-glass, kcna.kp, kcna.kp is of unsupported type",
    "looking-glass, 999.1.1.1/24, 999.1.1.1/24 is of unsupported type",
    "rpki-validation, '', 'The parameter ''resource'' is required.'",
    "rpki-validation, 131279, 'The parameter ''prefix'' is required.'",
    "looking-glas, 175.45.176.0/24, The data call 'looking-glas' does not exist"
  })
  void aWrongQuestionIsRefusedInTheEnvelope(String call, String resource, String message) {
    Reply reply = ask(new ScenarioText().play(), call, resource, "01:00:00");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(body(reply).get("status").textValue()).isEqualTo("error");
    assertThat(body(reply).get("data")).isEmpty();
    assertThat(body(reply).at("/messages/0/0").textValue()).isEqualTo("error");
    assertThat(body(reply).at("/messages/0/1").textValue()).startsWith(message.strip());
  }

  @Test
  void rrcInfoTellsFullFeedsFromPartialOnesAndFromIpv6() {
    List<JsonNode> peers = new ArrayList<>();
    body(ask(new ScenarioText().play(), "rrc-info", "", "01:00:00"))
        .at("/data/rrcs")
        .forEach(rrc -> rrc.get("peers").forEach(peers::add));

    assertThat(peers).hasSize(288);
    assertThat(peers.stream().filter(p -> p.get("is_full_feed_v4").booleanValue())).hasSize(240);
    assertThat(peers.stream().filter(p -> p.get("is_full_feed_v6").booleanValue())).hasSize(24);
    assertThat(peers.stream().map(p -> p.get("ip").textValue()).distinct()).hasSize(288);
    assertThat(peers).allSatisfy(p -> assertThat(p.get("asn").isIntegralNumber()).isTrue());
  }

  @ParameterizedTest
  @CsvSource({
    "valid, 131279, valid, 131279, 24, valid",
    "valid, AS131279, valid, 131279, 24, valid",
    "invalid_length, 131279, invalid_length, 131279, 22, invalid_length",
    "invalid_asn, 131279, invalid_asn, 64496, 24, invalid_asn",
    "valid, 64666, invalid_asn, 131279, 24, invalid_asn",
  })
  void rpkiSaysWhatTheWorldSays(
      String state, String asked, String status, String origin, int longest, String validity) {
    PlayedWorld world =
        new ScenarioText()
            .change("03:00:00", "'routes': {'*': {'paths': {}, 'rpki': '" + state + "'}}")
            .play();
    JsonNode data = rpki(world, asked, P176, "03:10:00");

    assertThat(data.get("status").textValue()).isEqualTo(status);
    assertThat(data.get("resource").textValue()).isEqualTo(asked.replace("AS", ""));
    assertThat(data.get("prefix").textValue()).isEqualTo(P176);
    assertThat(data.at("/validating_roas/0/origin").textValue()).isEqualTo(origin);
    assertThat(data.at("/validating_roas/0/prefix").textValue()).isEqualTo("175.45.176.0/22");
    assertThat(data.at("/validating_roas/0/max_length").intValue()).isEqualTo(longest);
    assertThat(data.at("/validating_roas/0/validity").textValue()).isEqualTo(validity);
  }

  @Test
  void withoutAnAuthorisationTheStateIsUnknown() {
    JsonNode data = rpki(new ScenarioText().play(), "131279", P176, "01:00:00");

    assertThat(data.get("status").textValue()).isEqualTo("unknown");
    assertThat(data.get("validating_roas")).isEmpty();
  }

  private static Reply ask(PlayedWorld world, String call, String resource, String time) {
    return world.ripestat(
        call, resource.isEmpty() ? Map.of() : Map.of("resource", resource), at(time));
  }

  private static JsonNode glass(PlayedWorld world, String resource, String time) {
    return body(ask(world, "looking-glass", resource, time)).get("data");
  }

  private static JsonNode rpki(PlayedWorld world, String asn, String prefix, String time) {
    return body(world.ripestat(
            "rpki-validation", Map.of("resource", asn, "prefix", prefix), at(time)))
        .get("data");
  }

  private static JsonNode body(Reply reply) {
    try {
      return JSON.readTree(reply.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every row, with its collector added as {@code rrc}. */
  private static List<JsonNode> rows(JsonNode data) {
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode rrc : data.get("rrcs")) {
      for (JsonNode peer : rrc.get("peers")) {
        ((com.fasterxml.jackson.databind.node.ObjectNode) peer).set("rrc", rrc.get("rrc"));
        rows.add(peer);
      }
    }
    return rows;
  }

  private static Map<String, JsonNode> byPeer(JsonNode data) {
    return rows(data).stream().collect(Collectors.toMap(PlayedRipeStatTest::id, r -> r));
  }

  private static List<JsonNode> byFull(PlayedWorld world, String resource, String time) {
    Set<String> full = fullTable(world);
    return rows(glass(world, resource, time)).stream().filter(r -> full.contains(id(r))).toList();
  }

  private static Set<String> fullTable(PlayedWorld world) {
    return fullTable(world, "00:00:00");
  }

  private static Set<String> fullTable(PlayedWorld world, String time) {
    Set<String> full = new HashSet<>();
    for (JsonNode rrc : body(ask(world, "rrc-info", "", time)).at("/data/rrcs")) {
      for (JsonNode peer : rrc.get("peers")) {
        if (peer.get("is_full_feed_v4").booleanValue()) {
          full.add(rrc.get("name").textValue() + " " + peer.get("ip").textValue());
        }
      }
    }
    return full;
  }

  private static Map<Asn, Long> neighbours(List<JsonNode> rows) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(r -> path(r).neighbour().orElseThrow(), Collectors.counting()));
  }

  private static AsPath path(JsonNode row) {
    return AsPath.parse(row.get("as_path").textValue());
  }

  private static Asn peerAsn(JsonNode row) {
    return path(row).peer().orElseThrow();
  }

  private static String id(JsonNode row) {
    return row.get("rrc").textValue() + " " + row.get("peer").textValue();
  }

  private static Instant time(JsonNode node, String key) {
    return LocalDateTime.parse(node.get(key).textValue()).toInstant(ZoneOffset.UTC);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-03-02T" + time + "Z");
  }
}
