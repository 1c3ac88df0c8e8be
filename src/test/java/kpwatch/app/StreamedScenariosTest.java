package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import kpwatch.assess.Assessment;
import kpwatch.files.Change;
import kpwatch.files.Instruments;
import kpwatch.files.RisLive;
import kpwatch.files.Scenario;
import kpwatch.files.ScenarioFile;
import kpwatch.files.World;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import kpwatch.watch.Round;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Each scenario with the stream and polling, by polling alone, and with a stream that dies; a few
 * of them where the system property {@code variants} asks for no more than one.
 */
@Tag("slow")
class StreamedScenariosTest {
  /**
   * So long after its first change the stream of a scenario falls silent: before any look agrees.
   */
  private static final Duration DIES_AFTER = Duration.ofSeconds(20);

  private static final boolean ALL = Integer.getInteger("variants", 1) > 1;

  private static final Set<String> FEW =
      Set.of("kp-2025-06-07", "one-line-lost", "collector-churn", "night-flooded");

  private static final Duration TICK = Duration.ofSeconds(1);

  /** What became of one incident. */
  private record Told(Instant opened, Instant onset, String scope, String verdict) {}

  @TestFactory
  Stream<DynamicTest> givenScenarios() throws IOException {
    String folder = System.getProperty("scenarios.dir", "");
    Assumptions.assumeTrue(
        !folder.isEmpty(), "no -Dscenarios.dir: the scenario files are not here");
    return tests(Path.of(folder));
  }

  @TestFactory
  Stream<DynamicTest> ourScenarios() throws IOException {
    return tests(Path.of("src/test/resources/scenarios"));
  }

  private static Stream<DynamicTest> tests(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".json"))
          .sorted()
          .map(f -> ScenarioFile.read(f.toString()))
          .filter(s -> ALL || FEW.contains(s.id()))
          .toList()
          .stream()
          .map(s -> dynamicTest(s.id(), () -> compare(s)));
    }
  }

  private static void compare(Scenario scenario) {
    List<Told> streamed = played(scenario);
    List<Told> polled = played(without(scenario, scenario.start()));
    List<Told> dying = played(dying(scenario));

    assertThat(verdicts(streamed)).as("with the stream").isEqualTo(verdicts(polled));
    assertThat(verdicts(dying)).as("with a stream that dies").isEqualTo(verdicts(polled));
    for (int i = 0; i < polled.size(); i++) {
      assertThat(streamed.get(i).opened())
          .as("opened with the stream, of %s", polled.get(i))
          .isBeforeOrEqualTo(polled.get(i).opened());
    }
  }

  private static List<String> verdicts(List<Told> all) {
    return all.stream().map(t -> t.scope() + " " + t.verdict()).toList();
  }

  private static List<Told> played(Scenario scenario) {
    List<String> codes = new ArrayList<>();
    List<Told> told = new ArrayList<>();
    new Replay(scenario).play(round -> hear(round, codes, told), () -> {});
    return told;
  }

  private static void hear(Round round, List<String> codes, List<Told> told) {
    for (IncidentChange change : round.changes()) {
      Incident incident = change.incident();
      if (!codes.contains(incident.code())) {
        codes.add(incident.code());
        told.add(new Told(round.at(), incident.onset(), "", ""));
      }
      int at = codes.indexOf(incident.code());
      Told before = told.get(at);
      told.set(
          at,
          new Told(before.opened(), before.onset(), incident.widest().word(), before.verdict()));
    }
    for (Assessment assessment : round.assessments()) {
      int at = codes.indexOf(assessment.incident());
      Told before = told.get(at);
      told.set(
          at,
          new Told(before.opened(), before.onset(), before.scope(), assessment.verdict().word()));
    }
  }

  /** The same, but RIS Live can be heard by nobody from then on. */
  private static Scenario without(Scenario told, Instant from) {
    List<Change> changes = new ArrayList<>();
    Instruments dead =
        new Instruments(
            Optional.empty(), Optional.of(RisLive.SILENT), Optional.empty(), Optional.empty());
    UnaryOperator<World> deaf =
        w -> {
          Instruments i = w.instruments();
          return new World(
              w.routes(),
              w.hosts(),
              new Instruments(i.ripestat(), Optional.empty(), i.peersLost(), i.monitor()));
        };
    World initial = told.initial();
    if (from.equals(told.start())) {
      Instruments i = initial.instruments();
      initial =
          new World(
              initial.routes(),
              initial.hosts(),
              new Instruments(
                  i.ripestat(), Optional.of(RisLive.SILENT), i.peersLost(), i.monitor()));
    } else {
      changes.add(
          new Change(
              from,
              "the stream dies",
              Change.Evidence.INFERRED,
              new World(java.util.Map.of(), java.util.Map.of(), dead)));
    }
    for (Change change : told.changes()) {
      boolean before = change.at().isBefore(from);
      changes.add(
          new Change(
              change.at(),
              change.note(),
              change.evidence(),
              before ? change.world() : deaf.apply(change.world())));
    }
    changes.sort(Comparator.comparing(Change::at));
    return new Scenario(
        told.id(),
        told.title(),
        told.network(),
        told.start(),
        told.end(),
        initial,
        changes,
        told.expectedJson());
  }

  private static Scenario dying(Scenario told) {
    Instant first =
        told.changes().stream()
            .filter(c -> !c.world().routes().isEmpty())
            .map(Change::at)
            .filter(at -> at.isAfter(told.start()))
            .findFirst()
            .orElse(told.start().plus(Duration.between(told.start(), told.end()).dividedBy(2)));
    return without(told, first.plus(DIES_AFTER).plus(TICK));
  }
}
