/**
 * What RIPEstat says about routes, full-table peers and RPKI. Edge: knows only RIPEstat; OkHttp and
 * Jackson types do not leave it, and it decides nothing about outages.
 */
@NullMarked
package kpwatch.ripestat;

import org.jspecify.annotations.NullMarked;
