package kpwatch.discord;

import java.net.URI;
import java.util.Optional;
import kpwatch.config.Key;
import kpwatch.config.Secret;
import kpwatch.config.Settings;

/**
 * How Discord is reached.
 *
 * @param token empty: no Discord
 * @param baseUrl of the REST interface, version included
 * @param gatewayUrl empty: Discord is asked
 */
public record DiscordSettings(Optional<Secret> token, URI baseUrl, Optional<URI> gatewayUrl) {
  private static final Key TOKEN =
      Key.secret(
          "discord.token",
          "Token of the Discord bot; empty: no Discord.",
          "printable ASCII without blanks");

  private static final Key BASE_URL =
      Key.of(
          "discord.base-url",
          "https://discord.com/api/v10/",
          "Where Discord's REST interface is.",
          "a URL that begins with https:// or http://");

  private static final Key GATEWAY_URL =
      Key.of(
          "discord.gateway-url",
          "",
          "Discord's gateway; empty: ask Discord.",
          "a URL that begins with wss:// or ws://");

  public static DiscordSettings from(Settings settings) {
    return new DiscordSettings(
        settings.secret(TOKEN),
        settings.url(BASE_URL, "https", "http"),
        settings.optionalUrl(GATEWAY_URL, "wss", "ws"));
  }
}
