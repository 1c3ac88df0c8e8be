/**
 * Settings: the file and the environment they come from, typed reads, all problems at once, masked
 * secrets. Edge: reads one file; knows no other package and none of the keys, which their owners
 * declare.
 */
@NullMarked
package kpwatch.config;

import org.jspecify.annotations.NullMarked;
