package kpwatch.app;

import java.util.Optional;
import kpwatch.config.Key;
import kpwatch.config.Secret;
import kpwatch.config.Settings;
import kpwatch.subscription.ChannelRef;

/**
 * How whoever runs the bot hears of it.
 *
 * @param channel hears of our own troubles
 * @param heartbeat called while all is well; secret, since who knows it can call it
 */
public record OperatorSettings(Optional<ChannelRef> channel, Optional<Secret> heartbeat) {
  private static final Key CHANNEL =
      Key.of(
          "operator.channel",
          "",
          "The chat that hears of trouble with the bot itself; empty: none.",
          "discord:ID or telegram:ID, the ID a number");

  private static final Key HEARTBEAT =
      Key.secret(
          "heartbeat.url",
          "A URL to call once a minute while all parts but RIS Live are well; empty: none.",
          "a URL that begins with https:// or http://");

  static OperatorSettings from(Settings settings) {
    return new OperatorSettings(
        settings.optional(
            CHANNEL,
            t -> Optional.of(t).filter(c -> c.matches(AccessSettings.CHAT)).map(ChannelRef::parse)),
        settings.secretUrl(HEARTBEAT, "https", "http"));
  }
}
