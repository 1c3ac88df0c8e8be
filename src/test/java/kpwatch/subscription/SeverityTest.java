package kpwatch.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import kpwatch.incident.Scope;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeverityTest {
  @ParameterizedTest
  @CsvSource({
    "DEGRADED, UPSTREAM, false",
    "DEGRADED, DEGRADED, true",
    "DEGRADED, PARTIAL,  true",
    "DEGRADED, NATIONAL, true",
    "PARTIAL,  UPSTREAM, false",
    "PARTIAL,  DEGRADED, false",
    "PARTIAL,  PARTIAL,  true",
    "PARTIAL,  NATIONAL, true",
    "OUTAGE,   UPSTREAM, false",
    "OUTAGE,   DEGRADED, false",
    "OUTAGE,   PARTIAL,  false",
    "OUTAGE,   NATIONAL, true",
  })
  void whatIsAtLeastAsBad(Severity from, Scope scope, boolean reached) {
    assertThat(from.reached(scope)).isEqualTo(reached);
  }
}
