/**
 * What changed: thresholds, tracks, the detector (a fold), transitions and incidents. Core: no I/O,
 * no clock.
 */
@NullMarked
package kpwatch.incident;

import org.jspecify.annotations.NullMarked;
