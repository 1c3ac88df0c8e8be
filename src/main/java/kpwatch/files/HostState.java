package kpwatch.files;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * How a site, a name server or a control answers.
 *
 * @param time until it answers; empty: as at the start of the scenario
 * @param lost share of the attempts that time out although the answer is {@code ok}
 */
public record HostState(HostAnswer answer, Optional<Duration> time, BigDecimal lost) {}
