package kpwatch.observation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The neighbour through which an origin is reached. */
class AsPathTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "3333 1299 4837 131279, AS4837",
    "3333 20485 131279 131279 131279, AS20485",
    "3333 4837 64512 131279, AS4837",
    "'3333 4837 {64500,64501} 131279', AS4837",
    "131279, direct",
    "131279 131279, direct",
    "'', direct"
  })
  void lastPublicNetworkBeforeTheOrigin(String path, String neighbour) {
    assertThat(AsPath.parse(path).neighbour().map(Asn::toString).orElse("direct"))
        .isEqualTo(neighbour);
  }
}
