/** The front door: command line and wiring, start and stop in order. May use everything. */
@NullMarked
package kpwatch.app;

import org.jspecify.annotations.NullMarked;
