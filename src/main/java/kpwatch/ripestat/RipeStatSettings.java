package kpwatch.ripestat;

import java.net.URI;
import java.util.Optional;
import kpwatch.config.Key;
import kpwatch.config.Settings;

/**
 * How RIPEstat is asked.
 *
 * @param baseUrl what {@code /data/<call>/data.json} is appended to, with or without a slash
 * @param sourceapp the name by which RIPE NCC knows who asks; sent with every call
 * @param dailyBudget calls in a normal day; a day with an incident may have half as many again
 */
public record RipeStatSettings(URI baseUrl, String sourceapp, int dailyBudget) {
  private static final Key BASE_URL =
      Key.of(
          "ripestat.base-url",
          "https://stat.ripe.net",
          "Where RIPEstat is asked for the routes.",
          "a URL that begins with https:// or http://");

  private static final Key SOURCEAPP =
      Key.of(
          "ripestat.sourceapp",
          "kpwatch",
          "The name sent with every call; register your own with RIPE NCC above 1,000 calls a day.",
          "1 to 64 letters, digits, dots, hyphens and underscores");

  private static final Key DAILY_BUDGET =
      Key.of(
          "ripestat.daily-budget",
          "1000",
          "Calls to RIPEstat in a normal day; half as many again in a day with an incident.",
          "a whole number from 1 to 100000");

  public static RipeStatSettings from(Settings settings) {
    return new RipeStatSettings(
        settings.url(BASE_URL, "https", "http"),
        settings.value(
            SOURCEAPP, t -> Optional.of(t).filter(name -> name.matches("[A-Za-z0-9._-]{1,64}"))),
        settings.wholeNumber(DAILY_BUDGET, 1, 100_000));
  }
}
