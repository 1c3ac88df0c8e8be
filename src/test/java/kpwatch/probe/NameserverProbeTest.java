package kpwatch.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import kpwatch.observation.Address;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation.Missing;
import kpwatch.observation.Observation.Probe;
import kpwatch.observation.Subject;
import kpwatch.testkit.Behaviour;
import kpwatch.testkit.FakeDns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Type;

@Timeout(60)
class NameserverProbeTest {
  private static final InetAddress WATCHED = Address.parse("192.0.2.71");

  private volatile Behaviour now = Behaviour.of("ok");
  private final FakeDns dns = new FakeDns(name -> now);

  @AfterEach
  void close() {
    dns.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ok, OK, 0",
    "no-aa, FORGED, 0",
    "nxdomain-no-aa, FORGED, 3",
    "nxdomain, DNS_ERROR, 3",
    "servfail, DNS_ERROR, 2",
    "dns-refused, DNS_ERROR, 5"
  })
  void eachReplyIsToldApart(String behaviour, Answer answer, int status) {
    now = Behaviour.of(behaviour);
    Probe probe = ask(Conducts.PATIENT);

    assertThat(probe.answer()).isEqualTo(answer);
    assertThat(probe.status()).isEqualTo(status);
    assertThat(probe.timing().firstByte()).isPresent();
    assertThat(probe.timing().connect()).isEmpty();
  }

  /** Judged once the time is over: the server's own word may come later. */
  @ParameterizedTest
  @ValueSource(strings = {"query-echo", "wrong-id", "wrong-question", "garbage"})
  void whereOnlyMisfitsComeSomebodyElseHasSpoken(String behaviour) {
    now = Behaviour.of(behaviour);
    Probe probe = Conducts.waited(this::ask);

    assertThat(probe.answer()).isEqualTo(Answer.FORGED);
    assertThat(probe.status()).isZero();
    assertThat(probe.timing().firstByte()).isPresent();
  }

  @Test
  void oneQuestionForTheZoneWithoutRecursion() {
    Probe probe = ask(Conducts.PATIENT);

    assertThat(probe.subject()).isEqualTo(Subject.dns("ns1.kptc.kp"));
    assertThat(probe.address()).contains(dns.address().getAddress());
    assertThat(dns.asked()).hasSize(1);
    FakeDns.Asked asked = dns.asked().get(0);
    assertThat(asked.name()).isEqualTo("kp");
    assertThat(asked.type()).isEqualTo(Type.SOA);
    assertThat(asked.recursionDesired()).isFalse();
    assertThat(asked.edns()).isFalse();
    assertThat(asked.tcp()).isFalse();
  }

  @Test
  void aTruncatedReplyIsNotFetchedOverTcp() {
    now = Behaviour.of("truncated");

    assertThat(ask(Conducts.PATIENT).answer()).isEqualTo(Answer.OK);
    assertThat(dns.asked()).hasSize(1);
  }

  @Test
  void silenceIsATimeoutAfterOneQuestion() {
    now = Behaviour.of("timeout");
    Probe probe = ask(Conducts.SHORT);

    assertThat(probe.answer()).isEqualTo(Answer.TIMEOUT);
    assertThat(probe.timing()).isEqualTo(kpwatch.observation.Observation.Timing.NONE);
    assertThat(dns.asked()).hasSize(1);
  }

  @Test
  void aSlowReplyIsTimed() {
    now = Behaviour.of("ok", 50);

    assertThat(ask(Conducts.PATIENT).timing().firstByte().orElseThrow())
        .isGreaterThanOrEqualTo(Duration.ofMillis(50));
  }

  @Test
  void aClosedPortIsARefusal() {
    now = Behaviour.of("refused");
    dns.refresh("kp");
    assertThat(ask(Conducts.PATIENT).answer()).isEqualTo(Answer.REFUSED);

    now = Behaviour.of("ok");
    dns.refresh("kp");
    assertThat(ask(Conducts.PATIENT).answer()).isEqualTo(Answer.OK);
  }

  @Test
  void whatIsNoZoneIsNotAskedFor() {
    try (Prober prober = prober(Conducts.PATIENT)) {
      assertThat(prober.nameserver("ns1.kptc.kp", WATCHED, "k..p")).isInstanceOf(Missing.class);
    }
    assertThat(dns.asked()).isEmpty();
  }

  @Test
  void anInterruptedQuestionIsMissingAndKeepsTheFlag() {
    now = Behaviour.of("timeout");
    try (Prober prober = prober(Conducts.PATIENT)) {
      Thread.currentThread().interrupt();
      var observation = prober.nameserver("ns1.kptc.kp", WATCHED, "kp");

      assertThat(Thread.interrupted()).isTrue();
      assertThat(observation).isInstanceOf(Missing.class);
    }
  }

  private Probe ask(ProbeConduct.Limits limits) {
    try (Prober prober = prober(limits)) {
      return (Probe) prober.nameserver("ns1.kptc.kp", WATCHED, "kp");
    }
  }

  private Prober prober(ProbeConduct.Limits limits) {
    return new Prober(
        new ProbeConduct(
            Conducts.AGENT,
            Map.of("ns1.kptc.kp", dns.address()),
            limits,
            a -> false,
            false,
            java.time.InstantSource.system(),
            java.time.Duration.ZERO));
  }
}
