package kpwatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Wishes.Detail;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardEditTest {
  private static final Instant POSTED = Instant.parse("2026-03-02T03:00:00Z");

  /** The words have changed since it was edited, {@code pause} seconds ago. */
  @ParameterizedTest(name = "{0} min old, edited {1} s ago, material {2}, ended {3}, frozen {4}")
  @CsvSource({
    // fresh: once a minute
    "  5,   59, false, false, false, false",
    "  5,   60, false, false, false, true",
    "  5,   59, true,  false, false, false",
    "  5,   60, true,  false, false, true",
    " 14,   60, false, false, false, true",
    // then once in ten minutes
    " 15,   60, false, false, false, false",
    " 15,  599, true,  false, false, false",
    " 15,  600, false, false, false, true",
    " 59,  600, false, false, false, true",
    // after an hour what is material, every 15 minutes
    " 60,  600, true,  false, false, false",
    " 60,  899, true,  false, false, false",
    " 60,  900, true,  false, false, true",
    " 60, 3600, false, false, false, false",
    "600,  900, true,  false, false, true",
    // nothing once the platform takes no more
    "  5,  600, true,  false, true, false",
    " 30,  600, true,  false, true, false",
    "600,  900, true,  false, true, false",
    // the end at once, and even then
    "  5,    0, true,  true,  true, true",
    "600,    1, true,  true,  true, true",
    "  5,    0, true,  true,  false, true",
    " 30,    1, true,  true,  false, true",
    "600,    1, true,  true,  false, true",
  })
  void howOftenItMayBeEdited(
      long age, long pause, boolean material, boolean ended, boolean frozen, boolean due) {
    assertThat(due(age, pause, material, ended, frozen)).isEqualTo(due);
  }

  @ParameterizedTest(name = "{0} min old")
  @CsvSource({"5", "30", "60", "600"})
  void onePostReadsAsItShouldAndIsLeftAlone(long age) {
    Instant now = POSTED.plus(Duration.ofMinutes(age));
    CardEdit shown = edit(now.minus(Duration.ofHours(9)), POSTED, POSTED, POSTED, false, false);
    CardEdit over = edit(now.minus(Duration.ofHours(9)), POSTED, POSTED, POSTED, true, false);

    assertThat(shown.due(now)).isFalse();
    assertThat(over.due(now)).as("an end that is shown already").isFalse();
  }

  @ParameterizedTest(name = "ended {0}")
  @ValueSource(booleans = {true, false})
  void afterAFailureItWaitsAsLongAsItWasTold(boolean ended) {
    Instant now = POSTED.plusSeconds(300);
    CardEdit later = edit(now.plusSeconds(1), POSTED, now, now, ended, false);

    assertThat(later.due(now)).isFalse();
    assertThat(later.due(now.plusSeconds(61))).isTrue();
  }

  private static boolean due(
      long age, long pause, boolean material, boolean ended, boolean frozen) {
    Instant now = POSTED.plus(Duration.ofMinutes(age));
    Instant edited = now.minusSeconds(pause);
    Instant changed = edited.plusMillis(1);
    return edit(edited, edited, changed, material ? changed : POSTED, ended, frozen).due(now);
  }

  private static CardEdit edit(
      Instant edited,
      Instant shown,
      Instant changed,
      Instant material,
      boolean ended,
      boolean frozen) {
    return new CardEdit(
        new ChannelRef("chat", "a"),
        "17",
        POSTED,
        edited,
        shown,
        frozen,
        Detail.FULL,
        new Card("KP-K7Q2", changed, material, "stand", ended, Message.note("OUTAGE")));
  }
}
