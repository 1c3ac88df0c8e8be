package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.observation.Rpki;
import kpwatch.observation.Subject;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How much is affected, row by row, in a country of four prefixes, nine addresses, two servers. */
class ScopeTableTest {
  private static final int ROUNDS = Thresholds.DEFAULT.probes().rounds();
  private static final Duration CONFIRM = Thresholds.DEFAULT.routes().confirm();

  static Stream<Arguments> table() {
    return Stream.of(
        row("every route gone, nobody asked", "national", b -> gone(b, 4)),
        row("every route gone, every host silent", "national", b -> both(b, 4, 9, true, ROUNDS)),
        row("every route gone, no voter at all", "national", new Bench(), ScopeTableTest::unvoted),
        row("every route gone, a host answers since", "partial", b -> answering(gone(b, 4))),
        row("every route gone, a name server answers since", "partial", b -> resolving(gone(b, 4))),
        row(
            "two routes gone, every address fails twice",
            "national",
            b -> both(b, 2, 9, true, ROUNDS)),
        row("the same, while name servers answer", "national", b -> both(b, 2, 9, false, ROUNDS)),
        row("the same, in one round only", "partial", b -> both(b, 2, 9, true, ROUNDS - 1)),
        row(
            "two routes gone, all but one address fail",
            "partial",
            b -> both(b, 2, 8, true, ROUNDS)),
        row(
            "one route gone, every address fails twice",
            "partial",
            b -> both(b, 1, 9, true, ROUNDS)),
        row("every route gone, their papers invalid", "partial", b -> gone(invalid(b), 4)),
        row("one route gone", "partial", b -> gone(b, 1)),
        row("every route reduced", "partial", b -> reduced(b, 4)),
        row("all but one route reduced", "none", b -> reduced(b, 3)),
        row("half of the addresses fail twice", "degraded", b -> silent(b, 5, ROUNDS)),
        row("less than half fail", "none", b -> silent(b, 4, ROUNDS)),
        row("half fail in one round only", "none", b -> silent(b, 5, ROUNDS - 1)),
        row("half are slow twice", "degraded", b -> slow(b, 5, ROUNDS)),
        row("less than half are slow", "none", b -> slow(b, 4, ROUNDS)),
        row("both name servers fail twice", "degraded", b -> servers(b, 2)),
        row("one name server fails", "none", b -> servers(b, 1)),
        row("three of four voters fail", "degraded", voting(4), b -> silent(b, 3, ROUNDS)),
        row("two of four voters are too few", "none", voting(4), b -> silent(b, 2, ROUNDS)),
        row("everything as usual", "none", b -> b.rounds(3, Duration.ofMinutes(5))));
  }

  private static Arguments row(String what, String scope, Consumer<Bench> made) {
    return row(what, scope, Bench.settled(), made);
  }

  private static Arguments row(String what, String scope, Bench bench, Consumer<Bench> made) {
    return Arguments.of(what, scope, bench, made);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("table")
  void scope(String what, String expected, Bench bench, Consumer<Bench> made) {
    made.accept(bench);

    List<String> scopes =
        bench.open().stream().map(i -> i.scope().map(Scope::word).orElse("none")).toList();
    assertThat(scopes.isEmpty() ? List.of("none") : scopes).containsExactly(expected);
    String country =
        switch (expected) {
          case "national" -> "outage";
          case "none" -> "normal";
          default -> "degraded";
        };
    assertThat(bench.state().word()).isEqualTo(country);
  }

  private static Bench gone(Bench bench, int prefixes) {
    for (int i = 0; i < prefixes; i++) {
      bench.country.route(bench.prefix(i), 0);
    }
    return bench.routes().later(CONFIRM).routes();
  }

  private static void reduced(Bench bench, int prefixes) {
    for (int i = 0; i < prefixes; i++) {
      bench.country.route(bench.prefix(i), Sight.BELOW_UP.seeing(bench));
    }
    bench.routes().later(CONFIRM).routes();
  }

  private static Bench invalid(Bench bench) {
    for (int i = 0; i < 4; i++) {
      bench.look(new Observation.Validation(bench.now(), bench.prefix(i), Rpki.INVALID_LENGTH));
    }
    return bench;
  }

  private static void unvoted(Bench bench) {
    gone(bench.routes().later(CONFIRM), 4);
  }

  private static void answering(Bench bench) {
    bench.later(CONFIRM).probes(bench.country.addresses().subList(0, 1)).later(CONFIRM).routes();
  }

  private static void resolving(Bench bench) {
    bench.later(CONFIRM).probes(bench.country.nameservers().subList(0, 1)).later(CONFIRM).routes();
  }

  /** Routes that leave, and then so many rounds in which so many addresses are silent. */
  private static void both(Bench bench, int prefixes, int addresses, boolean servers, int rounds) {
    bench.country.hosts(bench.country.addresses().subList(0, addresses), Answer.TIMEOUT);
    if (servers) {
      bench.country.hosts(bench.country.nameservers(), Answer.TIMEOUT);
    }
    gone(bench, prefixes);
    after(bench, rounds);
  }

  private static void silent(Bench bench, int addresses, int rounds) {
    bench.country.hosts(bench.country.addresses().subList(0, addresses), Answer.TIMEOUT);
    after(bench, rounds);
  }

  private static void slow(Bench bench, int addresses, int rounds) {
    for (Subject address : bench.country.addresses().subList(0, addresses)) {
      bench.country.host(address, Answer.OK, Country.USUAL.multipliedBy(3));
    }
    after(bench, rounds);
  }

  private static void servers(Bench bench, int count) {
    bench.country.hosts(bench.country.nameservers().subList(0, count), Answer.TIMEOUT);
    after(bench, ROUNDS);
  }

  /** Each round of probes is followed by a look at the routes and a round of controls. */
  private static void after(Bench bench, int rounds) {
    for (int i = 0; i < rounds; i++) {
      bench.later(bench.limits.probes().interval()).hosts();
      bench.later(Duration.ofSeconds(30)).controls().routes();
    }
  }

  /** Only the first addresses ever earned a vote; nothing is known of the others. */
  private static Bench voting(int count) {
    Bench bench = new Bench();
    List<Subject> others =
        bench.country.addresses().subList(count, bench.country.addresses().size());
    bench.country.hosts(others, Answer.TIMEOUT);
    return bench.settle();
  }
}
