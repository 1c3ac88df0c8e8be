package kpwatch.rislive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import kpwatch.incident.Findings;
import kpwatch.incident.Incident;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation.Route;
import kpwatch.observation.Observation.Row;
import kpwatch.observation.Prefix;
import kpwatch.testkit.Bench;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Issue 17, item 7: frames of RIS Live whose paths do not say who announced the route, for hours.
 */
class UnknownOriginFramesTest {
  private static final Duration APART = Duration.ofMinutes(1);
  private static final int ROUNDS = 180;
  private static final Prefix PART = Prefix.parse("175.45.176.0/25");

  private final Bench bench = Bench.settled();
  private final LiveStream stream = new LiveStream(bench.country.network());
  private final Prefix whole = bench.prefix(0);

  @BeforeEach
  void heardAndCompared() {
    stream.opened(bench.now());
    stream.frame(OnAir.PONG, bench.now());
    bench.country.network().prefixes().forEach(p -> stream.compare(route(p)));
  }

  static Stream<String> unknown() {
    return Stream.of(
            "[131279,64512]",
            "[131279,64496,64497]",
            "[[64496]]",
            "[]",
            "23456",
            "[23456]",
            "0",
            "64512",
            "null",
            "{}",
            "1.5",
            "\"{131279,64496}\"",
            "\"(65001 64496 65002)\"",
            "\"64496i\"")
        .flatMap(end -> Stream.of("2914," + end, "4837," + end, end));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unknown")
  void nobodyIsAccused(String end) {
    told(end);

    assertThat(bench.changes()).isEmpty();
    assertThat(bench.tracks().claims()).isEmpty();
    assertThat(bench.tracks().blackholed()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"2914,64496", "2914,[64496]", "[2914,4837],64496", "2914,\"64496\""})
  void whoIsNamedIsTold(String end) {
    told(end);

    assertThat(bench.open()).extracting(Incident::widest).asString().contains("HIJACK");
    assertThat(bench.open().get(0).findings().claims())
        .extracting(Findings.Claim::origin)
        .containsOnly(new Asn(64_496));
  }

  /** A fifth of the peers take the strange path to a prefix, and to a part of it. */
  private void told(String end) {
    List<Row> rows = route(whole).rows();
    for (int round = 0; round < ROUNDS; round++) {
      bench.later(APART);
      for (Row row : rows.subList(0, round == 0 ? rows.size() / 5 : 0)) {
        stream.frame(frame(row, end), bench.now());
      }
      stream.frame(OnAir.PONG, bench.now());
      bench.look(route(bench.country.network().controlPrefixes().get(0)));
      stream.news(bench.now()).ifPresent(bench::look);
    }
  }

  private String frame(Row row, String end) {
    return "{\"type\":\"ris_message\",\"data\":{\"timestamp\":"
        + bench.now().getEpochSecond()
        + ",\"peer\":\""
        + row.peer().address()
        + "\",\"host\":\""
        + row.peer().collector()
        + ".ripe.net\",\"type\":\"UPDATE\",\"path\":["
        + row.path().peer().orElseThrow().number()
        + ","
        + end
        + "],\"announcements\":[{\"prefixes\":[\""
        + whole
        + "\",\""
        + PART
        + "\"]}]}}";
  }

  private Route route(Prefix prefix) {
    return (Route) bench.country.route(prefix, bench.now());
  }
}
