package kpwatch.incident;

import java.time.Instant;
import java.util.Optional;

/**
 * A prefix that seems to change, until enough looks agree.
 *
 * @param to what it seems to become
 * @param first the first observation that shows it
 * @param lastOld the last observation that showed the old state; empty if none is known
 * @param judged the first look that was held against a control no older than {@code first}; only
 *     such looks count
 */
public record Turn(
    PrefixState to, Instant first, Optional<Instant> lastOld, Optional<Instant> judged) {}
