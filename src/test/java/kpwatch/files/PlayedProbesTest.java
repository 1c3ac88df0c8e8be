package kpwatch.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kpwatch.observation.Address;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation.Name;
import kpwatch.observation.Observation.Probe;
import kpwatch.observation.Observation.Timing;
import kpwatch.observation.ProbeSource.Scheme;
import kpwatch.observation.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlayedProbesTest {
  private static final InetAddress A = Address.parse("175.45.176.10");
  private static final InetAddress NS = Address.parse("175.45.176.15");

  private Instant now = at("01:00:00");

  @Test
  void anOkSiteAnswersAfterItsTimeAndAThirdOfItIsTheHandshake() {
    Probe probe = probes(new ScenarioText()).site("a.kp", Scheme.HTTP, A);

    assertThat(probe)
        .isEqualTo(
            new Probe(
                now.plusMillis(600),
                Subject.site("a.kp"),
                Optional.of(A),
                now,
                Answer.OK,
                200,
                new Timing(
                    Optional.empty(),
                    Optional.of(Duration.ofMillis(200)),
                    Optional.empty(),
                    Optional.of(Duration.ofMillis(600)))));
  }

  @Test
  void tlsTakesItsTimeOnlyOverHttps() {
    Probe probe = probes(new ScenarioText()).site("b.kp", Scheme.HTTPS, A);

    assertThat(probe.timing().tls()).contains(Duration.ofMillis(200));
  }

  @Test
  void silenceIsWaitedForTenSeconds() {
    PlayedProbes probes = changed("'sites': {'*': {'answer': 'timeout'}}");
    Probe probe = probes.site("a.kp", Scheme.HTTP, A);

    assertThat(probe.answer()).isEqualTo(Answer.TIMEOUT);
    assertThat(probe.at()).isEqualTo(now.plusSeconds(10));
    assertThat(probe.started()).isEqualTo(now);
    assertThat(probe.timing()).isEqualTo(Timing.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "refused, REFUSED, 0, true",
    "reset, RESET, 0, true",
    "tls-error, TLS_ERROR, 0, true",
    "http-503, HTTP_ERROR, 503, true",
    "http-403, OK, 403, true",
    "nxdomain, NXDOMAIN, 0, false",
    "servfail, SERVFAIL, 0, false",
  })
  void everyAnswerOfASiteHasItsMeaning(String word, Answer answer, int status, boolean connected) {
    PlayedProbes probes = changed("'sites': {'*': {'answer': '" + word + "', 'millis': 900}}");
    Probe probe = probes.site("a.kp", Scheme.HTTP, A);

    assertThat(probe.answer()).isEqualTo(answer);
    assertThat(probe.status()).isEqualTo(status);
    assertThat(probe.at()).isEqualTo(now.plusMillis(900));
    assertThat(probe.timing().connect().isPresent()).isEqualTo(connected);
  }

  @Test
  void anAnswerWithoutATimeTakesTheHostsTimeAtTheStart() {
    PlayedProbes probes = changed("'sites': {'*': {'answer': 'refused'}}");

    assertThat(probes.site("a.kp", Scheme.HTTP, A).at()).isEqualTo(now.plusMillis(600));
  }

  @Test
  void aNameServerThatIsOkSpeaksDns() {
    Probe probe = probes(new ScenarioText()).nameserver("ns1.kp", NS, "kp");

    assertThat(probe.target()).isEqualTo(Subject.dns("ns1.kp"));
    assertThat(probe.answer()).isEqualTo(Answer.OK);
    assertThat(probe.status()).isZero();
    assertThat(probe.timing())
        .isEqualTo(
            new Timing(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Duration.ofMillis(300))));
  }

  @ParameterizedTest
  @CsvSource({
    "servfail, DNS_ERROR, 2",
    "nxdomain, DNS_ERROR, 3",
    "refused, DNS_ERROR, 5",
    "timeout, TIMEOUT, 0"
  })
  void everyAnswerOfANameServerHasItsMeaning(String word, Answer answer, int rcode) {
    PlayedProbes probes = changed("'nameservers': {'*': {'answer': '" + word + "'}}");
    Probe probe = probes.nameserver("ns1.kp", NS, "kp");

    assertThat(probe.answer()).isEqualTo(answer);
    assertThat(probe.status()).isEqualTo(rcode);
  }

  @Test
  void aControlIsAskedByName() {
    Probe probe = probes(new ScenarioText()).control("c1.example");

    assertThat(probe.target()).isEqualTo(Subject.control("c1.example"));
    assertThat(probe.address()).isPresent();
    assertThat(probe.answer()).isEqualTo(Answer.OK);
    assertThat(probe.at()).isEqualTo(now.plusMillis(40));
  }

  @Test
  void aControlWithoutANameHasNoAddress() {
    PlayedProbes probes = changed("'controls': {'*': {'answer': 'servfail'}}");

    assertThat(probes.control("c1.example").address()).isEmpty();
  }

  @Test
  void aNamePointsToTheNetworksAddressUnlessItFails() {
    Name name = probes(new ScenarioText()).name("a.kp", "ns1.kp", A);
    assertThat(name.address()).contains(A);
    assertThat(name.answer()).isEqualTo(Answer.OK);

    Name down = changed("'sites': {'*': {'answer': 'timeout'}}").name("a.kp", "ns1.kp", A);
    assertThat(down.address()).contains(A);

    Name gone = changed("'sites': {'*': {'answer': 'nxdomain'}}").name("a.kp", "ns1.kp", A);
    assertThat(gone.address()).isEmpty();
    assertThat(gone.answer()).isEqualTo(Answer.NXDOMAIN);
  }

  @Test
  void aHostThatTheScenarioDoesNotKnowDoesNotExist() {
    PlayedProbes probes = probes(new ScenarioText());

    assertThat(probes.site("x.kp", Scheme.HTTP, A).answer()).isEqualTo(Answer.NXDOMAIN);
    assertThat(probes.name("x.kp", "ns1.kp", A).answer()).isEqualTo(Answer.NXDOMAIN);
    assertThat(probes.control("x.example").answer()).isEqualTo(Answer.NXDOMAIN);
  }

  @ParameterizedTest
  @CsvSource({
    "0, ..........",
    "1, XXXXXXXXXX",
    "0.3, ...X..X..X",
    "0.5, .X.X.X.X.X",
    "0.1, .........X",
    "0.7, .XX.XX.XXX",
  })
  void attemptsAreLostByTheRule(String lost, String pattern) {
    PlayedProbes probes =
        changed("'sites': {'*': {'answer': 'ok', 'millis': 700, 'lost': " + lost + "}}");

    assertThat(outcomes(10, () -> probes.site("a.kp", Scheme.HTTP, A))).isEqualTo(pattern);
  }

  @Test
  void attemptsAreCountedForEachHostByItself() {
    PlayedProbes probes = changed("'sites': {'*': {'answer': 'ok', 'millis': 700, 'lost': 0.5}}");

    assertThat(outcomes(3, () -> probes.site("a.kp", Scheme.HTTP, A))).isEqualTo(".X.");
    assertThat(outcomes(3, () -> probes.site("b.kp", Scheme.HTTP, A))).isEqualTo(".X.");
    assertThat(outcomes(2, () -> probes.site("a.kp", Scheme.HTTP, A))).isEqualTo("X.");
  }

  @Test
  void countingBeginsAnewWithEachChangeThatNamesTheHost() {
    String slow = "'sites': {'a.kp': {'answer': 'ok', 'millis': 700, 'lost': 0.5}}";
    PlayedProbes probes =
        probes(
            new ScenarioText()
                .change("03:00:00", slow)
                .change("04:00:00", "'sites': {'b.kp': {'answer': 'timeout'}}")
                .change("05:00:00", slow));
    now = at("03:10:00");
    assertThat(outcomes(3, () -> probes.site("a.kp", Scheme.HTTP, A))).isEqualTo(".X.");
    now = at("04:10:00");
    assertThat(outcomes(2, () -> probes.site("a.kp", Scheme.HTTP, A))).isEqualTo("X.");
    now = at("05:10:00");
    assertThat(outcomes(2, () -> probes.site("a.kp", Scheme.HTTP, A))).isEqualTo(".X");
  }

  @Test
  void lossesDoNotTouchAnAnswerThatIsNotOk() {
    PlayedProbes probes =
        changed("'sites': {'*': {'answer': 'http-503', 'millis': 700, 'lost': 1}}");

    assertThat(probes.site("a.kp", Scheme.HTTP, A).answer()).isEqualTo(Answer.HTTP_ERROR);
  }

  private static String outcomes(int attempts, Supplier<Probe> attempt) {
    return IntStream.range(0, attempts)
        .mapToObj(i -> attempt.get().answer() == Answer.OK ? "." : "X")
        .collect(Collectors.joining());
  }

  /** Probes into a world that changed at three, ten minutes later. */
  private PlayedProbes changed(String members) {
    now = at("03:10:00");
    return probes(new ScenarioText().change("03:00:00", members));
  }

  private PlayedProbes probes(ScenarioText scenario) {
    return new PlayedProbes(scenario.play(), () -> now);
  }

  private static Instant at(String time) {
    return Instant.parse("2026-03-02T" + time + "Z");
  }
}
