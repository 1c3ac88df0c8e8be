/**
 * Asks the country's own servers and the controls, politely: one GET, one SOA question, one A
 * question at a time. Edge: may use {@code observation}, {@code network}, {@code config}, {@code
 * bounded}, OkHttp and dnsjava; judges nothing, keeps no content, tries nothing twice.
 */
@NullMarked
package kpwatch.probe;

import org.jspecify.annotations.NullMarked;
