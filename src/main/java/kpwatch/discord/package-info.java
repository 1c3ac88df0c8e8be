/**
 * Discord: alerts, living cards and slash commands, through JDA. Edge: JDA's types stay here; knows
 * what to say and to whom only through the ports of the core.
 */
@NullMarked
package kpwatch.discord;

import org.jspecify.annotations.NullMarked;
