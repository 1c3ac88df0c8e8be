/**
 * Keeps the program's threads alive and counts what fails. Edge: knows no other package of the
 * program and decides nothing about the watch or the chats.
 */
@NullMarked
package kpwatch.supervision;

import org.jspecify.annotations.NullMarked;
