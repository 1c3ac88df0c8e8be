package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;

/** A bot of plain HTTP, good or bad as a test wants it. */
final class PlainBot {
  static final String PREVIEW_OFF = "\"link_preview_options\":{\"is_disabled\":true}";
  private static final String ALLOWED =
      "\"allowed_updates\":[\"message\",\"callback_query\",\"my_chat_member\",\"channel_post\"]";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final FakeTelegram telegram;

  PlainBot(FakeTelegram telegram) {
    this.telegram = telegram;
  }

  record Reply(int status, JsonNode body, HttpResponse<String> whole) {
    JsonNode result() {
      if (status != 200) {
        throw new IllegalStateException(whole.body());
      }
      return body.path("result");
    }

    String description() {
      return body.path("description").asText();
    }
  }

  Reply call(String method, String json) throws IOException, InterruptedException {
    return send("/bot" + telegram.token() + "/" + method, "application/json", json);
  }

  Reply send(String path, String type, String body) throws IOException, InterruptedException {
    return reply(http.send(request(path, type, body), BodyHandlers.ofString()));
  }

  Reply bytes(String method, String type, byte[] body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(telegram.baseUrl() + "/bot" + telegram.token() + "/" + method))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    return reply(http.send(request, BodyHandlers.ofString()));
  }

  CompletableFuture<Reply> later(String method, String json) {
    String path = "/bot" + telegram.token() + "/" + method;
    return http.sendAsync(request(path, "application/json", json), BodyHandlers.ofString())
        .thenApply(PlainBot::reply);
  }

  private HttpRequest request(String path, String type, String body) {
    return HttpRequest.newBuilder(URI.create(telegram.baseUrl() + path))
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", type)
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static Reply reply(HttpResponse<String> response) {
    return new Reply(
        response.statusCode(), Json.parse(response.body()).orElse(Json.object()), response);
  }

  Reply text(Place place, String html) throws IOException, InterruptedException {
    return text(place, html, "");
  }

  /** {@code more} begins with a comma. */
  Reply text(Place place, String html, String more) throws IOException, InterruptedException {
    String json =
        "{\"chat_id\":%d,\"text\":%s,\"parse_mode\":\"HTML\",%s%s}"
            .formatted(place.id(), Json.quoted(html), PREVIEW_OFF, more);
    return call("sendMessage", json);
  }

  Reply edit(Post post, String html, String more) throws IOException, InterruptedException {
    String json =
        "{\"chat_id\":%d,\"message_id\":%d,\"text\":%s,\"parse_mode\":\"HTML\",%s%s}"
            .formatted(post.place().id(), post.id(), Json.quoted(html), PREVIEW_OFF, more);
    return call("editMessageText", json);
  }

  /** One good poll. */
  Reply poll(long offset, int timeout) throws IOException, InterruptedException {
    return call("getUpdates", pollJson(offset, timeout));
  }

  static String pollJson(long offset, int timeout) {
    return "{\"offset\":%d,\"timeout\":%d,%s}".formatted(offset, timeout, ALLOWED);
  }

  List<JsonNode> updates(long offset) throws IOException, InterruptedException {
    JsonNode list = poll(offset, 0).result();
    return StreamSupport.stream(list.spliterator(), false).toList();
  }

  static String keyboard(String text, String data) {
    return ",\"reply_markup\":{\"inline_keyboard\":[[{\"text\":%s,\"callback_data\":%s}]]}"
        .formatted(Json.quoted(text), Json.quoted(data));
  }
}
