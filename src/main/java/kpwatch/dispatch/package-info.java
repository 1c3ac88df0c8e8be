/**
 * The threads that carry deliveries to the platforms, one for each. Edge: decides when to send and
 * when to try again, never what is said or to whom.
 */
@NullMarked
package kpwatch.dispatch;

import org.jspecify.annotations.NullMarked;
