package kpwatch.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import kpwatch.observation.Address;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation.Probe;
import kpwatch.observation.Subject;
import kpwatch.testkit.Behaviour;
import kpwatch.testkit.FakeDns;
import kpwatch.testkit.FakeWeb;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.SimpleResolver;

@Timeout(60)
class ControlTest {
  private volatile Behaviour now = Behaviour.pointingTo("175.45.176.71");
  private final FakeDns machine = new FakeDns(name -> now);
  private final FakeWeb web = FakeWeb.shared(host -> now);

  @AfterEach
  void close() {
    machine.close();
    web.close();
  }

  @Test
  void anOverriddenControlIsAskedByPlainHttp() {
    Probe probe = (Probe) prober(Conducts.PATIENT).control("c.test");

    assertThat(probe.answer()).isEqualTo(Answer.OK);
    assertThat(probe.subject()).isEqualTo(Subject.control("c.test"));
    assertThat(probe.timing().lookup()).isEmpty();
    assertThat(web.seen()).extracting(FakeWeb.Seen::host).containsExactly("c.test");
    assertThat(machine.asked()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"nxdomain, NXDOMAIN", "servfail, SERVFAIL", "timeout, TIMEOUT"})
  void aControlWhoseNameFailsIsNotConnectedTo(String behaviour, Answer answer) {
    now = Behaviour.of(behaviour);
    boolean silent = answer == Answer.TIMEOUT;
    Probe probe = (Probe) prober(silent ? Conducts.SHORT : Conducts.PATIENT).control("other.test");

    assertThat(probe.answer()).isEqualTo(answer);
    assertThat(probe.address()).isEmpty();
    assertThat(probe.timing().lookup()).isPresent();
    assertThat(probe.timing().connect()).isEmpty();
  }

  @Test
  void aControlIsAskedWhereItsNamePoints() {
    now = Behaviour.pointingTo("127.0.0.77");
    Probe probe = (Probe) prober(Conducts.PATIENT).control("other.test");

    assertThat(probe.address()).contains(Address.parse("127.0.0.77"));
    assertThat(probe.answer()).isEqualTo(Answer.REFUSED);
    assertThat(probe.timing().lookup()).isPresent();
  }

  @Test
  void aControlsRedirectIsItsAnswer() {
    now = Behaviour.redirect("http://c.test/home");
    Probe probe = (Probe) prober(Conducts.PATIENT).control("c.test");

    assertThat(probe.answer()).isEqualTo(Answer.OK);
    assertThat(probe.status()).isEqualTo(301);
    assertThat(web.accepts()).isEqualTo(1);
  }

  private Prober prober(ProbeConduct.Limits limits) {
    Map<String, InetSocketAddress> resolve = Map.of("c.test", web.address("c.test"));
    var conduct =
        new ProbeConduct(
            Conducts.AGENT,
            resolve,
            limits,
            a -> false,
            false,
            InstantSource.system(),
            java.time.Duration.ZERO);
    return new Prober(conduct, () -> new SimpleResolver(machine.address()));
  }
}
