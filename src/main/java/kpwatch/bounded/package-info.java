/**
 * Connections whose incoming bytes are counted where they come in. Edge: may use OkHttp and Okio,
 * and no other package of ours; all edges may use it. It opens no connection by itself.
 */
@NullMarked
package kpwatch.bounded;

import org.jspecify.annotations.NullMarked;
