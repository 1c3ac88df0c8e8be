/**
 * What we say: notifications, their words, deliveries and the ports that carry them. Core: no I/O,
 * no clock.
 */
@NullMarked
package kpwatch.notify;

import org.jspecify.annotations.NullMarked;
