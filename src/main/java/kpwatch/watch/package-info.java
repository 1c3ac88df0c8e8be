/**
 * When to look, and one round from observations to deliveries. Core: calls ports; no threads, no
 * clock.
 */
@NullMarked
package kpwatch.watch;

import org.jspecify.annotations.NullMarked;
