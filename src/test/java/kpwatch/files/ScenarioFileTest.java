package kpwatch.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import kpwatch.observation.Answer;
import kpwatch.observation.Asn;
import kpwatch.observation.Prefix;
import kpwatch.observation.Rpki;
import kpwatch.observation.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioFileTest {
  private static final Prefix P176 = Prefix.parse("175.45.176.0/24");
  private static final Prefix P177 = Prefix.parse("175.45.177.0/24");
  private static final Subject A = Subject.site("a.kp");
  private static final Subject B = Subject.site("b.kp");

  static List<String> builtIn() {
    return ScenarioFile.builtIn();
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void everyBuiltInScenarioIsReadByItsId(String id) {
    Scenario scenario = ScenarioFile.read(id);

    assertThat(scenario.id()).isEqualTo(id);
    assertThat(scenario.changes()).isNotEmpty().allSatisfy(c -> assertThat(c.note()).isNotBlank());
    assertThat(new PlayedWorld(scenario).at(scenario.end()).routes().values())
        .allSatisfy(r -> assertThat(r.visibility()).isEqualByComparingTo("1"));
  }

  @Test
  void aNameThatIsNeitherIdNorFileIsRefusedWithTheIds() {
    FileRefused refused =
        catchThrowableOfType(FileRefused.class, () -> ScenarioFile.read("kp-1999-01-01"));

    assertThat(refused.problems()).singleElement().asString().contains("kp-2025-06-07");
  }

  @Test
  void theSmallerNetworkShapeIsCompleted() {
    Scenario korean = new ScenarioText().read();
    Scenario other = new ScenarioText().network("'country': 'KP'", "'country': 'TO'").read();

    assertThat(korean.network().zone()).isEqualTo("kp");
    assertThat(korean.network().timezone().getId()).isEqualTo("Asia/Pyongyang");
    assertThat(korean.network().capital()).isEqualTo("Pyongyang");
    assertThat(korean.network().controlPrefixes())
        .isEqualTo(NetworkFile.read("kp").controlPrefixes());
    assertThat(other.network().zone()).isEqualTo("to");
    assertThat(other.network().timezone()).isEqualTo(ZoneOffset.UTC);
    assertThat(other.network().capital()).isEmpty();
  }

  @Test
  void expectedIsKeptAsTextAndNotJudged() {
    assertThat(new ScenarioText().more("'expected': {'whatever': [1]}").read().expectedJson())
        .contains("{\"whatever\":[1]}");
    assertThat(new ScenarioText().read().expectedJson()).isEmpty();
  }

  @Test
  void instrumentsWorkUnlessTheStartSaysOtherwise() {
    assertThat(new ScenarioText().read().initial().instruments()).isEqualTo(Instruments.WORKING);
  }

  @Test
  void theStarIsAppliedBeforeTheNamesBesideItWhereverItStands() {
    World change =
        new ScenarioText()
            .change(
                "03:00:00",
                "'sites': {'a.kp': {'answer': 'http-503', 'millis': 9}, '*': {'answer':"
                    + " 'timeout'}}, 'routes': {'175.45.177.0/24': {'paths': {'4837': 1}}, '*':"
                    + " {'paths': {}}}")
            .read()
            .changes()
            .get(0)
            .world();

    assertThat(change.hosts().get(A).answer()).isEqualTo(new HostAnswer(Answer.HTTP_ERROR, 503));
    assertThat(change.hosts().get(B).answer().answer()).isEqualTo(Answer.TIMEOUT);
    assertThat(change.hosts()).doesNotContainKey(Subject.dns("ns1.kp"));
    assertThat(change.routes().get(P176).paths()).isEmpty();
    assertThat(change.routes().get(P177).paths()).containsOnlyKeys(new Asn(4837));
  }

  @Test
  void aNamedRecordIsReplacedWholeAndTheRestStays() {
    Scenario scenario =
        new ScenarioText()
            .change(
                "03:00:00",
                "'routes': {'*': {'paths': {'4837': 0.5}, 'rpki': 'valid', 'stuck': 0.1, 'others':"
                    + " [{'prefix': '175.45.176.0/22', 'origin': 131279, 'upstream': 4837, 'share':"
                    + " 1}]}}, 'sites': {'*': {'answer': 'ok', 'millis': 2000, 'lost': 0.5}}")
            .change(
                "04:00:00",
                "'routes': {'175.45.176.0/24': {'paths': {}}}, 'sites': {'a.kp': {'answer': 'ok'}}")
            .read();
    World after = new PlayedWorld(scenario).at(Instant.parse("2026-03-02T04:00:00Z"));

    assertThat(after.routes().get(P176).rpki()).isEqualTo(Rpki.UNKNOWN);
    assertThat(after.routes().get(P176).others()).isEmpty();
    assertThat(after.routes().get(P176).stuck()).isEqualByComparingTo("0");
    assertThat(after.routes().get(P177).rpki()).isEqualTo(Rpki.VALID);
    assertThat(after.routes().get(P177).others()).hasSize(1);
    assertThat(after.hosts().get(A).lost()).isEqualByComparingTo("0");
    assertThat(after.hosts().get(B).lost()).isEqualByComparingTo("0.5");
    assertThat(after.hosts().get(B).time()).contains(Duration.ofSeconds(2));
  }

  @Test
  void aChangeHoldsFromItsTimeAndNotBefore() {
    PlayedWorld world = new ScenarioText().change("03:00:00", "'ris': {'peers_lost': 0.5}").play();

    assertThat(world.at(Instant.parse("2026-03-02T02:59:59.999Z")).instruments().peersLost())
        .contains(BigDecimal.ZERO);
    assertThat(world.at(Instant.parse("2026-03-02T03:00:00Z")).instruments().peersLost())
        .contains(new BigDecimal("0.5"));
    assertThat(world.at(Instant.parse("2020-01-01T00:00:00Z")))
        .isEqualTo(world.scenario().initial());
  }

  @Test
  void theProgramsOwnStopsAreListed() {
    Scenario scenario =
        new ScenarioText()
            .change("03:00:00", "'monitor': 'off'")
            .change("03:30:00", "'monitor': 'off'")
            .change("04:00:00", "'monitor': 'on'")
            .read();

    assertThat(scenario.monitorSwitches())
        .extracting(s -> s.at() + " " + s.monitor())
        .containsExactly(
            "2026-03-02T00:00:00Z ON", "2026-03-02T03:00:00Z OFF", "2026-03-02T04:00:00Z ON");
  }

  @Test
  void allProblemsAreToldAtOnce() {
    String wrong =
        new ScenarioText()
            .network("'name': 'Testland'", "'nmae': 'Testland'")
            .change(
                "05:00:00",
                "'notes': 'x', 'routes': {'175.45.178.0/24': {'paths': {}}, '*': {'paths': {'4837':"
                    + " 0.8, '20485': 0.4}}}")
            .change(
                "04:00:00",
                "'sites': {'c.kp': {'answer': 'ok'}, 'a.kp': {'answer': 'maybe', 'lost': 1.5,"
                    + " 'mills': 3}}, 'sources': {'ripestat': 'slow', 'ris_live': 'ok'}, 'ris':"
                    + " {'peers_lost': -1}, 'monitor': 'idle'")
            .more("'expect': {}")
            .text();

    assertThat(problems(wrong))
        .extracting(p -> p.substring(0, p.indexOf(": ") + 2) + p.split(": |; |, ")[1])
        .containsExactlyInAnyOrder(
            "expect: unknown key",
            "network.nmae: unknown key",
            "network.name: missing",
            "changes[0].notes: unknown key",
            "changes[0].routes.175.45.178.0/24: unknown key",
            "changes[0].routes.*.paths: a sum of 1.2 is not allowed here",
            "changes[1].at: 2026-03-02T04:00:00Z is not allowed here",
            "changes[1].sites.c.kp: unknown key",
            "changes[1].sites.a.kp.answer: \"maybe\" is not allowed here",
            "changes[1].sites.a.kp.lost: 1.5 is not allowed here",
            "changes[1].sites.a.kp.mills: unknown key",
            "changes[1].sources.ripestat: \"slow\" is not allowed here",
            "changes[1].sources.ris_live: unknown key",
            "changes[1].ris.peers_lost: -1 is not allowed here",
            "changes[1].monitor: \"idle\" is not allowed here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'routes': {'*': {'paths': {'x': 0.1}}}                 | changes[0].routes.*.paths: \"x\"",
        "'routes': {'*': {'paths': {'4837': '1'}}}              | changes[0].routes.*.paths.4837",
        "'routes': {'*': {'rpki': 'valid'}}                     | changes[0].routes.*.paths: missing",
        "'routes': {'*': {'paths': {}, 'rpki': 'invalid'}}      | changes[0].routes.*.rpki: \"inv",
        "'routes': {'*': {'paths': {}, 'stuck': 2}}             | changes[0].routes.*.stuck: 2",
        "'routes': {'*': {'paths': {}, 'others': [{}]}}         | changes[0].routes.*.others[0].pr",
        "'routes': {'*': {'paths': {}, 'others': [{'to': 1}]}}  | changes[0].routes.*.others[0].to",
        "'routes': {'*': []}                                    | changes[0].routes.*: []",
        "'nameservers': {'a.kp': {'answer': 'ok'}}              | changes[0].nameservers.a.kp: unk",
        "'controls': {'c1.example': {'millis': 3}}              | changes[0].controls.c1.example.a",
        "'controls': {'c1.example': {'answer': 'http-99'}}      | changes[0].controls.c1.example.a",
        "'sources': {'ris-live': 'stale'}                       | changes[0].sources.ris-live: \"s",
        "'documented': 'yes'                                    | changes[0].documented: \"yes\"",
        "'note': 3                                              | changes[0].note: 3",
      })
  void eachFaultIsNamedWithItsPlace(String change, String problem) {
    assertThat(problems(new ScenarioText().change("03:00:00", change).text()))
        .anySatisfy(p -> assertThat(p).startsWith(problem.strip()));
  }

  @Test
  void theStartMustLeaveNothingOpen() {
    String wrong =
        new ScenarioText()
            .initial(
                "{'routes': {'175.45.176.0/24': {'paths': {}}}, 'sites': {'a.kp': {'answer':"
                    + " 'ok'}}, 'controls': {'*': {'answer': 'ok'}}}")
            .text();

    assertThat(problems(wrong))
        .containsExactly(
            "initial.routes: missing; needed: a record for 175.45.177.0/24 or for *",
            "initial.sites: missing; needed: a record for b.kp or for *",
            "initial.nameservers: missing; needed: a record for ns1.kp or for *");
  }

  @Test
  void aTimeThatIsNoneOrAnEndBeforeTheStartIsRefused() {
    String text = new ScenarioText().text();

    assertThat(problems(text.replace("2026-03-02T00:00:00Z", "yesterday")))
        .singleElement()
        .asString()
        .startsWith("start: \"yesterday\"");
    assertThat(problems(text.replace("2026-03-02T12:00:00Z", "2026-03-01T12:00:00Z")))
        .singleElement()
        .asString()
        .startsWith("end: 2026-03-01T12:00:00Z");
  }

  private static List<String> problems(String text) {
    FileRefused refused =
        catchThrowableOfType(FileRefused.class, () -> ScenarioFile.parse("test", text));
    assertThat(refused).as("refused").isNotNull();
    return refused.problems();
  }
}
