package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.files.NetworkFile;
import kpwatch.incident.Thresholds;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.observation.RouteStream;
import kpwatch.observation.Subject;
import kpwatch.subscription.ChannelRef;
import kpwatch.supervision.ItemFailures;
import kpwatch.supervision.Supervisor;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;
import kpwatch.testkit.Unattended;
import kpwatch.watch.Look;
import kpwatch.watch.Outcome;
import kpwatch.watch.Pace;
import kpwatch.watch.PlanBench;
import kpwatch.watch.Round;
import kpwatch.watch.WatchRound;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watch whose disk is full for hours. */
class WatchLoopTest {
  private static final Subject BROKEN = Subject.dns("ns1.kptc.kp");

  private final Country country = new Country(NetworkFile.read("kp"), Bench.PEERS);
  private final List<Look> asked = new ArrayList<>();
  private final List<Round> stored = new ArrayList<>();
  private final LogLines log = new LogLines(ToldStore.class);
  private final LogLines rounds = new LogLines(WatchLoop.class);
  private final Supervisor supervisor = Unattended.supervisor();
  private Optional<Error> broken = Optional.empty();
  private Instant now = Bench.START;

  @TempDir private Path folder;
  private FullDisk disk;
  private ToldStore told;
  private WatchLoop loop;

  @BeforeEach
  void watchForAWhile() {
    disk = new FullDisk(folder.resolve("kpwatch.db"));
    told = new ToldStore(disk, disk::check);
    WatchRound watch =
        new WatchRound(
            country.network(),
            Thresholds.DEFAULT,
            Pace.POLITE,
            told,
            () -> List.of(Listeners.hearingAll(new ChannelRef("test", "all"), now)),
            now);
    loop =
        new WatchLoop(
            watch,
            this::look,
            Runnable::run,
            RouteStream.NONE,
            () -> now,
            () -> {},
            stored::add,
            supervisor);
    goOn(Duration.ofMinutes(30));
    assertThat(asked).hasSizeGreaterThan(100);
  }

  @AfterEach
  void close() {
    disk.close();
    log.close();
    rounds.close();
  }

  /** A watch that could not store was away: nothing is told of it, and nothing of the country. */
  @Test
  void asksNobodySaysSoEverMoreSeldomAndNothingFalseAfterwards() {
    disk.full(true);
    goOn(Duration.ofMinutes(5));
    int before = asked.size();

    goOn(Duration.ofMinutes(175));

    assertThat(asked).as("what was under way is all that is kept").hasSize(before);
    assertThat(log.all())
        .as("at once, after 1, 3, 7, 15, 31, 63, 123 minutes")
        .hasSize(8)
        .allMatch(l -> l.startsWith("ERROR no space is left for " + folder))
        .allMatch(l -> l.contains("free some"));
    assertThat(told.signs(now).get(0).well()).isFalse();
    assertThat(told.signs(now).get(0).text()).contains("no space is left");

    disk.full(false);
    stored.clear();
    goOn(Duration.ofMinutes(30));

    assertThat(log.all()).hasSize(9);
    assertThat(log.all().get(8)).startsWith("WARN what is seen is stored again");
    assertThat(told.signs(now).get(0).well()).isTrue();
    assertThat(stored.stream().flatMap(r -> r.changes().stream())).isEmpty();
    assertThat(said()).isEmpty();
  }

  /**
   * A moved file is a fault of the disk like any other, and found while there is nothing to store.
   */
  @Test
  void saysSoWhenTheDatabaseIsMovedAwayAndGoesOnWhenItIsBack() throws Exception {
    Path elsewhere = folder.resolve("elsewhere.db");
    Files.move(folder.resolve("kpwatch.db"), elsewhere);
    told.look(now);
    assertThat(log.all())
        .singleElement(STRING)
        .startsWith("ERROR " + folder.resolve("kpwatch.db") + " is not there any more")
        .contains("nothing is said");
    assertThat(told.signs(now).get(0).ill()).isTrue();

    country.everyRoute(0);
    country.everyHost(Answer.TIMEOUT);
    goOn(Duration.ofMinutes(180));
    assertThat(said()).isEmpty();
    assertThat(log.all()).as("at once, after 1, 3, 7, 15, 31, 63, 123 minutes").hasSize(8);

    Files.move(elsewhere, folder.resolve("kpwatch.db"));
    goOn(Duration.ofMinutes(20));
    assertThat(said()).containsOnlyOnce("OPENED");
    assertThat(told.signs(now).get(0).ill()).isFalse();
  }

  @Test
  void tellsWhatBeganMeanwhileOnceItIsStored() {
    disk.full(true);
    goOn(Duration.ofMinutes(5));
    country.everyRoute(0);
    country.everyHost(Answer.TIMEOUT);
    goOn(Duration.ofMinutes(10));
    assertThat(said()).isEmpty();

    disk.full(false);
    goOn(Duration.ofMinutes(20));

    assertThat(said()).containsOnlyOnce("OPENED");
  }

  /** Whatever a source does, its look comes back, and the watch goes on. */
  @Test
  void everyKindOfErrorInALookCostsThatLookOnly() {
    broken = Optional.of(new StackOverflowError());
    goOn(Duration.ofMinutes(5));
    assertThat(supervisor.failures()).extracting(ItemFailures::item).containsExactly("look");
    int meanwhile = asked.size();

    broken = Optional.empty();
    country.everyRoute(0);
    country.everyHost(Answer.TIMEOUT);
    goOn(Duration.ofMinutes(20));

    assertThat(asked.size()).isGreaterThan(meanwhile);
    assertThat(said()).containsOnlyOnce("OPENED");
  }

  /** An observation over which every round breaks is left out, and the others are not. */
  @Test
  void anOutcomeThatBreaksItsRoundCostsNoOther() {
    disk.breakOn(o -> o instanceof Observation.Probe p && p.subject().equals(BROKEN));
    goOn(Duration.ofMinutes(10));
    assertThat(supervisor.failures())
        .extracting(ItemFailures::item)
        .containsExactly("outcome of a look");
    country.everyRoute(0);
    country.everyHost(Answer.TIMEOUT);
    goOn(Duration.ofMinutes(20));

    assertThat(said()).containsOnlyOnce("OPENED");
  }

  private List<String> said() {
    return stored.stream()
        .flatMap(r -> r.posts().stream())
        .map(p -> p.notification().kind().name())
        .toList();
  }

  private Outcome look(Look look) {
    asked.add(look);
    broken.ifPresent(
        error -> {
          throw error;
        });
    return PlanBench.outcome(look, country, now);
  }

  private void goOn(Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      loop.tick();
      told.look(now);
      now = now.plusSeconds(20);
    }
  }
}
