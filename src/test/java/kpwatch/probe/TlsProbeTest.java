package kpwatch.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocketFactory;
import kpwatch.observation.Address;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation.Probe;
import kpwatch.observation.Observation.Timing;
import kpwatch.observation.ProbeSource.Scheme;
import kpwatch.testkit.Behaviour;
import kpwatch.testkit.FakeCertificate;
import kpwatch.testkit.FakeWeb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class TlsProbeTest {
  private static final InetAddress WATCHED = Address.parse("192.0.2.71");
  private static SSLSocketFactory tls;

  private final Map<String, Behaviour> world = new ConcurrentHashMap<>();
  private FakeWeb web;

  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    tls = FakeCertificate.serverSockets(folder);
  }

  @BeforeEach
  void open() {
    web = FakeWeb.perHost(host -> world.getOrDefault(host, Behaviour.of("ok")), tls);
  }

  @AfterEach
  void close() {
    web.close();
  }

  @Test
  void anExpiredForeignCertificateIsAnAnswer() {
    world.put("mfa.gov.kp", Behaviour.of("ok", 30));
    Probe probe = ask(Conducts.PATIENT);

    assertThat(probe.answer()).isEqualTo(Answer.OK);
    assertThat(probe.status()).isEqualTo(200);
    assertThat(web.seen().get(0).host()).isEqualTo("mfa.gov.kp");
    assertThat(web.seen().get(0).headers()).containsEntry(":sni", "mfa.gov.kp");
  }

  @Test
  void eachStepHasItsTime() {
    world.put("mfa.gov.kp", Behaviour.of("ok", 30));
    Timing timing = ask(Conducts.PATIENT).timing();

    assertThat(timing.lookup()).isEmpty();
    assertThat(timing.connect()).isPresent();
    assertThat(timing.tls()).isPresent();
    assertThat(timing.firstByte().orElseThrow())
        .isGreaterThan(timing.connect().orElseThrow().plus(timing.tls().orElseThrow()));
  }

  @ParameterizedTest
  @CsvSource({"tls-error, TLS_ERROR", "reset, RESET", "close, RESET"})
  void aHandshakeThatFailsSaysHow(String behaviour, Answer answer) {
    world.put("mfa.gov.kp", Behaviour.of(behaviour));
    Probe probe = ask(Conducts.PATIENT);

    assertThat(probe.answer()).isEqualTo(answer);
    assertThat(probe.status()).isZero();
    assertThat(probe.timing().connect()).isPresent();
    assertThat(probe.timing().tls()).isEmpty();
    assertThat(web.accepts()).isEqualTo(1);
  }

  @Test
  void aHandshakeThatHangsIsATimeout() {
    world.put("mfa.gov.kp", Behaviour.of("timeout"));

    assertThat(ask(Conducts.SHORT).answer()).isEqualTo(Answer.TIMEOUT);
  }

  @Test
  void silenceAfterTheHandshakeIsATimeout() {
    world.put("mfa.gov.kp", Behaviour.of("ok", 60_000));
    var limits =
        new ProbeConduct.Limits(java.time.Duration.ofSeconds(2), java.time.Duration.ofSeconds(2));
    Probe probe = ask(limits);

    assertThat(probe.answer()).isEqualTo(Answer.TIMEOUT);
    assertThat(probe.timing().firstByte()).isEmpty();
  }

  @Test
  void aStatusUnderTlsIsReadAsWithout() {
    world.put("mfa.gov.kp", Behaviour.of("http-407"));
    assertThat(ask(Conducts.PATIENT).status()).isEqualTo(407);

    world.put("mfa.gov.kp", Behaviour.of("cut"));
    assertThat(ask(Conducts.PATIENT).answer()).isEqualTo(Answer.OK);
  }

  private Probe ask(ProbeConduct.Limits limits) {
    var conduct =
        new ProbeConduct(
            Conducts.AGENT,
            Map.of("mfa.gov.kp", web.address("mfa.gov.kp")),
            limits,
            a -> false,
            false,
            java.time.InstantSource.system(),
            java.time.Duration.ZERO);
    try (Prober prober = new Prober(conduct)) {
      return (Probe) prober.site("mfa.gov.kp", Scheme.HTTPS, WATCHED);
    }
  }
}
