package kpwatch.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kpwatch.observation.Address;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Probe;
import kpwatch.observation.ProbeSource.Scheme;
import kpwatch.observation.Subject;
import kpwatch.testkit.Behaviour;
import kpwatch.testkit.FakeWeb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SiteProbeTest {
  private static final InetAddress WATCHED = Address.parse("192.0.2.71");

  private final Map<String, Behaviour> world = new ConcurrentHashMap<>();
  private final FakeWeb web = FakeWeb.perHost(host -> world.getOrDefault(host, Behaviour.of("ok")));

  @AfterEach
  void close() {
    web.close();
  }

  @Test
  void aPageIsAskedForByItsNameAndByOurs() {
    Probe probe = ask(patient("kcna.kp"), "kcna.kp");

    assertThat(probe.answer()).isEqualTo(Answer.OK);
    assertThat(probe.status()).isEqualTo(200);
    assertThat(probe.subject()).isEqualTo(Subject.site("kcna.kp"));
    assertThat(probe.address()).contains(web.address("kcna.kp").getAddress());
    assertThat(web.seen()).hasSize(1);
    FakeWeb.Seen seen = web.seen().get(0);
    assertThat(seen.host()).isEqualTo("kcna.kp");
    assertThat(seen.path()).isEqualTo("/");
    assertThat(seen.agent()).isEqualTo(Conducts.AGENT);
    assertThat(seen.headers())
        .containsEntry("accept-encoding", "identity")
        .containsEntry("connection", "close");
  }

  @Test
  void eachProbeConnectsAnew() {
    Prober prober = patient("kcna.kp");
    ask(prober, "kcna.kp");
    Probe second = ask(prober, "kcna.kp");

    assertThat(web.accepts()).isEqualTo(2);
    assertThat(second.timing().connect()).isPresent();
  }

  @Test
  void keepsNoCookies() {
    Prober prober = patient("kcna.kp");
    ask(prober, "kcna.kp");
    ask(prober, "kcna.kp");

    assertThat(web.seen()).hasSize(2).noneMatch(seen -> seen.headers().containsKey("cookie"));
  }

  @ParameterizedTest
  @CsvSource({
    "200, OK",
    "304, OK",
    "401, OK",
    "403, OK",
    "404, OK",
    "407, OK",
    "408, OK",
    "421, OK",
    "500, HTTP_ERROR",
    "502, HTTP_ERROR",
    "503, HTTP_ERROR"
  })
  void anyStatusIsAskedForOnce(int status, Answer answer) {
    world.put("kcna.kp", Behaviour.of("http-" + status));
    Probe probe = ask(patient("kcna.kp"), "kcna.kp");

    assertThat(probe.answer()).isEqualTo(answer);
    assertThat(probe.status()).isEqualTo(status);
    assertThat(web.accepts()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"refused, REFUSED", "reset, RESET", "close, RESET", "garbage, HTTP_ERROR", "ok, OK"})
  void howItEndsIsToldApart(String behaviour, Answer answer) {
    Prober prober = patient("kcna.kp");
    world.put("kcna.kp", Behaviour.of(behaviour));
    web.refresh();
    Probe probe = ask(prober, "kcna.kp");

    assertThat(probe.answer()).isEqualTo(answer);
    assertThat(probe.timing().connect().isPresent()).isEqualTo(answer != Answer.REFUSED);
  }

  @Test
  void silenceAfterTheHandshakeIsATimeout() {
    world.put("kcna.kp", Behaviour.of("timeout"));
    Probe probe = ask(hasty("kcna.kp"), "kcna.kp");

    assertThat(probe.answer()).isEqualTo(Answer.TIMEOUT);
    assertThat(probe.status()).isZero();
    assertThat(probe.timing().connect()).isPresent();
    assertThat(probe.timing().firstByte()).isEmpty();
  }

  @Test
  void aHandshakeThatNeverEndsIsATimeout() {
    Prober prober = hasty("kcna.kp");
    world.put("kcna.kp", Behaviour.of("no-handshake"));
    web.refresh();
    Probe probe = ask(prober, "kcna.kp");

    assertThat(probe.answer()).isEqualTo(Answer.TIMEOUT);
    assertThat(probe.timing().connect()).isEmpty();
    assertThat(web.accepts()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "trickle", "trickle-header"})
  void aStatusLineIsAnAnswerWhateverFollows(String behaviour) {
    world.put("kcna.kp", Behaviour.of(behaviour));
    Probe probe = ask(hasty("kcna.kp"), "kcna.kp");

    assertThat(probe.answer()).isEqualTo(Answer.OK);
    assertThat(probe.status()).isEqualTo(200);
    assertThat(probe.timing().firstByte()).isPresent();
  }

  @Test
  void readsNoMoreThanItsShareOfAnEndlessBody() {
    world.put("kcna.kp", Behaviour.of("endless"));
    Probe probe = ask(patient("kcna.kp"), "kcna.kp");

    assertThat(probe.answer()).isEqualTo(Answer.OK);
    // Ours are 64 KB; the rest lay in the buffers of both ends.
    assertThat(web.bodyBytes()).isLessThan(512 * 1024);
  }

  @Test
  void theStepsAddUp() {
    world.put("kcna.kp", Behaviour.of("ok", 30));
    Probe probe = ask(patient("kcna.kp"), "kcna.kp");

    assertThat(probe.timing().lookup()).isEmpty();
    assertThat(probe.timing().tls()).isEmpty();
    assertThat(probe.timing().firstByte().orElseThrow())
        .isGreaterThan(probe.timing().connect().orElseThrow())
        .isGreaterThanOrEqualTo(java.time.Duration.ofMillis(30));
    assertThat(probe.at()).isAfter(probe.started());
  }

  @Test
  void oneConnectionAtATimeToAnAddress() {
    try (FakeWeb crowded = FakeWeb.shared(host -> Behaviour.of("ok", 20))) {
      List<String> hosts = List.of("a.kp", "b.kp", "c.kp", "d.kp");
      var resolve = new HashMap<String, java.net.InetSocketAddress>();
      hosts.forEach(host -> resolve.put(host, crowded.address(host)));
      try (Prober prober = new Prober(Conducts.patient(resolve))) {
        var probes =
            hosts.stream()
                .flatMap(host -> Stream.of(host, host))
                .map(h -> CompletableFuture.supplyAsync(() -> ask(prober, h)))
                .toList();
        assertThat(probes.stream().map(CompletableFuture::join).map(Probe::answer))
            .hasSize(8)
            .containsOnly(Answer.OK);
      }
      assertThat(crowded.mostOpen()).isEqualTo(1);
    }
  }

  @Test
  void anInterruptedProbeIsMissingAndKeepsTheFlag() {
    Prober prober = patient("kcna.kp");
    Thread.currentThread().interrupt();
    Observation observation = prober.site("kcna.kp", Scheme.HTTP, WATCHED);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(observation).isInstanceOf(Observation.Missing.class);
  }

  @Test
  void closingEndsTheProbeUnderWayAndRefusesLaterOnes() throws Exception {
    world.put("kcna.kp", Behaviour.of("timeout"));
    Prober prober = patient("kcna.kp");
    var underWay =
        CompletableFuture.supplyAsync(() -> prober.site("kcna.kp", Scheme.HTTP, WATCHED));
    web.awaitAsked();
    prober.close();

    assertThat(underWay.get(20, TimeUnit.SECONDS)).isInstanceOf(Observation.Missing.class);
    assertThat(prober.site("kcna.kp", Scheme.HTTP, WATCHED))
        .isInstanceOf(Observation.Missing.class);
    assertThat(web.accepts()).isEqualTo(1);
  }

  private Prober patient(String host) {
    return new Prober(Conducts.patient(Map.of(host, web.address(host))));
  }

  private Prober hasty(String host) {
    return new Prober(Conducts.hasty(Map.of(host, web.address(host))));
  }

  private static Probe ask(Prober prober, String host) {
    return (Probe) prober.site(host, Scheme.HTTP, WATCHED);
  }
}
