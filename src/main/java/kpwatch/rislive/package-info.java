/**
 * Routes as RIS Live streams them. Edge: holds one websocket to RIS Live and speaks to nobody else;
 * judges nothing, since what a withdrawal means is for the core.
 */
@NullMarked
package kpwatch.rislive;

import org.jspecify.annotations.NullMarked;
