package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LedgerTest {
  private static final Instant NOW = Instant.parse("2026-11-23T04:12:00Z");

  @Test
  void runsHaveNoGapsAndComeBackFromText() {
    Ledger ledger = Ledger.EMPTY;
    for (long id : new long[] {7, 8, 9, 12, 3}) {
      ledger = ledger.with(id, NOW);
    }
    assertThat(ledger.text()).startsWith("4 ");
    assertThat(ledger.runs()).hasSize(3);
    assertThat(Ledger.parse(ledger.text())).isEqualTo(ledger);
    assertThat(Ledger.parse(Ledger.EMPTY.text())).isEqualTo(Ledger.EMPTY);
    for (long id = 0; id < 15; id++) {
      assertThat(ledger.has(id, NOW)).isEqualTo(id == 3 || (id >= 7 && id <= 9) || id == 12);
    }
  }

  @Test
  void whatIsOlderThanADayIsForgotten() {
    Ledger ledger = Ledger.EMPTY.with(7, NOW);
    Instant next = NOW.plus(Duration.ofDays(1));
    assertThat(ledger.has(7, next.minusMillis(1))).isTrue();
    assertThat(ledger.has(7, next)).isFalse();
    assertThat(ledger.with(100, next).runs()).hasSize(1);
  }

  @Test
  void afterDaysWithoutNewsTheHeadOfTheQueueIsAsked() {
    Ledger ledger = Ledger.EMPTY.with(500, NOW);
    assertThat(Ledger.EMPTY.offset(NOW)).isZero();
    assertThat(ledger.offset(NOW.plus(Duration.ofDays(5)))).isEqualTo(501);
    assertThat(ledger.offset(NOW.plus(Duration.ofDays(6)))).isZero();
  }

  @Test
  void itStaysSmall() {
    Ledger ledger = Ledger.EMPTY;
    for (long id = 0; id < 5000; id += 2) {
      ledger = ledger.with(id, NOW);
    }
    assertThat(ledger.text().length()).isLessThan(20_000);
    assertThat(ledger.has(4998, NOW)).isTrue();
  }
}
