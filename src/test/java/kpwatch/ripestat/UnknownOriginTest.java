package kpwatch.ripestat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kpwatch.incident.CountryState;
import kpwatch.incident.PrefixState;
import kpwatch.incident.RouteReading;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Route;
import kpwatch.observation.Observation.Row;
import kpwatch.observation.Prefix;
import kpwatch.observation.Subject;
import kpwatch.testkit.Bench;
import kpwatch.testkit.PathEnds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Issue 17, item 7: answers of {@code looking-glass} whose paths do not say who announced the
 * route, read and then judged for hours.
 */
class UnknownOriginTest {
  private static final int SOME = 80;
  private static final int ALL = Bench.PEERS.size();
  private static final Duration APART = Duration.ofMinutes(5);
  private static final int ROUNDS = 36;
  private static final String STRANGE = "3356 2914 {131279,64496}";

  private final Bench bench = Bench.settled();
  private final Prefix whole = bench.prefix(0);

  static Stream<String> unknown() {
    return PathEnds.UNKNOWN.stream();
  }

  @ParameterizedTest(name = "path {0}")
  @MethodSource("unknown")
  void nobodyIsAccusedAndThePrefixIsSeen(String end) {
    judged(end, SOME, ROUNDS);

    assertThat(bench.changes()).isEmpty();
    assertThat(bench.tracks().claims()).isEmpty();
    assertThat(bench.tracks().lines()).hasSize(2);
    RouteReading reading = bench.track(whole).reading().orElseThrow();
    assertThat(List.of(reading.seeing(), reading.live(), reading.foreign()))
        .containsExactly(ALL, ALL, 0);
  }

  /** Else a path that nobody can read would blind us to a prefix. */
  @Test
  void aPrefixThatAllShowSoIsUp() {
    judged("9002 4837 {131279,64496}", ALL, ROUNDS);

    assertThat(bench.state(whole)).isEqualTo(PrefixState.UP);
    assertThat(bench.state()).isEqualTo(CountryState.NORMAL);
    assertThat(bench.changes()).isEmpty();
  }

  /** By the path alone: every row of these answers has another number as its asn_origin. */
  @Test
  void aPlainNumberIsStillAClaim() {
    judged("3356 2914 64500", SOME, ROUNDS);

    assertThat(bench.open().get(0).findings().claims())
        .extracting(c -> c.origin())
        .containsExactly(new Asn(64_500));
  }

  @Test
  void aPartOfItThatNobodyNamesIsNoClaim() {
    Prefix part = Prefix.parse("175.45.176.0/25");
    for (int i = 0; i < ROUNDS; i++) {
      bench.later(APART).everything();
      Route shown = new Route(bench.now(), part, bench.now(), rows(whole));
      RipeStat stat = new RipeStat(Canned.json(answer(shown, ALL, STRANGE)), bench::now);
      bench.look(stat.around(part.address(), whole));
    }

    assertThat(bench.changes()).isEmpty();
    assertThat(bench.tracks().claims()).isEmpty();
    assertThat(bench.tracks().blackholed()).isEmpty();
  }

  /** A loss is not called covered by a route that may be anybody's. */
  @Test
  void aBlockThatNobodyNamesStandsInForNothing() {
    Prefix block = bench.country.network().block().orElseThrow();
    bench.withoutSearch();
    bench.country.everyRoute(0);
    for (int i = 0; i < 6; i++) {
      bench.later(Duration.ofMinutes(1)).routes();
      Route shown = new Route(bench.now(), block, bench.now(), rows(control()));
      RipeStat stat = new RipeStat(Canned.json(answer(shown, ALL, STRANGE)), bench::now);
      List<Observation> search = new ArrayList<>(List.of(route(control()), stat.routes(block)));
      bench.country.network().prefixes().forEach(p -> search.add(stat.around(p.address(), p)));
      bench.advance(List.of(search));
    }

    assertThat(bench.state(whole)).isEqualTo(PrefixState.GONE);
  }

  private void judged(String end, int strange, int rounds) {
    for (int i = 0; i < rounds; i++) {
      bench.later(APART).hosts();
      RipeStat stat = new RipeStat(Canned.json(answer(route(whole), strange, end)), bench::now);
      List<Observation> look = new ArrayList<>(bench.country.routes(bench.now()));
      look.replaceAll(o -> o.subject().equals(Subject.prefix(whole)) ? stat.routes(whole) : o);
      bench.advance(List.of(look));
    }
  }

  private Prefix control() {
    return bench.country.network().controlPrefixes().get(0);
  }

  private Route route(Prefix prefix) {
    return (Route) bench.country.route(prefix, bench.now());
  }

  private List<Row> rows(Prefix prefix) {
    return route(prefix).rows();
  }

  /** As {@code looking-glass} writes it; the last rows, so many, end strangely. */
  private static String answer(Route route, int strange, String end) {
    int first = route.rows().size() - strange;
    String peers =
        IntStream.range(0, route.rows().size())
            .mapToObj(i -> row(route, route.rows().get(i), i < first ? "" : end, i < first))
            .collect(Collectors.joining(","));
    return "{\"status\":\"ok\",\"data_call_status\":\"supported\",\"data\":{\"query_time\":\""
        + route.queryTime()
        + "\",\"rrcs\":["
        + peers
        + "]}}";
  }

  private static String row(Route route, Row row, String end, boolean usual) {
    String hops =
        row.path().hops().stream().map(a -> "" + a.number()).collect(Collectors.joining(" "));
    String peer = end.isEmpty() ? "" : row.path().peer().orElseThrow().number() + " ";
    String path = usual ? hops : peer + end;
    return "{\"rrc\":\""
        + row.peer().collector()
        + "\",\"peers\":[{\"asn_origin\":\"64499\",\"as_path\":\""
        + path
        + "\",\"prefix\":\""
        + route.prefix()
        + "\",\"peer\":\""
        + row.peer().address()
        + "\",\"latest_time\":\""
        + route.queryTime()
        + "\"}]}";
  }
}
