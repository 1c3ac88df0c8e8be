package kpwatch.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.config.Problem;
import kpwatch.config.Settings;
import kpwatch.network.Network;
import kpwatch.observation.Address;
import kpwatch.observation.Asn;
import kpwatch.observation.Prefix;
import kpwatch.observation.ProbeSource.Scheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProbeSettingsTest {
  private static final String POLITE =
      "allowed: at least 5 min and at most 1 h, or less (200 ms) only while probe.resolve sends"
          + " every site, name server and control to loopback";

  private static final Network NETWORK =
      new Network(
          "Testland",
          "TL",
          "tl",
          ZoneId.of("Asia/Pyongyang"),
          "Town",
          new Asn(64_500),
          Optional.empty(),
          List.of(Prefix.parse("192.0.2.0/24")),
          List.of(),
          List.of(new Network.Site("site.tl", Optional.empty(), Scheme.HTTP, "")),
          List.of(new Network.Nameserver("ns.tl", Address.parse("192.0.2.53"))),
          List.of(new Network.Control("control.example", Network.Control.Kind.UNRELATED)),
          List.of(Prefix.parse("198.51.100.0/24")));

  private static Settings file(String... lines) {
    return Settings.parse(String.join("\n", lines), Map.of());
  }

  private static List<String> problems(Settings settings) {
    return settings.problems().stream().map(Problem::toString).toList();
  }

  @Test
  void readsWhereToConnect() {
    Settings settings = file("probe.resolve = Site.TL=127.0.0.1:8080, ns.tl = [::1]:53");
    ProbeSettings probe = ProbeSettings.from(settings);
    assertThat(problems(settings)).isEmpty();
    assertThat(probe.resolve().keySet()).containsExactly("site.tl", "ns.tl");
    assertThat(probe.resolved("SITE.tl"))
        .hasValueSatisfying(
            to -> {
              assertThat(to.getAddress()).isEqualTo(Address.parse("127.0.0.1"));
              assertThat(to.getPort()).isEqualTo(8080);
            });
    assertThat(probe.resolved("other.tl")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "site.tl",
        "site.tl=127.0.0.1",
        "site.tl=localhost:80",
        "site.tl=::1:80",
        "=127.0.0.1:80",
        "site.tl=127.0.0.256:80",
        "site.tl=300.1.1.1:80",
        "site.tl=127.0.0.1:0",
        "site.tl=127.0.0.1:65536",
        "site.tl=0.0.0.0:80",
        "site.tl=[::]:80",
        "site.tl=224.0.0.1:80",
        "site.tl=[127.0.0.1]:80",
        "ok.tl=127.0.0.1:81"
      })
  void eachItemThatIsNoLiteralAddressIsALine(String item) {
    Settings settings = file("probe.resolve = ok.tl=127.0.0.1:80, bad, " + item);
    ProbeSettings.from(settings);
    assertThat(problems(settings)).hasSize(2);
    assertThat(problems(settings).get(1))
        .startsWith("probe.resolve = " + item + " (")
        .contains("host=address:port,…");
  }

  @Test
  void aHastyPaceNeedsEveryHostOnLoopback() {
    Settings settings =
        file(
            "probe.interval = 200ms",
            "probe.resolve = site.tl=127.0.0.1:80,ns.tl=127.0.0.1:53,control.example=[::1]:80");
    ProbeSettings probe = ProbeSettings.from(settings);
    assertThat(problems(settings)).isEmpty();
    assertThat(probe.interval()).isEqualTo(Duration.ofMillis(200));
    assertThat(probe.check(NETWORK, settings)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ns.tl=127.0.0.1:53,control.example=127.0.0.1:80",
        "site.tl=127.0.0.1:80,control.example=127.0.0.1:80",
        "site.tl=127.0.0.1:80,ns.tl=127.0.0.1:53",
        "site.tl=127.0.0.1:80,ns.tl=127.0.0.1:53,control.example=192.0.2.1:80"
      })
  void oneHostElsewhereForbidsTheHaste(String resolve) {
    Settings settings = file("probe.interval = 4 min", "probe.resolve = " + resolve);
    ProbeSettings probe = ProbeSettings.from(settings);
    assertThat(problems(settings)).as("the network is not known yet").isEmpty();
    assertThat(probe.check(NETWORK, settings))
        .map(Problem::toString)
        .containsExactly("probe.interval = 4 min (bot-config.properties line 1): " + POLITE);
  }

  @Test
  void hasteWithoutAnyResolveIsRefusedAtOnce() {
    Settings settings = file("probe.interval = 4 min");
    ProbeSettings.from(settings);
    assertThat(problems(settings))
        .containsExactly("probe.interval = 4 min (bot-config.properties line 1): " + POLITE);
  }

  @Test
  void thePolitePaceNeedsNoResolve() {
    Settings settings = file("probe.interval = 5 min");
    assertThat(ProbeSettings.from(settings).check(NETWORK, settings)).isEmpty();
    assertThat(problems(settings)).isEmpty();
  }
}
