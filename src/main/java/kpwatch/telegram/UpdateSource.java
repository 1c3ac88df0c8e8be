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

  /** At once; Telegram gives no more: https://core.telegram.org/bots/api#getupdates. */
  static final int MOST = 100;

  /** So often an answer that cannot be read is asked for again, one update at a time. */
  private static final int TRIES = 3;

  private final OkHttpClient http;
  private final HttpUrl url;
  private final Duration hold;
  private int unreadable;

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
   * @param most so many at once; fewer after an answer that could not be read
   * @param patient whether to wait for news
   */
  Answer<List<Arrival>> ask(long offset, int most, boolean patient) {
    try {
      GetUpdates question =
          GetUpdates.builder()
              .offset((int) offset)
              .limit(unreadable > 0 ? 1 : most)
              .timeout(patient ? (int) hold.toSeconds() : 0)
              .allowedUpdates(KINDS)
              .build();
      RequestBody body = RequestBody.create(MAPPER.writeValueAsString(question), JSON);
      Request request = new Request.Builder().url(url).post(body).build();
      try (Response response = http.newCall(request).execute()) {
        return read(response.body().string(), offset);
      }
    } catch (JsonProcessingException e) {
      return new Answer.Unsure<>("not JSON");
    } catch (IOException e) {
      return failed(e);
    }
  }

  private Answer<List<Arrival>> read(String text, long offset) {
    try {
      Answer<List<Arrival>> answer = read(MAPPER.readTree(text));
      boolean nameless =
          answer instanceof Answer.Ok<List<Arrival>> ok
              && !ok.result().isEmpty()
              && ok.result().stream().allMatch(update -> update.id().isEmpty());
      if (nameless) {
        return givenUp(List.of(), offset);
      }
      unreadable = 0;
      return answer;
    } catch (JsonProcessingException | StackOverflowError e) {
      return apart(text, offset);
    }
  }

  /**
   * What can be had of an answer that is no good JSON as a whole. An update that has no end is
   * asked for again, alone, since its rest may have been lost on the way; after some tries it is
   * given up, and so is whatever stands at the offset if not even an id can be found.
   */
  private Answer<List<Arrival>> apart(String text, long offset) {
    PollText parts = new PollText(text);
    if (parts.whole().stream().anyMatch(update -> update.id().isPresent())) {
      unreadable = 0;
      return new Answer.Ok<>(parts.whole());
    }
    return text.startsWith(PollText.YES)
        ? givenUp(parts.cut().stream().toList(), offset)
        : new Answer.Unsure<>("not JSON");
  }

  private Answer<List<Arrival>> givenUp(List<Arrival> cut, long offset) {
    unreadable++;
    if (unreadable < TRIES) {
      return new Answer.Unsure<>("updates that cannot be read");
    }
    unreadable = 0;
    Optional<Long> next = offset > 0 ? Optional.of(offset) : Optional.empty();
    Optional<Long> id = cut.stream().flatMap(update -> update.id().stream()).findFirst();
    return new Answer.Ok<>(List.of(Arrival.unreadable(id.or(() -> next))));
  }

  private static Answer<List<Arrival>> read(JsonNode answer) {
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
    List<Arrival> updates = new ArrayList<>();
    answer.path("result").forEach(update -> updates.add(Arrival.of(update)));
    return new Answer.Ok<>(updates);
  }

  private static Answer<List<Arrival>> failed(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof NoAnswer none) {
        return BotApi.of(none);
      }
    }
    return new Answer.Unsure<>(e.getClass().getSimpleName());
  }
}
