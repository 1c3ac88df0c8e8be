package kpwatch.rislive;

import java.net.URI;
import kpwatch.config.Key;
import kpwatch.config.Settings;

/**
 * Whether and where RIS Live is listened to.
 *
 * @param url scheme {@code wss} or {@code ws}, without user info
 */
public record RisLiveSettings(boolean enabled, URI url) {
  private static final Key ENABLED =
      Key.of("ris-live.enabled", "true", "Listen to the stream of RIS Live.", "true or false");

  private static final Key URL =
      Key.of(
          "ris-live.url",
          "wss://ris-live.ripe.net/v1/ws/",
          "Where RIS Live is.",
          "a URL that begins with wss:// or ws://");

  public static RisLiveSettings from(Settings settings) {
    return new RisLiveSettings(settings.flag(ENABLED), settings.url(URL, "wss", "ws"));
  }
}
