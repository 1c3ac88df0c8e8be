/**
 * Runs the fuzz targets, classes called {@code …Fuzz} beside what they try: on the inputs that are
 * kept, and with Jazzer on inputs that it makes up. See {@code docs/fuzzing.md}.
 */
@NullMarked
package kpwatch.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
