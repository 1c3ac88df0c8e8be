package kpwatch.discord;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Bounds the waits that an answer asks for. A 429 may come from any machine on the way, and JDA and
 * {@link Windows} keep to its time, so one header would silence the bot for years. After an hour
 * the question is asked again, and Discord may say the same again.
 */
final class WaitBound implements Interceptor {
  static final Duration LONGEST = Duration.ofHours(1);

  /** For a time that cannot be read, such as a date. */
  private static final Duration UNREADABLE = Duration.ofMinutes(1);

  /** In seconds: https://docs.discord.com/developers/topics/rate-limits, read 2026-11-23. */
  private static final List<String> HEADERS = List.of("Retry-After", "X-RateLimit-Reset-After");

  private static final int MOST_CHARACTERS = 30;

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    Response.Builder bounded = response.newBuilder();
    for (String name : HEADERS) {
      String value = response.header(name);
      if (value != null && !isBounded(value)) {
        bounded.header(name, Long.toString(instead(value).toSeconds()));
      }
    }
    return bounded.build();
  }

  private static boolean isBounded(String value) {
    double seconds = seconds(value);
    return seconds >= 0 && seconds <= LONGEST.toSeconds();
  }

  private static Duration instead(String value) {
    return seconds(value) > 0 ? LONGEST : UNREADABLE;
  }

  private static double seconds(String value) {
    try {
      return value.length() > MOST_CHARACTERS ? Double.NaN : Double.parseDouble(value);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
