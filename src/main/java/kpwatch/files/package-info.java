/**
 * Reads network and scenario files and plays scenarios as the outside world would answer. Edge: it
 * reads files, uses only {@code observation} and {@code network}, never judges what it plays and
 * never opens a connection.
 */
@NullMarked
package kpwatch.files;

import org.jspecify.annotations.NullMarked;
