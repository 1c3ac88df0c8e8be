package kpwatch.incident;

import java.time.Instant;
import kpwatch.observation.Subject;

/**
 * One value that may enter the usual of a subject.
 *
 * @param value a share between 0 and 1 for prefixes and lines, a count for {@code
 *     source:live-peers}, seconds for addresses and name servers
 */
public record Sample(Subject subject, Instant at, double value) {}
