/**
 * The one door for text that strangers wrote: messages and their words, names of groups, channels
 * and users, answers of servers, exceptions that quote foreign bytes, names in files. Core: pure,
 * uses nothing of the program, and every package may use it. It knows no platform's markup.
 */
@NullMarked
package kpwatch.untrusted;

import org.jspecify.annotations.NullMarked;
