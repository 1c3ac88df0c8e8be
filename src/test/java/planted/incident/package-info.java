/** Wrong on purpose: what the rules must find in a core package. */
@NullMarked
package planted.incident;

import org.jspecify.annotations.NullMarked;
