/**
 * Telegram: alerts, living cards, commands and buttons, through the Bot API. Edge: the library's
 * types stay here; knows what to say and to whom only through the ports of the core.
 */
@NullMarked
package kpwatch.telegram;

import org.jspecify.annotations.NullMarked;
