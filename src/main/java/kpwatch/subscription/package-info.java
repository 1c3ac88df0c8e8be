/** Who wants to know: channels and what they asked to hear. Core: no I/O, no clock. */
@NullMarked
package kpwatch.subscription;

import org.jspecify.annotations.NullMarked;
