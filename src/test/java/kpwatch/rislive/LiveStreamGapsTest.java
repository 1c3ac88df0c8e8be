package kpwatch.rislive;

import static kpwatch.rislive.OnAir.at;
import static kpwatch.rislive.OnAir.look;
import static kpwatch.rislive.Watching.KP;
import static kpwatch.rislive.Watching.PREFIX;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kpwatch.observation.Observation;
import kpwatch.observation.Prefix;
import org.junit.jupiter.api.Test;

/** When the stream is not heard, and what holds afterwards. */
class LiveStreamGapsTest {
  private static final Prefix PART = Prefix.parse("175.45.176.128/25");

  private final OnAir air = new OnAir();

  @Test
  void silenceAndClosingAreNewsAndThenNoRouteIsShown() {
    Observation.Streamed silent = air.stream.news(at(72)).orElseThrow();
    assertThat(silent.live()).isFalse();
    assertThat(silent.why()).startsWith("connected, but silent since");
    assertThat(silent.routes()).isEmpty();
    air.stream.closed("cut", at(73));
    assertThat(air.stream.news(at(73)).orElseThrow().why()).isEqualTo("cut");
    assertThat(air.stream.signs(at(73)).why()).isEqualTo("cut");
  }

  @Test
  void afterAGapEachPrefixIsShownOnceItIsCompared() {
    air.reconnect(100, 200);
    assertThat(air.routes(200)).isEmpty();
    air.stream.compare(look(KP.prefixes().get(2), 201, true));
    assertThat(air.routes(202))
        .extracting(Observation.Route::prefix)
        .containsExactly(KP.prefixes().get(2));
    assertThat(air.stream.news(at(203))).isEmpty();
  }

  @Test
  void aWithdrawalInAGapShowsAfterComparing() {
    air.reconnect(100, 200);
    air.stream.compare(look(PREFIX, 201, false));
    assertThat(air.routes(202)).singleElement().satisfies(r -> assertThat(r.rows()).isEmpty());
  }

  /** It was under way while the connection came up. */
  @Test
  void aLookOfTheGapDoesNotTellWhatWasMissedAfterIt() {
    air.reconnect(100, 200);
    air.stream.compare(look(PREFIX, 194, true));
    assertThat(air.routes(201)).isEmpty();
    air.stream.compare(look(PREFIX, 195, true));
    assertThat(air.routes(202)).hasSize(1);
  }

  @Test
  void aPartIsShownWhileSomebodyHasItAndNotAfterAGap() {
    air.announce(PART, 2, 2);
    assertThat(air.routes(2)).extracting(Observation.Route::prefix).contains(PART).hasSize(5);
    air.withdraw(PART, 3, 3);
    assertThat(air.routes(3)).hasSize(4);
    air.announce(PART, 4, 4);
    assertThat(air.routes(4)).hasSize(5);
    air.reconnect(100, 200);
    air.stream.compare(look(PREFIX, 201, true));
    assertThat(air.routes(202)).extracting(Observation.Route::prefix).containsExactly(PREFIX);
  }

  @Test
  void aClockThatIsSetBackEndsNothingAndHidesNoSilence() {
    Observation.Streamed back = air.stream.news(at(-3600)).orElseThrow();
    assertThat(back.since()).hasValue(at(-3600));
    assertThat(back.routes()).hasSize(4);
    assertThat(air.stream.news(at(-3600 + 71)).orElseThrow().live()).isFalse();
  }

  @Test
  void brokenFramesAreCountedAndProveNothing() {
    for (String text : List.of("", "{}", "{\"type\":\"pong\"")) {
      assertThat(air.stream.frame(text, at(70))).isFalse();
    }
    LiveStream.Signs signs = air.stream.signs(at(72));
    assertThat(signs.malformed()).isEqualTo(3);
    assertThat(signs.frames()).isEqualTo(5);
    assertThat(signs.message()).hasValue(at(70));
    assertThat(signs.since()).isEmpty();
  }

  @Test
  void aComplaintProvesNothing() {
    air.stream.frame("{\"type\":\"ris_error\",\"data\":{\"message\":\"too slow\"}}", at(70));
    assertThat(air.stream.signs(at(72)).since()).isEmpty();
  }

  @Test
  void aComplaintIsAGap() {
    air.stream.frame("{\"type\":\"ris_error\",\"data\":{\"message\":\"too slow\"}}", at(10));
    assertThat(air.stream.signs(at(10)).since()).hasValue(at(10));
    assertThat(air.routes(10)).isEmpty();
    air.stream.compare(look(PREFIX, 4, true));
    assertThat(air.routes(11)).isEmpty();
    air.stream.compare(look(PREFIX, 11, true));
    assertThat(air.routes(12)).hasSize(1);
  }
}
