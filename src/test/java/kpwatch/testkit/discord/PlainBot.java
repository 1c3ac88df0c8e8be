package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** A client without manners: it sends what it is told, and neither waits nor tries again. */
final class PlainBot implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");

  /** An answer: status, headers, and its body or an empty object. */
  record Reply(int status, Headers headers, JsonNode body) {
    int code() {
      return body.path("code").asInt();
    }

    String id() {
      return body.path("id").asText();
    }

    /** Status and code, as in {@code 403 50001}. */
    String refusal() {
      return status + " " + code();
    }
  }

  private final OkHttpClient http =
      new OkHttpClient.Builder().retryOnConnectionFailure(false).build();
  private final FakeDiscord discord;
  private String token;

  PlainBot(FakeDiscord discord) {
    this.discord = discord;
    this.token = discord.token();
  }

  void token(String other) {
    token = other;
  }

  /** A body that breaks no rule. */
  static ObjectNode message(String content, String nonce) {
    ObjectNode body =
        Json.object().put("content", content).put("nonce", nonce).put("enforce_nonce", true);
    body.putObject("allowed_mentions").putArray("parse");
    return body;
  }

  /** For edits and interaction answers: a body that breaks no rule. */
  static ObjectNode text(String content) {
    ObjectNode body = Json.object().put("content", content);
    body.putObject("allowed_mentions").putArray("parse");
    return body;
  }

  Reply post(FakeChannel channel, JsonNode body) throws IOException {
    return send("POST", "channels/" + channel.id() + "/messages", body);
  }

  Reply edit(FakeChannel channel, String messageId, JsonNode body) throws IOException {
    return send("PATCH", "channels/" + channel.id() + "/messages/" + messageId, body);
  }

  Reply get(String path) throws IOException {
    return call(new Request.Builder().get(), path);
  }

  Reply delete(String path) throws IOException {
    return call(new Request.Builder().delete(), path);
  }

  Reply send(String method, String path, JsonNode body) throws IOException {
    RequestBody json = RequestBody.create(body.toString(), JSON);
    return call(new Request.Builder().method(method, json), path);
  }

  /** A form with {@code payload_json} and files of these names. */
  Reply upload(String method, String path, JsonNode body, List<String> files) throws IOException {
    MultipartBody.Builder form = new MultipartBody.Builder().setType(MultipartBody.FORM);
    form.addFormDataPart("payload_json", body.toString());
    for (int i = 0; i < files.size(); i++) {
      RequestBody bytes = RequestBody.create(new byte[] {(byte) 0x89, 13, 10, 0, (byte) 255});
      form.addFormDataPart("files[" + i + "]", files.get(i), bytes);
    }
    return call(new Request.Builder().method(method, form.build()), path);
  }

  Reply acknowledge(Played played, int type, JsonNode data) throws IOException {
    ObjectNode body = Json.object().put("type", type);
    body.set("data", data);
    String path = "interactions/" + played.id() + "/" + played.token() + "/callback";
    return send("POST", path + "?with_response=true", body);
  }

  /** Below the hook of an interaction: empty for a follow-up, {@code /messages/@original}. */
  String hook(Played played, String below) {
    return "webhooks/" + discord.world().bot().id() + "/" + played.token() + below;
  }

  private Reply call(Request.Builder request, String path) throws IOException {
    request.url(discord.baseUrl() + path).header("Authorization", "Bot " + token);
    try (Response response = http.newCall(request.build()).execute()) {
      String text = response.body().string();
      JsonNode body = Json.read(text).orElse(Json.object());
      return new Reply(response.code(), response.headers(), body);
    }
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
