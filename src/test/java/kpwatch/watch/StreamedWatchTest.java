package kpwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import kpwatch.incident.Scope;
import kpwatch.observation.Answer;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;
import kpwatch.rislive.LiveStream;
import kpwatch.testkit.Crowd;
import kpwatch.testkit.rislive.CountryFrames;
import org.junit.jupiter.api.Test;

/** A watch that polls and hears the stream, in frames as RIS Live writes them. */
class StreamedWatchTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration PING = Duration.ofSeconds(40);

  private final PlanBench bench = new PlanBench(new Crowd(100, 20, 60));
  private final LiveStream live = new LiveStream(bench.country.network());
  private CountryFrames frames = new CountryFrames(bench.country, bench.now());
  private final Queue<Coming> coming = new ArrayDeque<>();
  private Duration late = Duration.ZERO;
  private int copies = 1;
  private boolean open;
  private boolean silent;
  private Instant pinged = Instant.EPOCH;

  /** A frame on its way. */
  private record Coming(Instant at, String frame) {}

  StreamedWatchTest() {
    bench.hears(live).beforeEachTick(this::pump);
    connect();
    bench.goOn(Duration.ofHours(3)).forget();
    assertThat(live.signs(bench.now()).since()).isPresent();
  }

  @Test
  void allRoutesThatAreWithdrawnAtOnceAreToldOnceALookAgreesAfterTheWait() {
    Instant lost = lose();
    bench.goOn(Duration.ofMinutes(3));

    Incident told = only();
    assertThat(told.scope()).contains(Scope.NATIONAL);
    assertThat(told.onset()).isEqualTo(lost);
    assertThat(told.opened()).isBetween(lost.plusSeconds(45), lost.plusSeconds(49));
    assertThat(told.notBefore())
        .hasValueSatisfying(at -> assertThat(at).isAfter(lost.minusSeconds(31)));
  }

  @Test
  void routesThatAreWithdrawnPeerByPeerAreToldOnceNextToNobodyHasThem() {
    Instant first = bench.now();
    bench.country.everyHost(Answer.TIMEOUT);
    for (int seeing = 99; seeing >= 0; seeing--) {
      bench.country.everyRoute(seeing);
      bench.goOn(Duration.ofMillis(500));
    }
    bench.goOn(Duration.ofMinutes(2));

    Incident told = only();
    assertThat(told.scope()).contains(Scope.NATIONAL);
    assertThat(told.onset()).isBetween(first.plusSeconds(10), first.plusSeconds(20));
    assertThat(told.opened()).isBefore(first.plusSeconds(50 + 45 + 5));
  }

  @Test
  void aShortFlapOfOnePrefixIsNoNews() {
    bench.country.route(bench.country.network().prefixes().get(2), 0);
    bench.goOn(Duration.ofSeconds(12));
    bench.country.well();
    bench.goOn(Duration.ofMinutes(30));

    assertThat(changes()).isEmpty();
  }

  @Test
  void pathsThatMoveBetweenTheLinesAreNoNews() {
    Asn first = bench.country.network().upstreams().get(0).asn();
    Asn second = bench.country.network().upstreams().get(1).asn();
    for (int i = 0; i < 6; i++) {
      bench.country.everyRoute(Map.of(i % 2 == 0 ? first : second, 100));
      bench.goOn(Duration.ofMinutes(4));
    }
    bench.country.well();
    bench.goOn(Duration.ofMinutes(30));

    assertThat(changes()).isEmpty();
  }

  @Test
  void collectorsThatDieAreNoLoss() {
    Observation.Route control = (Observation.Route) bench.country.routes(bench.now()).get(0);
    for (Observation.Row row : control.rows()) {
      if (row.peer().collector().compareTo("RRC14") >= 0) {
        live.frame(frames.session(row.peer(), "down", bench.now()), bench.now());
      }
    }
    bench.country.crowd(new Crowd(100, 20, 60));
    bench.goOn(Duration.ofMinutes(30));

    assertThat(changes()).isEmpty();
    assertThat(bench.watch.tracks().routesPlane().seeing()).isTrue();
  }

  @Test
  void aStreamThatFellSilentIsNoSilenceOfTheCountryAndPollingGoesOn() {
    silent = true;
    bench.goOn(Duration.ofMinutes(5));
    assertThat(live.signs(bench.now()).since()).isEmpty();
    assertThat(changes()).isEmpty();

    Instant lost = lose();
    bench.goOn(Duration.ofMinutes(4));
    assertThat(only().scope()).contains(Scope.NATIONAL);
    assertThat(only().opened()).isBefore(lost.plus(Duration.ofMinutes(4)));
  }

  @Test
  void aStreamThatLagsByMinutesLeavesTheWordToThePolling() {
    late = Duration.ofSeconds(200);
    Instant lost = lose();
    bench.goOn(Duration.ofMinutes(6));

    assertThat(only().scope()).contains(Scope.NATIONAL);
    assertThat(only().onset()).isBetween(lost, lost.plus(Duration.ofMinutes(2)));
    assertThat(only().opened()).isBefore(lost.plus(Duration.ofMinutes(4)));
  }

  @Test
  void messagesOfLongAgoAndCopiesChangeNothing() {
    List<PeerId> peers =
        ((Observation.Route) bench.country.routes(bench.now()).get(0))
            .rows().stream().map(Observation.Row::peer).toList();
    for (int i = 0; i < 5; i++) {
      for (Prefix prefix : bench.country.network().prefixes()) {
        for (PeerId peer : peers) {
          Instant old = bench.now().minus(Duration.ofDays(1 + i));
          live.frame(frames.withdrawal(peer, prefix, old), bench.now());
        }
      }
      bench.goOn(MINUTE);
    }
    assertThat(changes()).isEmpty();
    assertThat(bench.called).as("nothing was asked for it").hasSizeLessThan(12);

    copies = 3;
    lose();
    bench.goOn(Duration.ofMinutes(3));
    bench.country.well();
    bench.goOn(Duration.ofMinutes(40));
    assertThat(changes().stream().map(IncidentChange::action))
        .startsWith(Incident.Action.OPENED)
        .endsWith(Incident.Action.CLOSED)
        .containsOnlyOnce(Incident.Action.OPENED, Incident.Action.CLOSED);
  }

  @Test
  void brokenFramesBreakNothing() {
    Instant lost = lose();
    for (String frame : List.of("", "{", "[]", "null", "{\"type\":\"ris_message\",\"data\":7}")) {
      live.frame(frame, bench.now());
    }
    for (String frame : frames.changes(bench.now())) {
      live.frame(frame.substring(0, frame.length() / 2), bench.now());
      live.frame(frame, bench.now());
    }
    bench.goOn(Duration.ofMinutes(3));

    assertThat(only().opened()).isBetween(lost.plusSeconds(45), lost.plusSeconds(49));
  }

  @Test
  void aServerThatClosesEveryTenSecondsCostsNoMoreThanTheBudgetAndNoFalseWord() {
    for (int i = 0; i < 2 * 24 * 360; i++) {
      if (i % 2 == 0) {
        connect();
      } else {
        disconnect();
      }
      bench.goOn(Duration.ofSeconds(5));
    }
    assertThat(changes()).isEmpty();
    assertThat(bench.mostCallsWithin(Duration.ofDays(1))).isLessThanOrEqualTo(1000);
  }

  @Test
  void aNormalDayCostsNoMoreThanItsCalls() {
    bench.goOn(Duration.ofDays(1).plusHours(1));

    assertThat(changes()).isEmpty();
    assertThat(bench.mostCallsWithin(Duration.ofDays(1))).isLessThanOrEqualTo(1000);
  }

  @Test
  void aLossWithinAGapIsToldWithItsInterval() {
    Instant gap = bench.now();
    disconnect();
    bench.goOn(Duration.ofSeconds(20));
    lose();
    bench.goOn(PING);
    connect();
    Instant end = bench.now();
    bench.goOn(Duration.ofMinutes(3));

    assertThat(only().scope()).contains(Scope.NATIONAL);
    assertThat(only().onset()).isBetween(gap, end.plusSeconds(3));
    assertThat(only().notBefore())
        .hasValueSatisfying(
            at -> assertThat(at).isBetween(gap.minusSeconds(31), gap.plusSeconds(20)));
    assertThat(only().opened()).isBefore(end.plus(Duration.ofMinutes(2)));
  }

  @Test
  void whatTheStreamHasMissedIsPutRightByTheNextLook() {
    lose();
    frames.changes(bench.now());
    bench.goOn(Duration.ofMinutes(5));
    assertThat(only().scope()).as("nobody told it").contains(Scope.NATIONAL);

    bench.country.well();
    frames.changes(bench.now());
    bench.goOn(Duration.ofMinutes(40));
    assertThat(bench.watch.tracks().open()).isEmpty();
    assertThat(changes()).hasSizeGreaterThan(1);
  }

  @Test
  void whileRipestatIsDownTheStreamStillSeesTheRoutes() {
    bench.country.ripestat(Optional.of(Cause.HTTP_5XX));
    bench.goOn(Duration.ofHours(2));

    assertThat(bench.watch.tracks().routesPlane().seeing()).isTrue();
    assertThat(changes()).isEmpty();
  }

  private Instant lose() {
    bench.country.everyRoute(0);
    bench.country.everyHost(Answer.TIMEOUT);
    return bench.now();
  }

  private void connect() {
    open = true;
    live.opened(bench.now());
    live.frame(CountryFrames.PONG, bench.now());
    frames = new CountryFrames(bench.country, bench.now());
  }

  private void disconnect() {
    open = false;
    live.closed("cut", bench.now());
  }

  /** What the connection brings until now. */
  private void pump() {
    Instant now = bench.now();
    if (!open || silent) {
      return;
    }
    frames.changes(now).forEach(frame -> coming.add(new Coming(now.plus(late), frame)));
    while (!coming.isEmpty() && !coming.element().at().isAfter(now)) {
      String frame = coming.remove().frame();
      for (int i = 0; i < copies; i++) {
        live.frame(frame, now);
      }
    }
    if (!now.isBefore(pinged.plus(PING))) {
      live.frame(CountryFrames.PONG, now);
      pinged = now;
    }
  }

  private List<IncidentChange> changes() {
    return new ArrayList<>(bench.watch.changes().toList());
  }

  private Incident only() {
    List<String> codes = changes().stream().map(c -> c.incident().code()).distinct().toList();
    assertThat(codes).hasSize(1);
    return changes().get(changes().size() - 1).incident();
  }
}
