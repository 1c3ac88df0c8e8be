package kpwatch.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import kpwatch.observation.Address;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation.Probe;
import kpwatch.observation.ProbeSource.Scheme;
import kpwatch.testkit.Behaviour;
import kpwatch.testkit.FakeDns;
import kpwatch.testkit.FakeWeb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.SimpleResolver;

@Timeout(60)
class RedirectTest {
  private static final InetAddress WATCHED = Address.parse("192.0.2.71");

  private final Map<String, Behaviour> world = new ConcurrentHashMap<>();
  private final FakeWeb web = FakeWeb.perHost(host -> world.getOrDefault(host, Behaviour.of("ok")));
  private final FakeDns machine = new FakeDns(name -> world.get(name));

  @AfterEach
  void close() {
    web.close();
    machine.close();
  }

  @Test
  void oneIsFollowedToAWatchedHost() {
    world.put("kcna.kp", Behaviour.redirect("http://www.kcna.kp/index.html"));
    world.put("www.kcna.kp", Behaviour.of("http-503"));
    Probe probe = ask(Conducts.PATIENT);

    assertThat(probe.answer()).isEqualTo(Answer.HTTP_ERROR);
    assertThat(probe.status()).isEqualTo(503);
    assertThat(probe.address()).contains(web.address("kcna.kp").getAddress());
    assertThat(web.seen()).extracting(FakeWeb.Seen::host).containsExactly("kcna.kp", "www.kcna.kp");
    assertThat(web.seen().get(1).path()).isEqualTo("/index.html");
  }

  @Test
  void theSecondIsNotFollowed() {
    world.put("kcna.kp", Behaviour.redirect("/one"));
    Probe probe = ask(Conducts.PATIENT);

    assertThat(probe.answer()).isEqualTo(Answer.OK);
    assertThat(probe.status()).isEqualTo(301);
    assertThat(web.seen()).extracting(FakeWeb.Seen::path).containsExactly("/", "/one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://www.example.test/",
        "http://kcna.kp.example.test/",
        "http://www.kcna.kp:8080/",
        "http://127.0.0.1/",
        "https://www.kcna.kp/",
        "https://kcna.kp/",
        "ftp://www.kcna.kp/",
        "http://kcna.kp/",
        "/",
        "http://",
        ""
      })
  void elsewhereTheRedirectIsTheAnswer(String location) {
    world.put("kcna.kp", Behaviour.redirect(location));
    Probe probe = ask(Conducts.PATIENT);

    assertThat(probe.answer()).isEqualTo(Answer.OK);
    assertThat(probe.status()).isEqualTo(301);
    assertThat(web.accepts()).isEqualTo(1);
    assertThat(machine.asked()).isEmpty();
  }

  @Test
  void aHostWhoseNamePointsOutsideIsNotFollowed() {
    world.put("kcna.kp", Behaviour.redirect("http://mirror.kp/"));
    world.put("mirror.kp", Behaviour.pointingTo("127.0.0.1"));
    Probe probe = ask(Conducts.PATIENT);

    assertThat(probe.status()).isEqualTo(301);
    assertThat(web.accepts()).isEqualTo(1);
    assertThat(machine.asked()).extracting(FakeDns.Asked::name).containsExactly("mirror.kp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"timeout", "reset", "garbage", "refused"})
  void whereTheSecondHostFailsTheFirstHasStillSpoken(String behaviour) {
    world.put("kcna.kp", Behaviour.redirect("http://www.kcna.kp/"));
    world.put("www.kcna.kp", Behaviour.of(behaviour));
    web.address("www.kcna.kp");
    web.refresh();
    Probe probe = ask(Conducts.SHORT);

    assertThat(probe.answer()).isEqualTo(Answer.OK);
    assertThat(probe.status()).isEqualTo(301);
  }

  private Probe ask(ProbeConduct.Limits limits) {
    var resolve =
        Map.of(
            "kcna.kp", web.address("kcna.kp"),
            "www.kcna.kp", web.address("www.kcna.kp"),
            "www.example.test", web.address("www.example.test"));
    var conduct =
        new ProbeConduct(
            Conducts.AGENT,
            resolve,
            limits,
            a -> false,
            false,
            InstantSource.system(),
            java.time.Duration.ZERO);
    try (Prober prober = new Prober(conduct, () -> new SimpleResolver(machine.address()))) {
      return (Probe) prober.site("kcna.kp", Scheme.HTTP, WATCHED);
    }
  }
}
