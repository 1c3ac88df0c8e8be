/**
 * What tests share: scripted servers on loopback that stand for the outside world, nastier than the
 * real ones and holding to its real rules; and, for the core, a made-up country that is looked at
 * by a stepped clock. Test code only.
 */
@NullMarked
package kpwatch.testkit;

import org.jspecify.annotations.NullMarked;
