/**
 * Scripted servers on loopback that stand for the outside world in tests; they enforce the real
 * rules and are nastier than the real ones. Test code only; knows nothing of the program.
 */
@NullMarked
package kpwatch.testkit;

import org.jspecify.annotations.NullMarked;
