package kpwatch.rislive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import kpwatch.files.NetworkFile;
import kpwatch.network.Network;
import kpwatch.observation.Prefix;
import org.junit.jupiter.api.Test;

final class SubscriptionsTest {
  @Test
  void prefixesOutsideTheBlockHaveOneOfTheirOwn() {
    List<String> frames =
        Subscriptions.of(
            network(Optional.of("175.45.176.0/22"), "175.45.176.0/24", "2001:db8::/32"));
    assertThat(frames).hasSize(5);
    assertThat(frames.get(0)).contains("\"prefix\":\"175.45.176.0/22\"");
    assertThat(frames.get(1))
        .isEqualTo(
            "{\"type\":\"ris_subscribe\",\"data\":{\"type\":\"UPDATE\","
                + "\"prefix\":\"2001:db8:0:0:0:0:0:0/32\",\"moreSpecific\":true,"
                + "\"lessSpecific\":true,\"socketOptions\":{\"acknowledge\":true}}}");
  }

  @Test
  void withoutABlockThePrefixesAreAskedForTogether() {
    List<String> frames =
        Subscriptions.of(network(Optional.empty(), "175.45.176.0/24", "175.45.178.0/24"));
    assertThat(frames).hasSize(4);
    assertThat(frames.get(0)).contains("\"prefix\":[\"175.45.176.0/24\",\"175.45.178.0/24\"]");
  }

  private static Network network(Optional<String> block, String... prefixes) {
    Network kp = NetworkFile.read("kp");
    return new Network(
        kp.name(),
        kp.country(),
        kp.zone(),
        kp.timezone(),
        kp.capital(),
        kp.origin(),
        block.map(Prefix::parse),
        List.of(prefixes).stream().map(Prefix::parse).toList(),
        kp.upstreams(),
        List.of(),
        List.of(),
        kp.controls(),
        kp.controlPrefixes());
  }
}
