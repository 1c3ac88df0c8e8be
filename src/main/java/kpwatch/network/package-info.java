/**
 * The network that is watched, as checked records. Core: no I/O; files are read in {@code files}.
 */
@NullMarked
package kpwatch.network;

import org.jspecify.annotations.NullMarked;
