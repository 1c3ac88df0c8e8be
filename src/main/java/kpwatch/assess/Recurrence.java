package kpwatch.assess;

import java.time.Duration;
import java.util.Optional;

/**
 * How often the like has happened within a month.
 *
 * @param nth which one of its kind this is, from 1
 * @param usual how long the earlier ones lasted, in the median
 */
public record Recurrence(int nth, Optional<Duration> usual) {}
