package kpwatch.incident;

import java.time.Instant;
import java.util.Optional;

/** A scope that holds now, and since when as far as it is known. */
record Judged(Scope scope, Instant onset, Optional<Instant> notBefore) {}
