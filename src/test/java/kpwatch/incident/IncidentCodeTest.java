package kpwatch.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The name of an incident. */
class IncidentCodeTest {
  private static final Instant ONSET = Instant.parse("2026-03-02T03:14:15Z");

  @Test
  void theSameNetworkAndMinuteGiveTheSameCode() {
    String code = IncidentCode.of("KP", ONSET, Set.of());

    assertThat(code).matches("KP-[A-HJ-KMNP-TV-Z2-9]{4}");
    assertThat(IncidentCode.of("KP", ONSET.plusSeconds(30), Set.of())).isEqualTo(code);
    assertThat(IncidentCode.of("KP", ONSET.plusSeconds(60), Set.of())).isNotEqualTo(code);
  }

  @Test
  void aCodeThatIsTakenMovesOn() {
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      assertThat(taken.add(IncidentCode.of("KP", ONSET, taken))).isTrue();
    }
  }

  @Test
  void aYearOfMinutesSpreadsOverTheCodes() {
    Set<String> codes = new HashSet<>();
    for (int hour = 0; hour < 24 * 365; hour++) {
      codes.add(IncidentCode.of("KP", ONSET.plus(Duration.ofHours(hour)), Set.of()));
    }
    assertThat(codes).hasSizeGreaterThan(8500);
  }
}
