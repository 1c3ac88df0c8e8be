/** RIS Live on loopback, as a scripted server. Test code only. */
@NullMarked
package kpwatch.testkit.rislive;

import org.jspecify.annotations.NullMarked;
