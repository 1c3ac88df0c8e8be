package kpwatch.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import kpwatch.network.Network;
import kpwatch.observation.AsPath;
import kpwatch.observation.Asn;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;
import kpwatch.observation.RouteArchive.Update;
import kpwatch.observation.RouteHistory;
import kpwatch.observation.Rpki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From who had which route to the shares of a scenario. */
class PastScenarioTest {
  private static final Network KP = NetworkFile.read("kp");
  private static final Instant START = Instant.parse("2025-06-06T18:00:00Z");
  private static final Instant END = START.plus(Duration.ofHours(12));
  private static final Prefix CONTROL = KP.controlPrefixes().get(0);
  private static final Prefix FIRST = KP.prefixes().get(0);
  private static final Asn CHINA = new Asn(4837);
  private static final Asn RUSSIA = new Asn(20485);

  private final Map<Prefix, Map<PeerId, AsPath>> initial = new HashMap<>();
  private final Map<Prefix, List<Update>> updates = new HashMap<>();
  private final Set<PeerId> fullTable = new HashSet<>();

  @Test
  void sharesAreOfThePeersThatHaveTheControlByTheCarrierNextToTheOrigin() {
    controls(8);
    has(FIRST, 0, "200003 1299 4837 131279");
    has(FIRST, 1, "200064 4837 131279 131279 131279");
    has(FIRST, 2, "20485 131279");
    has(FIRST, 99, "200003 4837 131279"); // without the control: a part of the table

    assertThat(initially()).isEqualTo(routing(Map.of(CHINA, "0.25", RUSSIA, "0.125")));
  }

  @Test
  void onlyFullTablesCountWhereTheListKnowsHalfOfThePeers() {
    controls(4);
    has(FIRST, 0, "200003 4837 131279");
    fullTable.add(peer(0));
    assertThat(initially()).isEqualTo(routing(Map.of(CHINA, "0.25")));

    fullTable.add(peer(1));
    assertThat(initially()).isEqualTo(routing(Map.of(CHINA, "0.5")));
  }

  @Test
  void anotherOriginIsAnAnnouncementOfOthers() {
    controls(4);
    has(FIRST, 0, "200003 4837 131279");
    has(FIRST, 1, "200003 3356 64496");
    has(FIRST, 2, "200003 3356 9304 7018");

    Routing routing = initially();

    assertThat(routing.paths()).containsOnlyKeys(CHINA);
    assertThat(routing.others())
        .extracting(o -> o.origin().number() + " by " + o.upstream().number() + " " + o.share())
        .containsExactly("7018 by 9304 0.25", "64496 by 3356 0.25");
  }

  /** Issue 17, item 7: it shows the prefix, and claims it for nobody. */
  @Test
  void anOriginThatIsNotKnownIsNobodysAnnouncement() {
    controls(4);
    has(FIRST, 0, "200003 4837 131279");
    has(FIRST, 1, "200003 4837 {131279,64496}");
    has(FIRST, 2, "200003 20485 23456");
    has(FIRST, 3, "200003 4837 131279 (64512)");
    has(KP.block().orElseThrow(), 0, "200003 4837 {131279,64496}");

    Routing routing = initially();

    assertThat(routing).isEqualTo(routing(Map.of(CHINA, "0.75", RUSSIA, "0.25")));
    assertThat(routing.others()).isEmpty();
  }

  @Test
  void theBlockAroundStandsBesideTheFirstPrefix() {
    controls(4);
    has(KP.block().orElseThrow(), 0, "200003 4837 131279");
    has(KP.block().orElseThrow(), 1, "200003 4837 131279");

    Scenario scenario = scenario();

    assertThat(scenario.initial().routes().get(FIRST).others())
        .singleElement()
        .satisfies(o -> assertThat(o.prefix()).isEqualTo(KP.block().orElseThrow()))
        .satisfies(o -> assertThat(o.share()).isEqualByComparingTo("0.5"));
    assertThat(scenario.initial().routes().get(FIRST).paths()).isEmpty();
  }

  @Test
  void theFirstAndTheLastInstantOfALossAreExactAndTheRestIsTenSecondsApart() {
    controls(100);
    for (int peer = 0; peer < 100; peer++) {
      has(FIRST, peer, "200003 4837 131279");
      lets(START.plusSeconds(3600 + peer), FIRST, peer);
      takes(START.plusSeconds(7200 + peer), FIRST, peer, "200003 4837 131279");
    }

    List<Change> changes = scenario().changes();

    List<Long> seconds =
        changes.stream().map(c -> Duration.between(START, c.at()).toSeconds()).toList();
    assertThat(seconds)
        .startsWith(3600L, 3610L, 3620L)
        .contains(3699L, 7200L)
        .endsWith(7290L, 7300L)
        .hasSize(11 + 11);
    assertThat(changes)
        .filteredOn(c -> !c.note().isEmpty())
        .extracting(c -> c.at() + " " + c.note())
        .containsExactly(
            START.plusSeconds(3699) + " " + FIRST + " is gone from the last peer",
            START.plusSeconds(7200) + " " + FIRST + " is back at a peer");
    assertThat(share(changes.get(1), FIRST)).isEqualByComparingTo("0.89");
  }

  @Test
  void whoLosesTheControlTooIsLostToUsAndNoOutage() {
    controls(10);
    for (int peer = 0; peer < 10; peer++) {
      has(FIRST, peer, "200003 4837 131279");
    }
    for (int peer = 0; peer < 3; peer++) {
      lets(START.plusSeconds(60), FIRST, peer);
      lets(START.plusSeconds(60), CONTROL, peer);
    }

    List<Change> changes = scenario().changes();

    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).world().routes()).isEmpty();
    assertThat(changes.get(0).world().instruments().peersLost().orElseThrow())
        .isEqualByComparingTo("0.3");
  }

  @Test
  void sitesAndNameServersOfThePastAreUnknown() {
    controls(4);
    Scenario scenario = scenario();

    assertThat(scenario.network().sites()).isEmpty();
    assertThat(scenario.network().nameservers()).isEmpty();
    assertThat(scenario.network().controls()).isEqualTo(KP.controls());
    assertThat(scenario.title()).contains("routing only");
    assertThat(scenario.initial().instruments().risLive()).contains(RisLive.OK);
  }

  /** Whatever peers do, the file can be read back and says what was meant. */
  @Test
  void anyPastReadsBackAndItsSharesAreShares() {
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      initial.clear();
      updates.clear();
      int peers = 1 + random.nextInt(60);
      controls(peers);
      List<Prefix> all = new ArrayList<>(KP.prefixes());
      all.add(KP.block().orElseThrow());
      all.add(CONTROL);
      for (int n = random.nextInt(300); n > 0; n--) {
        Prefix prefix = all.get(random.nextInt(all.size()));
        int peer = random.nextInt(peers + 3);
        Instant at = START.plusSeconds(random.nextInt(3000));
        switch (random.nextInt(4)) {
          case 0 -> lets(at, prefix, peer);
          case 1 -> takes(at, prefix, peer, "200003 4837 131279");
          case 2 -> takes(at, prefix, peer, "20485 131279");
          default -> takes(at, prefix, peer, "200003 " + (1 + random.nextInt(3)));
        }
      }
      Scenario scenario = scenario();
      Scenario back = ScenarioFile.parse("seed " + seed, ScenarioWriter.text(scenario));

      assertThat(back.changes()).as("seed %d", seed).isEqualTo(scenario.changes());
      assertThat(back.initial()).isEqualTo(scenario.initial());
      List<Routing> routings = new ArrayList<>(scenario.initial().routes().values());
      scenario.changes().forEach(c -> routings.addAll(c.world().routes().values()));
      assertThat(routings)
          .allSatisfy(
              r -> {
                BigDecimal others =
                    r.others().stream()
                        .filter(o -> KP.prefixes().contains(o.prefix()))
                        .map(Routing.Announcement::share)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(r.visibility().add(others)).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
                assertThat(r.paths().values()).allMatch(s -> s.signum() >= 0);
              });
    }
  }

  static List<String> builtIn() {
    return ScenarioFile.builtIn();
  }

  @ParameterizedTest
  @MethodSource("builtIn")
  void whatIsWrittenIsWhatWasRead(String id) {
    Scenario scenario = ScenarioFile.read(id);
    Scenario back = ScenarioFile.parse(id, ScenarioWriter.text(scenario));

    assertThat(back.network()).isEqualTo(scenario.network());
    assertThat(back.initial()).isEqualTo(scenario.initial());
    assertThat(back.changes()).isEqualTo(scenario.changes());
    assertThat(back.title()).isEqualTo(scenario.title());
    assertThat(List.of(back.start(), back.end()))
        .isEqualTo(List.of(scenario.start(), scenario.end()));
  }

  private Routing initially() {
    Routing routing = scenario().initial().routes().get(FIRST);
    assertThat(routing).isNotNull();
    return routing;
  }

  private static Routing routing(Map<Asn, String> shares) {
    java.util.TreeMap<Asn, BigDecimal> paths = new java.util.TreeMap<>();
    shares.forEach((asn, share) -> paths.put(asn, new BigDecimal(share)));
    return new Routing(paths, Rpki.UNKNOWN, List.of(), BigDecimal.ZERO);
  }

  private static BigDecimal share(Change change, Prefix prefix) {
    return Optional.ofNullable(change.world().routes().get(prefix)).orElseThrow().visibility();
  }

  private Scenario scenario() {
    return PastScenario.of(
        KP,
        START,
        END,
        new Past(
            history(CONTROL),
            KP.prefixes().stream().map(this::history).toList(),
            KP.block().map(this::history),
            fullTable));
  }

  private RouteHistory history(Prefix prefix) {
    List<Update> inOrder = new ArrayList<>(updates.getOrDefault(prefix, List.of()));
    inOrder.sort((a, b) -> a.at().compareTo(b.at()));
    return new RouteHistory(prefix, initial.getOrDefault(prefix, Map.of()), inOrder);
  }

  private void controls(int peers) {
    for (int peer = 0; peer < peers; peer++) {
      has(CONTROL, peer, "200003 3333");
    }
  }

  private void has(Prefix prefix, int peer, String path) {
    initial.computeIfAbsent(prefix, p -> new HashMap<>()).put(peer(peer), AsPath.parse(path));
  }

  private void takes(Instant at, Prefix prefix, int peer, String path) {
    add(prefix, new Update(at, peer(peer), Optional.of(AsPath.parse(path))));
  }

  private void lets(Instant at, Prefix prefix, int peer) {
    add(prefix, new Update(at, peer(peer), Optional.empty()));
  }

  private void add(Prefix prefix, Update update) {
    updates.computeIfAbsent(prefix, p -> new ArrayList<>()).add(update);
  }

  private static PeerId peer(int number) {
    return new PeerId("RRC00", "192.0.2." + number);
  }
}
