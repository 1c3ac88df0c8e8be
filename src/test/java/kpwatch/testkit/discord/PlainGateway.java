package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/** A gateway client that keeps what it hears and says only what it is told. */
final class PlainGateway extends WebSocketListener implements AutoCloseable {
  private final OkHttpClient http = new OkHttpClient();
  private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();
  private final BlockingQueue<ByteString> binary = new LinkedBlockingQueue<>();
  private final FakeDiscord discord;
  private final WebSocket socket;

  PlainGateway(FakeDiscord discord, String query) {
    this.discord = discord;
    socket =
        http.newWebSocket(new Request.Builder().url(discord.gatewayUrl() + query).build(), this);
  }

  PlainGateway identify(String token, long intents) {
    ObjectNode message = Json.object().put("op", 2);
    message.putObject("d").put("token", token).put("intents", intents);
    return send(message);
  }

  PlainGateway identify() {
    return identify(discord.token(), 1);
  }

  PlainGateway resume(String session, int sequence) {
    ObjectNode message = Json.object().put("op", 6);
    message
        .putObject("d")
        .put("token", discord.token())
        .put("session_id", session)
        .put("seq", sequence);
    return send(message);
  }

  PlainGateway send(JsonNode message) {
    socket.send(message.toString());
    return this;
  }

  /** The next message; fails after 10 s. */
  JsonNode next() throws InterruptedException {
    return taken(heard);
  }

  /** Leaves out messages until one has this op, or is this event. */
  JsonNode next(String opOrEvent) throws InterruptedException {
    while (true) {
      JsonNode message = next();
      if (message.path("op").asText().equals(opOrEvent)
          || message.path("t").asText().equals(opOrEvent)) {
        return message;
      }
    }
  }

  boolean heardNothing() {
    return heard.isEmpty();
  }

  int closeCode() throws InterruptedException {
    return taken(closes);
  }

  ByteString binary() throws InterruptedException {
    return taken(binary);
  }

  private static <T> T taken(BlockingQueue<T> queue) throws InterruptedException {
    T next = queue.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came");
    }
    return next;
  }

  @Override
  public void onMessage(WebSocket webSocket, String text) {
    heard.add(Json.read(text).orElseThrow());
  }

  @Override
  public void onMessage(WebSocket webSocket, ByteString bytes) {
    binary.add(bytes);
  }

  @Override
  public void onClosing(WebSocket webSocket, int code, String reason) {
    closes.add(code);
    webSocket.close(code, "");
  }

  @Override
  public void onFailure(WebSocket webSocket, Throwable error, Response response) {
    closes.add(1006);
  }

  /** Ends the session too. */
  void leave() {
    socket.close(1000, "");
  }

  @Override
  public void close() {
    socket.cancel();
    http.dispatcher().executorService().shutdown();
  }
}
