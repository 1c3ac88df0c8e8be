/**
 * The database behind every port. Edge: the only place that knows SQL; judges nothing of what it
 * keeps.
 */
@NullMarked
package kpwatch.storage;

import org.jspecify.annotations.NullMarked;
