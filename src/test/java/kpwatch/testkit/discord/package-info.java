/**
 * Discord on loopback: REST, gateway, permissions, limits and a judge of what a bot sends. Test
 * code only; it shares nothing with its client but the socket, so the client may be another
 * process. Contract: https://docs.discord.com/developers.
 */
@NullMarked
package kpwatch.testkit.discord;

import org.jspecify.annotations.NullMarked;
