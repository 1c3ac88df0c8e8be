package kpwatch.incident;

import java.time.Instant;
import java.util.Optional;

/**
 * When something changed, as far as it is known: after {@code notBefore}, at the latest at {@code
 * onset}.
 *
 * @param onset the first observation that shows the change
 * @param notBefore the last one that shows the old state; empty if none is known
 */
public record Change(Instant onset, Optional<Instant> notBefore) {}
