package kpwatch.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import kpwatch.network.Network;
import kpwatch.observation.Address;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Missing;
import kpwatch.observation.Observation.Name;
import kpwatch.observation.Subject;
import kpwatch.testkit.Behaviour;
import kpwatch.testkit.FakeDns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Type;

/** Names are asked for at the country's own servers, and only their own word counts. */
@Timeout(60)
class SiteNameTest {
  private static final String SERVER = "ns1.kptc.kp";
  private static final InetAddress WATCHED = Address.parse("175.45.176.15");
  private static final Network NETWORK = kpwatch.files.NetworkFile.read("kp");

  private volatile Behaviour now = Behaviour.pointingTo("175.45.176.71");
  private volatile Behaviour then = Behaviour.pointingTo("175.45.176.74");
  private final FakeDns dns = new FakeDns(name -> now);
  private final FakeDns zone = new FakeDns(name -> then);

  @AfterEach
  void close() {
    dns.close();
    zone.close();
  }

  @Test
  void oneQuestionToTheServerWithoutRecursion() {
    Name name = ask(Conducts.PATIENT);

    assertThat(name.host()).isEqualTo("kcna.kp");
    assertThat(name.answer()).isEqualTo(Answer.OK);
    assertThat(name.address()).contains(Address.parse("175.45.176.71"));
    assertThat(name.server()).contains(Subject.dns(SERVER));
    assertThat(name.took().orElseThrow()).isBetween(Duration.ofNanos(1), Duration.ofSeconds(20));
    assertThat(dns.asked()).hasSize(1);
    FakeDns.Asked asked = dns.asked().get(0);
    assertThat(asked.name()).isEqualTo("kcna.kp");
    assertThat(asked.type()).isEqualTo(Type.A);
    assertThat(asked.recursionDesired()).isFalse();
    assertThat(asked.edns()).isFalse();
    assertThat(asked.tcp()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "no-aa, FORGED",
    "wrong-id, FORGED",
    "wrong-question, FORGED",
    "query-echo, FORGED",
    "garbage, FORGED",
    "nxdomain-no-aa, FORGED",
    "nxdomain, NXDOMAIN",
    "servfail, SERVFAIL",
    "dns-refused, SERVFAIL",
    "timeout, TIMEOUT"
  })
  void whatIsNotItsOwnWordGivesNoAddress(String behaviour, Answer answer) {
    now = Behaviour.pointing(behaviour, "175.45.177.9");
    Name name =
        ask(
            answer == Answer.TIMEOUT || answer == Answer.FORGED
                ? Conducts.SHORT
                : Conducts.PATIENT);

    assertThat(name.answer()).isEqualTo(answer);
    assertThat(name.address()).isEmpty();
    assertThat(dns.asked()).hasSize(1);
  }

  @Test
  void aNameWithoutAddressDoesNotExistAsASite() {
    now = Behaviour.of("ok");

    assertThat(ask(Conducts.PATIENT).answer()).isEqualTo(Answer.NXDOMAIN);
  }

  @Test
  void aNameThatGivesItsAddressesInTurnStaysWhereItIs() {
    now = Behaviour.pointingTo("203.0.113.7,175.45.176.74,175.45.176.71");
    assertThat(ask(Conducts.PATIENT).address()).contains(Address.parse("175.45.176.71"));

    now = Behaviour.pointingTo("175.45.176.71,203.0.113.7,175.45.176.74");
    assertThat(ask(Conducts.PATIENT).address()).contains(Address.parse("175.45.176.71"));
  }

  @Test
  void aReferralInsideTheWatchedPrefixesIsFollowedOnce() {
    now = Behaviour.pointing("referral", "175.45.176.8");
    Name name = ask(Conducts.PATIENT);

    assertThat(name.answer()).isEqualTo(Answer.OK);
    assertThat(name.address()).contains(Address.parse("175.45.176.74"));
    assertThat(zone.asked()).hasSize(1);
    assertThat(zone.asked().get(0).recursionDesired()).isFalse();

    then = Behaviour.pointing("referral", "175.45.176.9");
    assertThat(ask(Conducts.PATIENT).address()).isEmpty();
  }

  @Test
  void aReferralElsewhereOrWithoutAnAddressIsNotFollowed() {
    now = Behaviour.pointing("referral", "203.0.113.8");
    assertThat(ask("other.kp").answer()).isEqualTo(Answer.SERVFAIL);

    now = Behaviour.of("referral");
    assertThat(ask("other.kp").answer()).isEqualTo(Answer.SERVFAIL);
    assertThat(dns.asked()).hasSize(2);
  }

  @Test
  void anOverriddenNameIsNotLookedUp() {
    Name name = ask("given.kp");

    assertThat(name.address()).contains(Address.parse("127.0.0.1"));
    assertThat(name.server()).isEmpty();
    assertThat(dns.asked()).isEmpty();
  }

  @Test
  void anImpossibleNameOrAServerElsewhereIsMissing() {
    try (Prober prober = prober(Conducts.PATIENT)) {
      assertThat(prober.name("k..p", SERVER, WATCHED)).isInstanceOf(Missing.class);
      assertThat(prober.name("kcna.kp", "ns.example.test", Address.parse("203.0.113.8")))
          .isInstanceOf(Missing.class);
    }
    assertThat(dns.asked()).isEmpty();
  }

  private Name ask(String host) {
    try (Prober prober = prober(Conducts.PATIENT)) {
      return (Name) prober.name(host, SERVER, WATCHED);
    }
  }

  private Name ask(ProbeConduct.Limits limits) {
    try (Prober prober = prober(limits)) {
      Observation seen = prober.name("kcna.kp", SERVER, WATCHED);
      return Optional.of(seen).map(Name.class::cast).orElseThrow();
    }
  }

  private Prober prober(ProbeConduct.Limits limits) {
    return new Prober(
        new ProbeConduct(
            Conducts.AGENT,
            Map.of(SERVER, dns.address(), "ns.kcna.kp", zone.address(), "given.kp", dns.address()),
            limits,
            NETWORK::holds,
            false,
            InstantSource.system(),
            java.time.Duration.ZERO));
  }
}
