package kpwatch.testkit.rislive;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Websocket frames as a server writes and reads them. Source: RFC 6455. */
final class Wire {
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;

  /** What a client may say at once; real frames of clients have some hundred bytes. */
  private static final int LONGEST = 1 << 16;

  /** One whole frame of a client, unmasked. */
  record Frame(int kind, byte[] payload) {
    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  /** A client broke the protocol. */
  static final class Broken extends IOException {
    Broken(String what) {
      super(what);
    }
  }

  private Wire() {}

  /** The value of {@code Sec-WebSocket-Accept}. */
  static String accept(String key) {
    try {
      byte[] text =
          (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] text(String text) {
    return frame(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] close(int code, String reason) {
    byte[] why = reason.getBytes(StandardCharsets.UTF_8);
    return frame(
        CLOSE, ByteBuffer.allocate(2 + why.length).putShort((short) code).put(why).array());
  }

  /** One frame, whole and without a mask. */
  static byte[] frame(int kind, byte[] payload) {
    int length = payload.length;
    int head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
    ByteBuffer frame = ByteBuffer.allocate(head + length).put((byte) (0x80 | kind));
    switch (head) {
      case 2 -> frame.put((byte) length);
      case 4 -> frame.put((byte) 126).putShort((short) length);
      default -> frame.put((byte) 127).putLong(length);
    }
    return frame.put(payload).array();
  }

  /** Clients mask what they send, and what they say here needs no second frame. */
  static Frame read(DataInputStream in) throws IOException {
    int first = in.read();
    if (first < 0) {
      throw new EOFException("the client is gone");
    }
    int second = in.readUnsignedByte();
    if ((first & 0x80) == 0) {
      throw new Broken("a frame in parts");
    }
    if ((first & 0x70) != 0) {
      throw new Broken("an extension that was not agreed upon");
    }
    if ((second & 0x80) == 0) {
      throw new Broken("a frame without a mask");
    }
    long length = second & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    if (length > LONGEST) {
      throw new Broken("a frame of " + length + " bytes");
    }
    byte[] mask = in.readNBytes(4);
    byte[] payload = in.readNBytes((int) length);
    if (payload.length < length) {
      throw new EOFException("half a frame");
    }
    for (int i = 0; i < payload.length; i++) {
      payload[i] ^= mask[i % 4];
    }
    return new Frame(first & 0x0f, payload);
  }
}
