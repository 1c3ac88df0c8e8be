package kpwatch.testkit.rislive;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import kpwatch.testkit.ByteServer;

/**
 * A RIS Live that takes every connection and then sends, in turn: a message without an end,
 * fragments without an end, complaints full of control characters, a frame of nested arrays.
 */
public final class HostileRisLive implements AutoCloseable {
  private static final String COMPLAINT =
      "{\"type\":\"ris_error\",\"data\":{\"message\":\"\\u009b31m\\u202e\\u2028complaint\"}}";

  private final AtomicInteger number = new AtomicInteger();
  private final ByteServer server = ByteServer.http(this::play);

  public URI url() {
    return server.uri("ws");
  }

  public int connections() {
    return server.connections();
  }

  @Override
  public void close() {
    server.close();
  }

  private void play(ByteServer.Out out) throws IOException {
    out.send(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + accept(out.header("Sec-WebSocket-Key"))
            + "\r\n\r\n");
    switch (number.getAndIncrement() % 4) {
      case 0 -> out.send(new byte[] {(byte) 0x81, 127, 0, 0, 1, 0, 0, 0, 0, 0}).endlessly("a");
      case 1 ->
          out.send(new byte[] {1, 1, 'a'}).endlessly("\u0000\u007d" + "a".repeat(125));
      case 2 -> out.drip(text(COMPLAINT).repeat(50), 100);
      default -> out.drip(text("[".repeat(60_000)), 500);
    }
  }

  private static String text(String message) {
    int length = message.length();
    String head =
        length < 126
            ? "\u0081" + (char) length
            : "\u0081\u007e" + (char) (length >> 8) + (char) (length & 255);
    return head + message;
  }

  private static String accept(String key) {
    try {
      byte[] text =
          (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
