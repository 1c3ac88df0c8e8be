package kpwatch.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import kpwatch.bounded.ByteCount;
import kpwatch.observation.Address;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Observation.Missing;
import kpwatch.observation.ProbeSource.Scheme;
import kpwatch.observation.Subject;
import kpwatch.testkit.Behaviour;
import kpwatch.testkit.FakeDns;
import kpwatch.testkit.FakeWeb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the prober does not go. Addresses are of TEST-NET-1, so that a fault reaches nobody. */
@Timeout(60)
class ReachTest {
  private static final InetAddress WATCHED = Address.parse("192.0.2.71");
  private static final InetAddress ELSEWHERE = Address.parse("192.0.2.1");

  private final FakeWeb web = FakeWeb.shared(host -> Behaviour.of("ok"));
  private final FakeDns dns = new FakeDns(name -> Behaviour.of("ok"));

  @AfterEach
  void close() {
    web.close();
    dns.close();
  }

  @Test
  void aSiteOutsideTheWatchedPrefixesIsNotConnectedTo() {
    var other = web.address("other.kp");
    try (Prober prober = new Prober(Conducts.patient(Map.of("other.kp", other)))) {
      assertMissing(prober.site("kcna.kp", Scheme.HTTP, other.getAddress()), Cause.BAD_REQUEST);
      assertMissing(prober.site("kcna.kp", Scheme.HTTPS, ELSEWHERE), Cause.BAD_REQUEST);
    }
    assertThat(web.accepts()).isZero();
  }

  @Test
  void aSiteInsideThemIsAskedOnItsUsualPort() {
    ProbeConduct conduct = allowing(WATCHED);

    assertThat(conduct.target("kcna.kp", WATCHED, 80)).contains(new InetSocketAddress(WATCHED, 80));
    assertThat(conduct.target("kcna.kp", ELSEWHERE, 80)).isEmpty();
  }

  @Test
  void aNameServerOutsideThemIsNotAsked() {
    try (Prober prober = new Prober(Conducts.patient(Map.of("ns1.kptc.kp", dns.address())))) {
      Observation observation = prober.nameserver("ns2.kptc.kp", dns.address().getAddress(), "kp.");
      assertMissing(observation, Cause.BAD_REQUEST);
      assertThat(observation.subject()).isEqualTo(Subject.dns("ns2.kptc.kp"));
    }
    assertThat(dns.asked()).isEmpty();
  }

  @Test
  void atAFastPaceNothingIsSentBeyondLoopback() {
    var away = new InetSocketAddress(ELSEWHERE, 80);
    var conduct = Conducts.loopbackOnly(Map.of("kcna.kp", away, "ns.kp", away, "c.test", away));
    try (Prober prober = new Prober(conduct)) {
      assertMissing(prober.site("kcna.kp", Scheme.HTTP, WATCHED), Cause.BAD_REQUEST);
      assertMissing(prober.site("rodong.rep.kp", Scheme.HTTPS, WATCHED), Cause.BAD_REQUEST);
      assertMissing(prober.nameserver("ns.kp", WATCHED, "kp"), Cause.BAD_REQUEST);
      assertMissing(prober.control("c.test"), Cause.BAD_REQUEST);
      assertMissing(prober.control("unresolved.test"), Cause.BAD_REQUEST);
      assertMissing(prober.name("unresolved.test", "ns.kp", WATCHED), Cause.BAD_REQUEST);
    }
  }

  @Test
  void atAFastPaceTheSocketItselfRefusesBeforeItExists() throws Exception {
    var away = new InetSocketAddress(ELSEWHERE, 80);
    var conduct = Conducts.loopbackOnly(Map.of());
    try (var socket = new CheckedSocket(away, conduct, new Steps(new ByteCount(1)))) {
      assertThatThrownBy(() -> socket.connect(web.address("kcna.kp"), 100))
          .isInstanceOf(NotAskedException.class)
          .hasMessageContaining("192.0.2.1");
      assertThat(socket.isBound()).isFalse();
      assertThat(socket.isConnected()).isFalse();
    }
  }

  @Test
  void atAFastPaceLoopbackIsAsked() {
    var conduct = Conducts.loopbackOnly(Map.of("kcna.kp", web.address("kcna.kp")));
    try (Prober prober = new Prober(conduct)) {
      prober.site("kcna.kp", Scheme.HTTP, WATCHED);
    }
    assertThat(web.seen()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1", "", "no such host", "a/b", "kcna.kp:8080"})
  void whatIsNoHostNameIsNotAsked(String host) {
    var conduct = Conducts.patient(Map.of(host, web.address("kcna.kp")));
    try (Prober prober = new Prober(conduct)) {
      assertMissing(prober.site(host, Scheme.HTTP, WATCHED), Cause.BAD_REQUEST);
    }
    assertThat(web.accepts()).isZero();
  }

  @Test
  void overridesHoldInAnyCase() {
    var conduct = Conducts.patient(Map.of("KCNA.kp", web.address("kcna.kp")));

    assertThat(conduct.override("kcna.KP")).contains(web.address("kcna.kp"));
  }

  private static ProbeConduct allowing(InetAddress address) {
    return new ProbeConduct(
        Conducts.AGENT,
        Map.of(),
        Conducts.SHORT,
        address::equals,
        false,
        InstantSource.system(),
        java.time.Duration.ZERO);
  }

  private static void assertMissing(Observation observation, Cause cause) {
    assertThat(observation).isInstanceOf(Missing.class);
    assertThat(((Missing) observation).cause()).isEqualTo(cause);
  }
}
