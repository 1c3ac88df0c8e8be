package kpwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import kpwatch.files.NetworkFile;
import kpwatch.incident.CountryState;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import kpwatch.incident.LineState;
import kpwatch.incident.PrefixState;
import kpwatch.incident.PrefixTrack;
import kpwatch.incident.Rewound;
import kpwatch.incident.Scope;
import kpwatch.incident.Thresholds;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.notify.Notification;
import kpwatch.notify.Notification.Kind;
import kpwatch.observation.Observation;
import kpwatch.testkit.Country;
import kpwatch.testkit.Histories;
import kpwatch.testkit.Trouble;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What holds in every history: random trouble, theirs and ours, and then a country that is well.
 */
@Tag("slow")
class HistoryTest {
  static final Network NETWORK = NetworkFile.read("kp");
  private static final Thresholds LIMITS = WatchBench.LIMITS;
  private static final Duration THREE = Duration.ofMinutes(3);
  private static final Duration WEEK = LIMITS.routes().usualWindow();
  private static final Scope NATIONAL = Scope.NATIONAL;
  private static final Duration TEN = Duration.ofMinutes(10);
  static final int TROUBLES = 12;

  /** Two looks to see again and to confirm the return, the hold of the end, and one to spare. */
  private static final int RECOVERY = 3 + (int) LIMITS.country().hold().dividedBy(THREE);

  /** In half of the histories the program ends and starts again now and then. */
  @Test
  void everyIncidentEndsOnceItsCauseIsOverAndTheLastMessageIsTheLastState() {
    Histories.each(random -> assertSound(troubled(random, false)));
  }

  /** The prefix that last showed a line went out of sight, and older looks showed it no more. */
  @Test
  void aLineIsNotLostBeforeItWasLastSeen() {
    Histories.again(74394, random -> assertSound(troubled(random, false)));
  }

  @Test
  void theSameHistoryGivesTheSameRounds() {
    Histories.each(
        random -> {
          long seed = random.nextLong();
          if (Math.floorMod(seed, 50) == 0) {
            boolean jumps = Math.floorMod(seed, 20) == 0;
            assertThat(troubled(new Random(seed), jumps).rounds)
                .isEqualTo(troubled(new Random(seed), jumps).rounds);
          }
        });
  }

  static WatchBench troubled(Random random, boolean jumps) {
    Country country = new Country(NETWORK, Trouble.ENOUGH);
    WatchBench bench = new WatchBench(country);
    Trouble trouble = new Trouble(country, random);
    boolean restarts = random.nextBoolean();
    if (random.nextInt(4) > 0) {
      bench.settle();
    } else {
      bench.tick(bench.everything());
    }
    for (int i = 0; i < TROUBLES; i++) {
      trouble.any();
      for (int step = 1 + random.nextInt(3); step > 0; step--) {
        bench.later(Duration.ofSeconds(30 + random.nextInt(random.nextInt(20) == 0 ? 3000 : 240)));
        bench.tick(looks(bench, random));
        assertHonest(bench.tracks());
      }
      if (jumps && random.nextInt(2) == 0) {
        jump(bench, random);
        bench.tick(looks(bench, random));
        assertThat(Rewound.to(bench.tracks().advanced(), bench.tracks()))
            .as("nothing lies ahead")
            .isSameAs(bench.tracks());
      }
      if (restarts && random.nextInt(3) == 0) {
        bench.later(Duration.ofSeconds(random.nextInt(3) == 0 ? 3000 : 30)).restart();
      }
    }
    country.crowd(Trouble.ENOUGH);
    country.well();
    for (int i = 0; i < RECOVERY; i++) {
      bench.later(THREE).tick(whole(bench));
    }
    return missed(calmed(bench));
  }

  /** A neighbour that stayed long enough to be known and left is no news after a week. */
  static WatchBench missed(WatchBench bench) {
    if (bench.tracks().lines().values().stream().anyMatch(l -> l.state() == LineState.NOT_SEEN)) {
      bench.later(WEEK).tick(whole(bench));
      bench.later(THREE).tick(whole(bench));
    }
    return bench;
  }

  static List<Outcome> whole(WatchBench bench) {
    List<Outcome> all = bench.everything();
    all.add(bench.search());
    return all;
  }

  /** What comes and goes is over after a longer quiet. */
  static WatchBench calmed(WatchBench bench) {
    Instant end = bench.now().plus(LIMITS.unstable().quiet());
    while (bench.now().isBefore(end)
        && bench.tracks().open().stream().anyMatch(i -> i.unstable().isPresent())) {
      bench.later(TEN).tick(whole(bench));
    }
    return bench;
  }

  static void jump(WatchBench bench, Random random) {
    long most = Histories.one(random, 5L, 600L, 36_000L, 36_000L, 2_000_000L);
    bench.later(Duration.ofSeconds((long) ((random.nextDouble() * 2 - 1) * most)));
    if (random.nextInt(3) == 0) {
      bench.restart();
    }
  }

  /** Some looks, and in half of the steps the stream, by a chance of its own. */
  static List<Outcome> looks(WatchBench bench, Random random) {
    List<Outcome> looks = new ArrayList<>(looked(bench, random));
    Random streams = new Random(bench.now().toEpochMilli());
    Observation.Streamed shown = bench.country.stream(bench.now());
    switch (streams.nextInt(12)) {
      case 0, 1, 2, 3 -> looks.add(streams.nextInt(looks.size() + 1), bench.stream(shown));
      case 4 -> looks.add(bench.stream(streamed(shown, Optional.of(shown.at()), shown.routes())));
      case 5 -> looks.add(bench.stream(streamed(shown, Optional.empty(), wrong(shown, streams))));
      case 6 ->
          looks.add(
              bench.stream(
                  new Observation.Streamed(
                      shown.at(), Optional.empty(), "cut", Optional.empty(), List.of())));
      default -> {}
    }
    return looks;
  }

  private static Observation.Streamed streamed(
      Observation.Streamed shown, Optional<Instant> overdue, List<Observation.Route> routes) {
    return new Observation.Streamed(shown.at(), shown.since(), "", overdue, routes);
  }

  /** A stream that has missed some of what happened, or believes in losses that nobody saw. */
  private static List<Observation.Route> wrong(Observation.Streamed shown, Random random) {
    return shown.routes().stream()
        .map(
            r ->
                new Observation.Route(
                    r.at(),
                    r.prefix(),
                    r.queryTime(),
                    r.rows().stream().filter(row -> random.nextInt(3) == 0).toList()))
        .filter(r -> random.nextInt(4) > 0)
        .toList();
  }

  private static List<Outcome> looked(WatchBench bench, Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> List.of();
      case 6 -> List.of(bench.search());
      case 1 -> List.of(bench.routes());
      case 2 -> bench.hosts();
      case 3 -> List.of(bench.spread(NETWORK.prefixes().get(random.nextInt(4))));
      default -> bench.everything();
    };
  }

  /** What is concluded at any time rests on something that is seen. */
  private static void assertHonest(Tracks tracks) {
    long gone =
        tracks.prefixes().values().stream().filter(t -> t.state() == PrefixState.GONE).count();
    if (!tracks.routesPlane().seeing()) {
      assertThat(tracks.prefixes().values()).allMatch(t -> t.state() == PrefixState.UNKNOWN);
    }
    if (!tracks.probePlane().seeing()) {
      assertThat(tracks.probes().values()).noneMatch(t -> t.state().struggling());
    }
    if (!tracks.monitor().seeing()) {
      assertThat(tracks.country()).isEqualTo(CountryState.UNKNOWN);
    }
    if (tracks.country() == CountryState.OUTAGE) {
      assertThat(gone * 2).isGreaterThanOrEqualTo(NETWORK.prefixes().size());
      assertThat(
              tracks.open().stream().flatMap(i -> i.scope().stream()).anyMatch(NATIONAL::equals)
                  || tracks.prefixes().values().stream().allMatch(t -> usual(t, tracks.advanced())))
          .isTrue();
    }
    assertThat(tracks.open()).hasSizeLessThanOrEqualTo(3);
  }

  /** Whether it has been as it is for so long that no incident tells it any more. */
  private static boolean usual(PrefixTrack track, Instant now) {
    return track.state() != PrefixState.GONE
        || track.change().filter(c -> !c.onset().plus(WEEK).isAfter(now)).isPresent();
  }

  static void assertSound(WatchBench bench) {
    assertThat(bench.tracks().open()).as(() -> bench.tracks().lines().toString()).isEmpty();
    assertThat(bench.tracks().country()).isEqualTo(CountryState.NORMAL);
    Map<String, List<Incident.Action>> actions = new LinkedHashMap<>();
    Map<String, Scope> widest = new LinkedHashMap<>();
    bench
        .changes()
        .forEach(
            c -> {
              actions.computeIfAbsent(code(c), code -> new ArrayList<>()).add(c.action());
              widest.put(code(c), c.incident().widest());
              assertInOrder(c.incident());
            });
    Map<String, List<Notification>> said = new LinkedHashMap<>();
    bench
        .notifications()
        .filter(n -> n.incident().isPresent())
        .forEach(
            n -> said.computeIfAbsent(n.incident().orElseThrow(), c -> new ArrayList<>()).add(n));
    actions.values().forEach(HistoryTest::assertOneLife);
    assertThat(said.keySet()).isEqualTo(actions.keySet());
    said.forEach((code, messages) -> assertTold(code, messages, widest));
    assertThat(bench.notifications().map(Notification::id)).doesNotHaveDuplicates();
    assertBlindness(bench.notifications().map(Notification::kind).toList());
  }

  /** No end before its beginning, whatever the clock did. */
  private static void assertInOrder(Incident incident) {
    assertThat(incident.notBefore().orElse(incident.onset())).isBeforeOrEqualTo(incident.onset());
    assertThat(incident.onset()).isBeforeOrEqualTo(incident.opened());
    assertThat(incident.ended().orElse(incident.onset())).isAfterOrEqualTo(incident.onset());
    assertThat(incident.timeline().stream().map(Incident.Step::from).toList()).isSorted();
  }

  private static String code(IncidentChange change) {
    return change.incident().code();
  }

  private static void assertOneLife(List<Incident.Action> actions) {
    assertThat(actions).startsWith(Incident.Action.OPENED).endsWith(Incident.Action.CLOSED);
    assertThat(actions).containsOnlyOnce(Incident.Action.OPENED, Incident.Action.CLOSED);
  }

  /** Opened first, closed last and once, numbered without a gap, and rung for what rang before. */
  private static void assertTold(
      String code, List<Notification> messages, Map<String, Scope> widest) {
    List<Kind> kinds = messages.stream().map(Notification::kind).toList();
    assertThat(kinds.get(0)).isIn(Kind.OPENED, Kind.NEWS);
    Kind last = kinds.get(kinds.size() - 1);
    assertThat(last).isIn(Kind.CLOSED, Kind.CORRECTION);
    assertThat(kinds.subList(0, kinds.size() - 1)).doesNotContain(Kind.CLOSED);
    for (int i = 0; i < messages.size(); i++) {
      assertThat(messages.get(i).id()).isEqualTo(code + "/" + (i + 1));
    }
    Notification end = messages.get(messages.size() - 1);
    assertThat(end.sounding()).isEqualTo(of(widest, code).major());
    String head = end.message().headline();
    assertThat(end.text()).contains(code);
    assertThat(
            last == Kind.CLOSED
                ? head.startsWith("● ENDED") || head.contains("is what is usual now")
                : head.startsWith("Correction to"))
        .as(head)
        .isTrue();
  }

  private static Scope of(Map<String, Scope> widest, String code) {
    return Optional.ofNullable(widest.get(code)).orElseThrow();
  }

  /** We say that we see again as often as we said that we do not, in turn. */
  private static void assertBlindness(List<Kind> kinds) {
    List<Kind> ours = kinds.stream().filter(k -> k == Kind.BLIND || k == Kind.SEEING).toList();
    for (int i = 0; i < ours.size(); i++) {
      assertThat(ours.get(i)).isEqualTo(i % 2 == 0 ? Kind.BLIND : Kind.SEEING);
    }
    assertThat(ours.size() % 2).as("the last is that we see").isZero();
  }
}
