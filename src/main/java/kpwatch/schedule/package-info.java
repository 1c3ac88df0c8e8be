/**
 * When things run: Quartz, with its jobs in memory. Edge: runs named tasks and knows nothing of
 * what they do.
 */
@NullMarked
package kpwatch.schedule;

import org.jspecify.annotations.NullMarked;
