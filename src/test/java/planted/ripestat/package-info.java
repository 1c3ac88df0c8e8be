/** Wrong on purpose: what the rules must find in an edge. */
@NullMarked
package planted.ripestat;

import org.jspecify.annotations.NullMarked;
