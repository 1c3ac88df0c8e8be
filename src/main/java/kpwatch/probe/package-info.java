/**
 * Polite direct looks at the country's own servers and at the controls. Edge: speaks HTTP and DNS
 * to the hosts of the watched network only; decides neither pace nor meaning.
 */
@NullMarked
package kpwatch.probe;

import org.jspecify.annotations.NullMarked;
