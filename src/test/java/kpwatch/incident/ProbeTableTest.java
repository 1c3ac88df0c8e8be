package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kpwatch.observation.Address;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.observation.Subject;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state of an address and everything that a probe can bring. */
class ProbeTableTest {
  private static final String FROM = "unqualified up slow failing ill unknown moved";

  /** What comes back, and the state it leads to from each of {@link #FROM}, in that order. */
  private static final String TABLE =
      """
      IN_TIME           unqualified up      up      up      up      up moved
      BELOW_SLOW        unqualified up      up      up      up      up moved
      AT_SLOW           unqualified slow    slow    slow    slow    slow moved
      SERVICE_ERROR     unqualified ill     ill     ill     ill     ill moved
      REFUSED           unqualified ill     ill     ill     ill     ill moved
      RESET             unqualified ill     ill     ill     ill     ill moved
      RESET_TOO_FAST    unqualified up      slow    failing ill     unknown moved
      TLS_ERROR         unqualified ill     ill     ill     ill     ill moved
      SILENT_ONCE       unqualified up      slow    failing ill     unknown moved
      SILENT_TWICE      unqualified failing failing failing failing failing moved
      UNREACHABLE_TWICE unqualified failing failing failing failing failing moved
      NO_SUCH_NAME      unqualified up      slow    failing ill     unknown moved
      NAME_FAILS        unqualified up      slow    failing ill     unknown moved
      FORGED            unqualified up      slow    failing ill     unknown moved
      MISSING           unqualified up      slow    failing ill     unknown moved
      ALL_SILENT        unqualified unknown unknown unknown unknown unknown moved
      """;

  static Stream<Arguments> table() {
    List<String> from = List.of(FROM.split(" "));
    return rows()
        .flatMap(
            row ->
                from.stream()
                    .map(
                        f ->
                            Arguments.of(
                                f, Reply.valueOf(row.get(0)), row.get(1 + from.indexOf(f)))));
  }

  private static Stream<List<String>> rows() {
    return TABLE.lines().map(l -> List.of(l.strip().split(" +")));
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @MethodSource("table")
  void oneProbe(String from, Reply reply, String expected) {
    Bench bench = from.equals("unqualified") ? new Bench().controls() : Bench.settled();
    Subject target = Subject.address(Address.parse("175.45.176.71"));
    reach(bench, target, from);
    assertThat(bench.track(target).state().word()).as("before").isEqualTo(from);

    bench.later(Duration.ofMinutes(1));
    Reply.probed(bench, target, reply);

    assertThat(bench.track(target).state().word()).isEqualTo(expected);
  }

  @Test
  void theTableIsWhole() {
    Set<String> replies = rows().map(r -> r.get(0)).collect(Collectors.toSet());

    assertThat(replies).hasSize(Reply.values().length);
    assertThat(List.of(FROM.split(" "))).hasSize(ProbeState.values().length);
  }

  @Test
  void whatSaysNothingOfTheAddressIsMissing() {
    Bench bench = Bench.settled();
    Subject target = bench.country.addresses().get(0);

    for (Reply nothing :
        List.of(Reply.RESET_TOO_FAST, Reply.NO_SUCH_NAME, Reply.NAME_FAILS, Reply.FORGED)) {
      nothing.set(bench, target);
      bench.look(bench.country.probe(target, bench.now()));
      assertThat(bench.last().missing()).as(nothing.name()).hasSize(1);
    }
  }

  @Test
  void aNameServersErrorIsTroubleOfItsServiceAndAnAnswerTooFastIsNone() {
    Bench bench = Bench.settled();
    Subject server = bench.country.nameservers().get(0);

    double nearer = bench.limits.probes().nearer();
    bench.country.host(
        server, Answer.OK, Duration.ofMillis((long) (Country.USUAL.toMillis() / nearer) - 1));
    bench.look(bench.country.probe(server, bench.now()));
    assertThat(bench.last().missing()).hasSize(1);

    bench.country.host(server, Answer.DNS_ERROR, Country.USUAL);
    bench.look(bench.country.probe(server, bench.now()));
    assertThat(bench.track(server).state()).isEqualTo(ProbeState.ILL);
  }

  private static void reach(Bench bench, Subject target, String from) {
    bench.later(Duration.ofMinutes(1));
    switch (from) {
      case "slow" -> Reply.probed(bench, target, Reply.AT_SLOW);
      case "failing" -> Reply.probed(bench, target, Reply.SILENT_TWICE);
      case "ill" -> Reply.probed(bench, target, Reply.SERVICE_ERROR);
      case "moved" ->
          bench.look(
              new Observation.Name(
                  bench.now(), "kcna.kp", Optional.of(Address.parse("203.0.113.7")), Answer.OK));
      case "unknown" -> {
        Reply.probed(bench, target, Reply.ALL_SILENT);
        bench.country.failingControls(0);
        bench.later(Duration.ofSeconds(1)).controls();
      }
      default -> {}
    }
  }
}
