package kpwatch.incident;

import java.time.Instant;
import java.util.Optional;

/**
 * A scope that holds now.
 *
 * @param since the first observation of what makes this scope
 * @param onset the first departure that belongs to it, which may lie before: precursors belong to
 *     what they lead to
 * @param notBefore the last observation before {@code onset} that showed the old state
 */
record Judged(Scope scope, Instant since, Instant onset, Optional<Instant> notBefore) {}
