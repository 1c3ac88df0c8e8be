package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import kpwatch.observation.Answer;
import kpwatch.observation.Asn;
import kpwatch.observation.Prefix;
import kpwatch.testkit.Bench;
import kpwatch.testkit.Country;
import kpwatch.testkit.Country.Claim;
import kpwatch.testkit.Crowd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody else announces the country's addresses. */
class ClaimTest {
  private static final Thresholds.Claims CLAIMS = Thresholds.DEFAULT.claims();
  private static final Asn OWN = new Asn(131_279);
  private static final Asn CHINA = new Asn(4837);
  private static final Asn STRANGER = new Asn(64_500);
  private static final int ALL = Bench.PEERS.size();
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Prefix PART = Prefix.parse("175.45.176.0/25");

  private final Bench bench = Bench.settled();
  private final Prefix whole = bench.prefix(0);

  private void foreign(int following) {
    bench.country.announce(
        whole,
        List.of(new Claim(STRANGER, CHINA, following), new Claim(OWN, CHINA, ALL - following)));
  }

  /** A search at once, and again after so long. */
  private void searched(Duration apart) {
    bench.later(MINUTE).advance(List.of(bench.country.search(Set.of(whole), bench.now())));
    bench.later(apart).advance(List.of(bench.country.search(Set.of(whole), bench.now())));
  }

  @Test
  void aForeignOriginIsAHijackBesideTheStateOfTheCountry() {
    foreign(40);
    bench.rounds(1 + (int) CLAIMS.hold().dividedBy(MINUTE), MINUTE);

    assertThat(bench.open()).extracting(Incident::widest).containsExactly(Scope.HIJACK);
    assertThat(bench.state()).isEqualTo(CountryState.NORMAL);
    assertThat(bench.state(whole)).isEqualTo(PrefixState.UP);
    assertThat(bench.open().get(0).findings().claims())
        .extracting(Findings.Claim::origin)
        .containsExactly(STRANGER);
  }

  @Test
  void itIsNotSaidBeforeItHasLasted() {
    foreign(40);
    bench.rounds((int) CLAIMS.hold().dividedBy(MINUTE), MINUTE);

    assertThat(bench.changes()).isEmpty();
    assertThat(bench.last().signals().claimed()).isTrue();
  }

  /** Peers that show it, in so many networks, at so many collectors: whether it is a hijack. */
  static Stream<Arguments> widths() {
    return Stream.of(
        Arguments.of(CLAIMS.peers(), CLAIMS.networks(), CLAIMS.collectors(), true),
        Arguments.of(CLAIMS.peers() - 1, CLAIMS.networks(), CLAIMS.collectors(), false),
        Arguments.of(200, CLAIMS.networks() - 1, CLAIMS.collectors(), false),
        Arguments.of(200, CLAIMS.networks(), CLAIMS.collectors() - 1, false));
  }

  @ParameterizedTest(name = "{0} peers, {1} networks, {2} collectors: {3}")
  @MethodSource("widths")
  void lessIsALocalMatter(int peers, int networks, int collectors, boolean hijack) {
    Crowd crowd = new Crowd(Math.max(peers, 3), collectors, networks);
    Country there = new Country(bench.country.network(), crowd);
    for (int i = 0; i < 4; i++) {
      bench.later(MINUTE).routes();
      there.announce(PART, List.of(new Claim(STRANGER, CHINA, peers)));
      bench.look(there.around(PART.address(), whole, bench.now()));
    }

    assertThat(bench.tracks().claims()).hasSize(1);
    assertThat(bench.open().isEmpty()).isEqualTo(!hijack);
  }

  @Test
  void peersThatFollowAnotherSayNothingOfTheRightOrigin() {
    foreign(ALL / 2);
    bench.routes();

    assertThat(bench.track(whole).reading())
        .hasValueSatisfying(
            r ->
                assertThat(List.of(r.seeing(), r.live(), r.foreign()))
                    .containsExactly(ALL / 2, ALL / 2, ALL / 2));
    assertThat(bench.track(whole).turn()).isEmpty();
  }

  @Test
  void aPrefixThatIsFollowedElsewhereByAllCannotBeTold() {
    foreign(ALL);
    bench.rounds(15, MINUTE);

    assertThat(bench.state(whole)).isEqualTo(PrefixState.UNKNOWN);
    assertThat(bench.open()).extracting(Incident::widest).containsExactly(Scope.HIJACK);
  }

  @Test
  void aPartThatSomebodyAnnouncesIsFoundByAnAddressInIt() {
    bench.country.announce(PART, List.of(new Claim(STRANGER, CHINA, 30)));
    searched(CLAIMS.hold());

    assertThat(bench.open()).extracting(Incident::widest).containsExactly(Scope.HIJACK);
    assertThat(bench.state(whole)).isEqualTo(PrefixState.UP);
  }

  @Test
  void itEndsWhenNobodyFollowsAnyMore() {
    bench.country.announce(PART, List.of(new Claim(STRANGER, CHINA, 30)));
    searched(CLAIMS.hold());
    bench.country.well();
    searched(Duration.ofMinutes(16));

    assertThat(bench.open()).isEmpty();
    assertThat(bench.tracks().claims()).isEmpty();
  }

  /** Who announces a part, or the whole with the community: blackholing is no hijack. */
  static Stream<Arguments> blackholes() {
    Prefix all = Prefix.parse("175.45.176.0/24");
    return Stream.of(
        Arguments.of("the owner, a part", PART, new Claim(OWN, CHINA, 10)),
        Arguments.of("a carrier, a part", PART, new Claim(CHINA, CHINA, 10)),
        Arguments.of(
            "the owner, with the community", all, new Claim(OWN, CHINA, ALL, false, true)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("blackholes")
  void blackholingIsNotedAndNoHijack(String name, Prefix prefix, Claim claim) {
    bench.country.announce(prefix, List.of(claim));
    searched(Duration.ofMinutes(5));

    assertThat(bench.tracks().blackholed()).containsOnlyKeys(prefix);
    assertThat(bench.changes()).isEmpty();
  }

  @Test
  void blackholingStandsInTheIncidentThatItBelongsTo() {
    bench.country.announce(PART, List.of(new Claim(OWN, CHINA, 10)));
    searched(Duration.ofMinutes(5));
    bench.country.hosts(bench.country.addresses(), Answer.TIMEOUT);
    bench.rounds(4, Duration.ofMinutes(5));

    assertThat(bench.open().get(0).findings().blackholed())
        .extracting(Findings.Blackholed::prefix)
        .containsExactly(PART);
  }

  @Test
  void serversInAHijackedPrefixMakeNoIncidentOfTheirOwn() {
    foreign(150);
    bench.country.hosts(bench.country.addresses(), Answer.TIMEOUT);
    bench.country.hosts(bench.country.nameservers(), Answer.TIMEOUT);
    bench.rounds(4, Duration.ofMinutes(5));

    assertThat(bench.open()).extracting(Incident::widest).containsExactly(Scope.HIJACK);
  }
}
