package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.Deflater;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/**
 * One websocket of a client: JSON text, or one zlib stream of it where the client asked so. It is
 * made by the thread that read the upgrade request.
 */
final class GatewayConnection extends WebSocketListener {
  /** Source: https://docs.discord.com/developers/events/gateway#rate-limiting */
  private static final int SENDS_A_MINUTE = 120;

  private final Gateway gateway;
  private final Optional<Deflater> stream;
  private final boolean speaksOurs;
  private final Optional<Socket> line = Ports.reading();
  private Optional<WebSocket> socket = Optional.empty();
  private Optional<GatewaySession> session = Optional.empty();
  private long minuteBegan = System.nanoTime();
  private int sendsThisMinute;
  private boolean mute;

  /**
   * @param speaksOurs whether the client asked for version 10 and JSON
   */
  GatewayConnection(Gateway gateway, boolean compressed, boolean speaksOurs) {
    this.gateway = gateway;
    this.speaksOurs = speaksOurs;
    this.stream = compressed ? Optional.of(new Deflater()) : Optional.empty();
  }

  @Override
  public void onOpen(WebSocket webSocket, Response response) {
    synchronized (this) {
      socket = Optional.of(webSocket);
    }
    gateway.opened(this);
  }

  @Override
  public void onMessage(WebSocket webSocket, String text) {
    Optional<JsonNode> message = Json.read(text).filter(JsonNode::isObject);
    if (message.isEmpty() || text.length() > 4096) {
      close(4002, "Error while decoding payload.");
    } else if (tooMany()) {
      close(4008, "Rate limited.");
    } else {
      gateway.received(this, message.get());
    }
  }

  @Override
  public void onMessage(WebSocket webSocket, ByteString bytes) {
    close(4002, "Error while decoding payload.");
  }

  @Override
  public void onClosing(WebSocket webSocket, int code, String reason) {
    gateway.closing(this, code);
    webSocket.close(code < 3000 && code > 1001 ? 1000 : code, "");
  }

  @Override
  public void onClosed(WebSocket webSocket, int code, String reason) {
    gateway.gone(this);
  }

  @Override
  public void onFailure(WebSocket webSocket, Throwable error, Response response) {
    gateway.gone(this);
  }

  boolean speaksOurs() {
    return speaksOurs;
  }

  Optional<GatewaySession> session() {
    return session;
  }

  void session(GatewaySession its) {
    session = Optional.of(its);
  }

  synchronized void mute() {
    mute = true;
  }

  synchronized void send(JsonNode message) {
    if (mute) {
      return;
    }
    byte[] text = message.toString().getBytes(StandardCharsets.UTF_8);
    socket.ifPresent(
        its -> {
          if (stream.isPresent()) {
            its.send(ByteString.of(deflated(stream.get(), text)));
          } else {
            its.send(new String(text, StandardCharsets.UTF_8));
          }
        });
  }

  /** With a close frame; the client may resume unless the code or the gateway says otherwise. */
  synchronized void close(int code, String reason) {
    socket.ifPresent(its -> its.close(code, reason));
  }

  /** Without a word. */
  void cut() {
    line.ifPresent(Ports::cut);
  }

  private boolean tooMany() {
    if (System.nanoTime() - minuteBegan > 60_000_000_000L) {
      minuteBegan = System.nanoTime();
      sendsThisMinute = 0;
    }
    return ++sendsThisMinute > SENDS_A_MINUTE;
  }

  private static byte[] deflated(Deflater deflater, byte[] text) {
    deflater.setInput(text);
    var out = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    int count;
    do {
      count = deflater.deflate(some, 0, some.length, Deflater.SYNC_FLUSH);
      out.write(some, 0, count);
    } while (count == some.length);
    return out.toByteArray();
  }
}
