package kpwatch.discord;

import java.io.IOException;
import java.time.Duration;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.utils.data.DataObject;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * How often we may still begin a session today. Beyond 1,000 Discord resets the token, so a program
 * that crashes in a loop must slow down by itself: what is left is asked before each start, and the
 * last ones are spread over the time until there are more.
 * https://docs.discord.com/developers/events/gateway, read 2026-11-23.
 */
final class IdentifyBudget {
  /** Above it a start needs no thought. */
  private static final int PLENTY = 200;

  private final DiscordSettings settings;
  private final OkHttpClient http =
      new OkHttpClient.Builder()
          .addInterceptor(new AnswerOrigin())
          .followRedirects(false)
          .callTimeout(Duration.ofSeconds(20))
          .build();

  IdentifyBudget(DiscordSettings settings) {
    this.settings = settings;
  }

  /**
   * @param left starts that are left
   * @param pause before the next one
   */
  record Allowed(int left, Duration pause) {
    /**
     * Whether a session may begin now.
     *
     * @param waited whether its pause has been kept
     */
    boolean now(boolean waited) {
      return pause.isZero() || waited && left > 0;
    }
  }

  /**
   * Asks Discord. Throws {@link InvalidTokenException} if the token is not valid and {@link
   * IllegalStateException} if there is no usable answer.
   */
  Allowed ask() {
    Request request =
        new Request.Builder()
            .url(settings.baseUrl().resolve("gateway/bot").toString())
            .header("Authorization", "Bot " + settings.token().orElseThrow().reveal())
            .header("User-Agent", "DiscordBot (kpwatch, 1)")
            .build();
    try (Response response = http.newCall(request).execute()) {
      if (response.code() == 401) {
        throw new InvalidTokenException();
      }
      if (!response.isSuccessful()) {
        throw new IllegalStateException("gateway/bot was answered with " + response.code());
      }
      DataObject limit =
          DataObject.fromJson(response.body().string()).getObject("session_start_limit");
      return allowed(limit.getInt("remaining"), Duration.ofMillis(limit.getLong("reset_after", 0)));
    } catch (IOException e) {
      throw new IllegalStateException("gateway/bot was not answered: " + e.getMessage(), e);
    }
  }

  static Allowed allowed(int left, Duration reset) {
    boolean plenty = left > PLENTY;
    return new Allowed(left, plenty ? Duration.ZERO : reset.dividedBy(Math.max(1, left)));
  }
}
