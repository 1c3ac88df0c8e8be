/**
 * Routes as RIPEstat tells them. Edge: speaks HTTP to RIPEstat and nobody else; judges nothing,
 * since what emptiness means is for the core.
 */
@NullMarked
package kpwatch.ripestat;

import org.jspecify.annotations.NullMarked;
