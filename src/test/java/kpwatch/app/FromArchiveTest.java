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
import java.util.concurrent.atomic.AtomicInteger;
import kpwatch.app.PastRun.Ran;
import kpwatch.files.PlayedWorld.Reply;
import kpwatch.files.Scenario;
import kpwatch.files.ScenarioFile;
import kpwatch.testkit.FakeArchive;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The command {@code replay --from-ripestat} against an archive on loopback. */
@Timeout(120)
class FromArchiveTest {
  private static final String START = ArchivedJune.START.toString();
  private static final String END = ArchivedJune.END.toString();

  @TempDir Path folder;

  private final List<String> settings = new ArrayList<>();

  @Test
  void theNightOfJuneOpensOneNationalIncidentAndClosesIt() throws Exception {
    FakeArchive june = ArchivedJune.night();
    Path file = folder.resolve("june.json");
    Ran ran = run(june, START, END, "--save", file.toString(), "--json");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(incidents(ran.out(), "opened")).hasSize(1);
    assertThat(incidents(ran.out(), "closed")).hasSize(1);
    assertThat(incidents(ran.out(), "closed")).allMatch(l -> l.contains("\"scope\":\"national\""));
    Scenario scenario = ScenarioFile.read(file.toString());
    assertThat(scenario.title()).contains("from RIPEstat's archive; routing only");
    assertThat(scenario.network().sites()).isEmpty();
    assertThat(scenario.changes())
        .filteredOn(c -> c.note().contains("gone from the last peer"))
        .singleElement()
        .satisfies(c -> assertThat(c.at()).isEqualTo(ArchivedJune.LOST.plusSeconds(119)));
    assertThat(scenario.changes())
        .filteredOn(c -> c.note().contains("back at a peer"))
        .singleElement()
        .satisfies(c -> assertThat(c.at()).isEqualTo(ArchivedJune.BACK));
    assertThat(past().files()).containsExactly("june.json");
    assertThat(june.asked()).hasSize(1 + 6 + 6 * 3).doesNotHaveDuplicates();
  }

  @Test
  void aWindowThatIsNotIndexedIsNoDataAfterTheControlsAreAsked() throws Exception {
    FakeArchive june = ArchivedJune.night();
    Ran ran = run(june, "2020-12-21T07:00:00Z", "2020-12-21T12:00:00Z");

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).contains("no data").contains("January 2024");
    assertThat(ran.out()).isEmpty();
    assertThat(june.asked()).hasSize(2).allMatch(a -> a.startsWith("bgplay 19"));
    assertThat(past().files()).isEmpty();
  }

  @Test
  void theRecordedEmptyAnswersAreNoData() throws Exception {
    byte[] empty =
        Files.readAllBytes(
            recorded()
                .resolve("ripestat-errors/http200_empty-because-not-indexed_bgplay_2025.json"));
    FakeArchive june = ArchivedJune.night();
    june.trouble(
        (call, query) ->
            Optional.of(new Reply(200, "application/json", empty, false))
                .filter(r -> call.equals("bgplay")));

    assertThat(run(june, START, END).code()).isEqualTo(3);
  }

  @Test
  void aWindowThatTheArchiveHasNotReachedIsNoData() throws Exception {
    Ran ran = run(ArchivedJune.night(), "2025-06-29T12:00:00Z", "2025-06-30T06:00:00Z");

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).contains("no data").contains("2025-06-30T00:00:00Z");
  }

  @Test
  void updatesThatAreEmptyForTheControlTooAreNoData() throws Exception {
    FakeArchive june = ArchivedJune.night();
    String gap = "2025-06-07T00:00:00";
    june.trouble(
        (call, query) ->
            query.getOrDefault("endtime", "").compareTo(gap) > 0
                ? Optional.of(nothing(query))
                : Optional.empty());

    Ran ran = run(june, START, END);

    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err()).contains("no data").contains("193.0.0.0/21");
  }

  /** Nothing happened to the control for hours, but the archive knows that it was there. */
  @Test
  void aQuietControlIsNoGap() throws Exception {
    FakeArchive june = ArchivedJune.night();
    june.trouble(
        (call, query) ->
            call.equals("bgp-updates") && "193.0.0.0/21".equals(query.get("resource"))
                ? Optional.of(nothing(query))
                : Optional.empty());

    Ran ran = run(june, START, END, "--json");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(incidents(ran.out(), "opened")).hasSize(1);
  }

  /** What goes wrong with a call, again and again. */
  enum Trouble {
    HTTP_500,
    CUT,
    MAINTENANCE,
    LAYOUT;

    Reply reply(Reply right) {
      return switch (this) {
        case HTTP_500 -> new Reply(500, "text/html", new byte[0], false);
        case CUT ->
            new Reply(
                200,
                "application/json",
                java.util.Arrays.copyOf(right.body(), right.body().length / 2),
                false);
        case MAINTENANCE ->
            FakeArchive.json(
                "{\"status\":\"ok\",\"data_call_status\":\"maintenance - this data call is in"
                    + " maintenance mode\",\"data\":{}}");
        case LAYOUT -> FakeArchive.json("{\"status\":\"ok\",\"data\":{\"changes\":[]}}");
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Trouble.class)
  void afterAFailureTheSameCommandGoesOnAndMakesNoCallTwice(Trouble trouble) throws Exception {
    FakeArchive june = ArchivedJune.night();
    AtomicInteger broken = new AtomicInteger();
    june.trouble(
        (call, query) ->
            query.getOrDefault("starttime", "").equals("2025-06-07T00:00:00")
                    && "175.45.177.0/24".equals(query.get("resource"))
                    && broken.incrementAndGet() <= 4
                ? Optional.of(trouble.reply(june.answer(call, query)))
                : Optional.empty());

    Ran first = run(june, START, END, "--json");
    assertThat(first.code()).isEqualTo(3);
    assertThat(first.err()).contains("175.45.177.0/24").contains("goes on from there");
    assertThat(first.err()).doesNotContain("no data");
    Ran second = run(june, START, END, "--json");

    assertThat(second.code()).as(second.err()).isZero();
    assertThat(incidents(second.out(), "opened")).hasSize(1);
    List<String> once = new ArrayList<>(june.asked());
    String failed = "bgp-updates 175.45.177.0/24 2025-06-07T00:00:00 2025-06-07T06:00:00";
    assertThat(once).filteredOn(failed::equals).hasSize(5);
    once.removeIf(failed::equals);
    assertThat(once).doesNotHaveDuplicates().hasSize(6 + 1 + 6 * 3 - 1);
    assertThat(past().files()).containsExactly("past.json");
  }

  @Test
  void oneFailureIsMadeGoodBySilentlyAskingAgain() throws Exception {
    FakeArchive june = ArchivedJune.night();
    AtomicInteger calls = new AtomicInteger();
    june.trouble(
        (call, query) ->
            calls.incrementAndGet() % 3 == 1
                ? Optional.of(new Reply(503, "text/html", new byte[0], false))
                : Optional.empty());

    assertThat(run(june, START, END).code()).isZero();
  }

  @Test
  void whatWasRecordedIn2017IsReplayedAndIsNoOutage() throws Exception {
    FakeArchive linz = FakeArchive.recorded(recorded(), "193.0.0.0/21");

    Scenario scenario = linz(linz, "2017-07-20T21:15:45Z", "2017-07-22T21:15:45Z");

    assertThat(scenario.initial().routes()).hasSize(1);
    assertThat(scenario.changes()).isNotEmpty().hasSizeLessThanOrEqualTo(18);
  }

  /** Byte for byte, whatever piece is asked for; what the peers had before is made up. */
  @Test
  void theUpdatesRecordedIn2025AreReplayedAndAreNoOutage() throws Exception {
    byte[] updates = Files.readAllBytes(recorded().resolve("ripestat-2025-06-11/bgp_updates.json"));
    FakeArchive linz = new FakeArchive(Instant.parse("2024-01-01T00:00:00Z"), Instant.MAX);
    for (JsonNode update : new ObjectMapper().readTree(updates).at("/data/updates")) {
      String source = update.at("/attrs/source_id").textValue();
      linz.has("193.0.0.0/21", source, 64_500, 3333);
      linz.has("140.78.0.0/16", source, 64_500, 1853, 1205);
    }
    linz.trouble(
        (call, query) ->
            call.equals("bgp-updates") && "140.78.0.0/16".equals(query.get("resource"))
                ? Optional.of(new Reply(200, "application/json", updates, false))
                : Optional.empty());

    Scenario scenario = linz(linz, "2025-06-09T13:59:55Z", "2025-06-11T13:59:55Z");

    assertThat(scenario.changes()).hasSizeBetween(20, 515);
  }

  /** Plays a window of 140.78.0.0/16, in which nothing opens an incident. */
  private Scenario linz(FakeArchive archive, String start, String end) throws IOException {
    Path network = folder.resolve("linz.json");
    Files.writeString(
        network,
        """
        {"format":"kpwatch-network-1","name":"Linz","country":"AT","zone":"at",
         "timezone":"Europe/Vienna","capital":"Vienna","origin_as":1205,
         "prefixes":["140.78.0.0/16"],
         "upstreams":[{"asn":1853,"name":"ACOnet","line":"ACOnet"},
                      {"asn":1764,"name":"Next Layer","line":"Next Layer"}],
         "sites":[],"nameservers":[],
         "controls":[{"host":"www.ripe.net","kind":"unrelated"},
                     {"host":"www.nic.ad.jp","kind":"unrelated"},
                     {"host":"www.nic.br","kind":"unrelated"}],
         "control_prefixes":["193.0.0.0/21","199.7.83.0/24"]}
        """);
    settings.add("watch.network = " + network);
    Path file = folder.resolve("linz-past.json");

    Ran ran = run(archive, start, end, "--save", file.toString(), "--json");

    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(incidents(ran.out(), "opened")).isEmpty();
    return ScenarioFile.read(file.toString());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          2025-06-07T00:00:00Z | 2025-06-06T00:00:00Z | not after START
          2025-06-07T00:00:00Z | 2025-06-07T00:00:00Z | not after START
          yesterday            | 2025-06-07           | START yesterday is no time
          yesterday            | 2025-06-07           | END 2025-06-07 is no time
          2025-06-01T00:00:00Z | 2025-06-08T00:00:01Z | more than 7 days
          2125-06-01T00:00:00Z | 2125-06-02T00:00:00Z | in the future
          """,
      delimiter = '|')
  void aWrongWindowIsRefused(String start, String end, String saying) throws Exception {
    FakeArchive june = ArchivedJune.night();
    Ran ran = run(june, start, end);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains(saying);
    assertThat(june.asked()).isEmpty();
  }

  @Test
  void aWindowThatTakesMoreThanHalfOfTheBudgetIsRefusedBeforehand() throws Exception {
    settings.add("ripestat.daily-budget = 40");
    FakeArchive june = ArchivedJune.night();
    Ran ran = run(june, START, END);

    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).contains("25 calls").contains("ripestat.daily-budget").contains("(20)");
    assertThat(june.asked()).isEmpty();
  }

  /** Saved, so that the working directory stays clean. */
  private Ran run(FakeArchive archive, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of("replay", "--from-ripestat"));
    line.addAll(List.of(arguments));
    if (!line.contains("--save")) {
      line.addAll(List.of("--save", folder.resolve("past.json").toString()));
    }
    return past().run(archive, line.toArray(String[]::new));
  }

  private PastRun past() {
    PastRun past = new PastRun(folder);
    past.settings(settings.toArray(String[]::new));
    return past;
  }

  private static List<String> incidents(String out, String what) {
    String line = "\"type\":\"incident\",";
    String action = "\"action\":\"" + what + "\"";
    return out.lines().filter(l -> l.contains(line) && l.contains(action)).toList();
  }

  private static Reply nothing(Map<String, String> query) {
    return FakeArchive.json(
        "{\"status\":\"ok\",\"data_call_status\":\"supported\",\"data\":{\"query_starttime\":\""
            + query.get("starttime")
            + "\",\"query_endtime\":\""
            + query.get("endtime")
            + "\",\"updates\":[],\"initial_state\":[],\"events\":[],\"sources\":[]}}");
  }

  private static Path recorded() {
    String recordings = System.getProperty("recorded.dir", "");
    Assumptions.assumeTrue(!recordings.isEmpty(), "needs the recordings: -Drecorded.dir=<folder>");
    return Path.of(recordings);
  }
}
