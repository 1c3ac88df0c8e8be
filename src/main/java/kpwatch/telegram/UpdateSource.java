package kpwatch.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.config.Redacted;
import kpwatch.config.Secret;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;

/**
 * {@code getUpdates}, as trees, so that one odd update does not spoil its neighbours, and with the
 * server's own error codes, which the library's poller hides.
 */
final class UpdateSource {
  /** Remembered by the server, so always sent: https://core.telegram.org/bots/api#getupdates. */
  private static final List<String> KINDS =
      List.of("message", "callback_query", "my_chat_member", "channel_post");

  private static final MediaType JSON = MediaType.get("application/json");
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final OkHttpClient http;
  private final HttpUrl url;
  private final Duration hold;

  /**
   * @param hold how long the server holds a poll without news
   */
  UpdateSource(Secret token, URI base, OkHttpClient http, Duration hold) {
    this.http = http;
    this.hold = hold;
    this.url =
        HttpUrl.get(base.toString())
            .newBuilder()
            .encodedPath("/")
            .addPathSegment("bot" + token.reveal())
            .addPathSegment(GetUpdates.PATH)
            .build();
  }

  /**
   * Asks, and waits for news if there is none.
   *
   * @param offset confirms what is before it; 0: the head of the queue
   */
  Answer<List<JsonNode>> ask(long offset) {
    try {
      GetUpdates question =
          GetUpdates.builder()
              .offset((int) offset)
              .limit(100)
              .timeout((int) hold.toSeconds())
              .allowedUpdates(KINDS)
              .build();
      RequestBody body = RequestBody.create(MAPPER.writeValueAsString(question), JSON);
      Request request = new Request.Builder().url(url).post(body).build();
      try (Response response = http.newCall(request).execute()) {
        return read(MAPPER.readTree(response.body().string()));
      }
    } catch (JsonProcessingException e) {
      return new Answer.Unsure<>("not JSON");
    } catch (IOException e) {
      return failed(e);
    }
  }

  private static Answer<List<JsonNode>> read(JsonNode answer) {
    if (!answer.path("ok").asBoolean()) {
      JsonNode more = answer.path("parameters");
      return new Answer.Refused<>(
          answer.path("error_code").asInt(),
          Redacted.text(answer.path("description").asText()),
          more.path("retry_after").isInt()
              ? Optional.of(Duration.ofSeconds(more.path("retry_after").asInt()))
              : Optional.empty(),
          Optional.empty());
    }
    List<JsonNode> updates = new ArrayList<>();
    answer.path("result").forEach(updates::add);
    return new Answer.Ok<>(updates);
  }

  private static Answer<List<JsonNode>> failed(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof NoAnswer none) {
        return BotApi.of(none);
      }
    }
    return new Answer.Unsure<>(e.getClass().getSimpleName());
  }
}
