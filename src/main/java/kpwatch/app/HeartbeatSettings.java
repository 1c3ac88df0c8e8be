package kpwatch.app;

import java.util.Optional;
import kpwatch.config.Key;
import kpwatch.config.Secret;
import kpwatch.config.Settings;

/**
 * Whom the bot tells that it lives.
 *
 * @param url called while all is well; secret, since who knows it can call it
 */
public record HeartbeatSettings(Optional<Secret> url) {
  private static final Key URL =
      Key.secret(
          "heartbeat.url",
          "A URL to call once a minute while all parts are well; empty: none.",
          "a URL that begins with https:// or http://");

  static HeartbeatSettings from(Settings settings) {
    return new HeartbeatSettings(settings.secretUrl(URL, "https", "http"));
  }
}
