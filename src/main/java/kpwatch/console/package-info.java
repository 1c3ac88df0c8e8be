/** Alerts on standard output. Edge: prints what was decided elsewhere; logs go another way. */
@NullMarked
package kpwatch.console;

import org.jspecify.annotations.NullMarked;
