/**
 * What was seen: networks' numbers, subjects, observations and the ports of the sources. Core: no
 * I/O, no clock, uses nothing else.
 */
@NullMarked
package kpwatch.observation;

import org.jspecify.annotations.NullMarked;
