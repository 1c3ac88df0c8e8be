/**
 * Scripted servers on loopback that stand for the outside world in tests; they enforce the real
 * rules and are nastier than the real ones. Test code only; of the program it knows the scenario
 * files alone.
 */
@NullMarked
package kpwatch.testkit;

import org.jspecify.annotations.NullMarked;
