package kpwatch.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kpwatch.network.Network;
import kpwatch.network.Network.Control;
import kpwatch.notify.Told;
import kpwatch.observation.Address;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.observation.Subject;
import kpwatch.testkit.Bench;
import kpwatch.watch.Budget;
import kpwatch.watch.Plan;
import kpwatch.watch.WatchState;
import org.junit.jupiter.api.Test;

/** What a reader is told of hosts that are not simply up or down. */
class HostTextTest {
  private static final Subject KCNA = Subject.address(Address.parse("175.45.176.71"));
  private static final Duration FIVE = Duration.ofMinutes(5);

  private final TreeMap<String, Instant> due = new TreeMap<>();

  @Test
  void aPossibleBanIsCalledOneWithTheTimeOfTheNextTry() {
    Bench bench = Bench.settled();
    bench.country.hosts(List.of(KCNA), Answer.TIMEOUT);
    bench.later(FIVE).hosts().later(Duration.ofMinutes(1)).controls();
    due.put(KCNA.toString(), bench.now().plus(Duration.ofMinutes(39)));

    assertThat(read(bench, "sites", "filter", "kcna"))
        .contains(
            "kcna.kp (175.45.176.71): silent since 00:24 UTC (09:24 Pyongyang), possibly we are banned there: next try 01:05 UTC (10:05 Pyongyang); last answer 00:15 UTC")
        .contains("; votes");
  }

  @Test
  void aSiteThatMovedAbroadIsNotVisited() {
    Bench bench = Bench.settled();
    bench.look(
        new Observation.Name(
            bench.now(), "kcna.kp", Optional.of(Address.parse("203.0.113.7")), Answer.OK));

    assertThat(read(bench, "sites", "filter", "kcna"))
        .contains("kcna.kp (203.0.113.7): moved out of the watched network; not visited, no vote");
  }

  @Test
  void aPlaceThatSeesNoServerSaysRoutesOnly() {
    Bench bench = new Bench();
    bench.country.everyHost(Answer.TIMEOUT);
    bench.rounds(24, Duration.ofHours(1));
    assertThat(bench.tracks().routesOnly()).isPresent();

    assertThat(read(bench, "sites")).contains("routes only from here");
    assertThat(read(bench, "status"))
        .contains("[?] Sites: routes only from here, no server has answered often enough");
    assertThat(read(bench, "health"))
        .contains("Of outages, yes: the routes are seen")
        .contains("[?] Direct checks: routes only from here")
        .contains("until then the routes alone count");
  }

  @Test
  void healthSaysWhatEachKindOfControlShowed() {
    Bench bench = Bench.settled();
    bench.country.failingControls(Control.Kind.NEAR_RUSSIA, 1);
    bench.later(FIVE).controls();

    assertThat(read(bench, "health"))
        .contains(
            "[ok] Elsewhere: 4 of 4 reference sites answer; behind the China carrier 1 of 1, behind the Russia carrier 0 of 1; the regime's own sites abroad 1 of 1 (context, no vote)");
  }

  private String read(Bench bench, String command, String... options) {
    Network network = bench.country.network();
    Plan plan =
        new Plan(
            due,
            new TreeMap<>(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            new Budget(0, 0, Optional.empty(), new TreeMap<>()));
    WatchState state =
        new WatchState(
            plan,
            bench.tracks(),
            new TreeMap<>(),
            new TreeMap<>(),
            Told.Blindness.NONE,
            new TreeMap<>());
    Desk desk =
        new Desk(
            network,
            Night.wording(network),
            () -> state,
            new Archive(since -> List.of(), Instant.EPOCH),
            new FakeSubscribers(),
            List.of());
    return desk.answer(Night.request(Night.managed(), command, options), bench.now())
        .message()
        .plain();
  }
}
