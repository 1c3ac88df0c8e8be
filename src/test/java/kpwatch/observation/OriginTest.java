package kpwatch.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kpwatch.testkit.PathEnds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Who announced a route: issue 17, item 7. */
class OriginTest {
  static Stream<String> unknown() {
    return PathEnds.UNKNOWN.stream();
  }

  @ParameterizedTest(name = "path {0}")
  @MethodSource("unknown")
  void anEndThatCannotBeReadNamesNobody(String path) {
    assertThat(AsPath.parse(path).origin()).isEmpty();
    assertThat(AsPath.parse("64496 " + path).peer()).contains(new Asn(64_496));
  }

  @ParameterizedTest(name = "{0}: AS{1}")
  @CsvSource({
    "9002 2914 4837 131279, 131279",
    "9002 4837 131279 131279 131279, 131279",
    "131279, 131279",
    "9002 2914 4837 {131279}, 131279",
    "9002 2914 4837 { 131279 }, 131279",
    "9002 2914 4837{131279}, 131279",
    "'9002 4837 {131279,131279}', 131279",
    "9002 4837 131279 {131279}, 131279",
    "9002 4837 AS131279, 131279",
    "9002 4837 2.207, 131279",
    "9002 4837 AS2.207, 131279",
    "9002 4837 {2.207}, 131279",
    "9002 1.10 0.64496, 64496",
    "9002 65535.65534 64500, 64500",
    "'9002 {64501,64502} 64500', 64500",
    "9002 (65001 65002) 64500, 64500",
    "9002 23456 64500, 64500",
    "9002 64512 64500, 64500",
    "9002 ? 64500, 64500",
    "' \t9002\u000B64500\r\n', 64500"
  })
  void aPlainNumberOrASetOfOneIsTheOrigin(String path, long origin) {
    assertThat(AsPath.parse(path).origin()).contains(new Asn(origin));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "9002 4837 131279 {131279}, AS4837",
    "'9002 4837 {131279,64500}', AS4837",
    "'9002 4837 131279 {64500,64501}', AS4837",
    "9002 4837 131279 64512, AS4837",
    "9002 4837 23456 131279, AS4837",
    "9002 4837 (65001 3356 65002) 131279, AS4837",
    "'{131279,64500}', direct",
    "23456, direct"
  })
  void theNeighbourOfANetworkIsAPublicNumberBesideIt(String path, String neighbour) {
    Optional<Asn> read = AsPath.parse(path).neighbourOf(new Asn(131_279));

    assertThat(read.map(Asn::toString).orElse("direct")).isEqualTo(neighbour);
  }

  /** RFC 8654 lets a message carry thousands; both ends of it are still read. */
  @Test
  void ofALongPathTheMiddleIsLeftOut() {
    String middle = String.join(" ", Collections.nCopies(4000, "64499"));
    AsPath path = AsPath.parse("64496 " + middle + " 4837 131279");

    assertThat(path.hops()).hasSize(1024).startsWith(new Asn(64_496));
    assertThat(path.origin()).contains(new Asn(131_279));
    assertThat(path.neighbour()).contains(new Asn(4837));
  }

  /** As long as a text can be that is read from RIPEstat. */
  @Test
  void bracketsWithoutEndNameNobody() {
    for (String part : List.of("{", "(", "[{", "}", "{1 ", "{1}{")) {
      assertThat(AsPath.parse(part.repeat(32_000)).origin()).as(part).isEmpty();
    }
  }
}
