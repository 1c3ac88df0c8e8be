package kpwatch.testkit.telegram;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One TCP connection that speaks HTTP/1.1 with keep-alive and may be broken anywhere. */
final class Connection {
  private static final int MOST_BODY = 64 << 20;

  private final int number;
  private final Socket socket;
  private final PushbackInputStream in;
  private final OutputStream out;
  private long arrivedNanos;

  Connection(int number, Socket socket) throws IOException {
    this.number = number;
    this.socket = socket;
    socket.setTcpNoDelay(true);
    this.in = new PushbackInputStream(socket.getInputStream(), 1);
    this.out = socket.getOutputStream();
  }

  /** Counts from 1 over all connections of one server. */
  int number() {
    return number;
  }

  /** Waits for the first byte of the next request; false if the other side closed. */
  boolean awaitRequest() throws IOException {
    int first = in.read();
    arrivedNanos = System.nanoTime();
    if (first >= 0) {
      in.unread(first);
    }
    return first >= 0;
  }

  HttpCall read() throws IOException {
    String[] first = line().split(" ");
    if (first.length != 3) {
      throw new IOException("not an HTTP request line");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
    if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
      write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    }
    return new HttpCall(first[0], first[1], Map.copyOf(headers), body(headers), arrivedNanos);
  }

  private byte[] body(Map<String, String> headers) throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      var whole = new ByteArrayOutputStream();
      for (int size = chunkSize(); size > 0; size = chunkSize()) {
        whole.write(exactly(size));
        line();
      }
      line();
      return whole.toByteArray();
    }
    return exactly(Integer.parseInt(headers.getOrDefault("content-length", "0")));
  }

  private int chunkSize() throws IOException {
    return Integer.parseInt(line().split(";")[0].strip(), 16);
  }

  private byte[] exactly(int size) throws IOException {
    if (size > MOST_BODY) {
      throw new IOException("a body of " + size + " bytes");
    }
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException();
    }
    return bytes;
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /** Sends an answer of which the body may be shorter than {@code announced}. */
  void answer(int status, Map<String, String> headers, byte[] body, int announced)
      throws IOException {
    var head = new StringBuilder("HTTP/1.1 " + status + " " + reason(status) + "\r\n");
    head.append("Server: nginx\r\nContent-Length: ").append(announced).append("\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    whole.writeBytes(body);
    write(whole.toByteArray());
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Whether the other side has closed, as far as one can see without its help. */
  boolean peerGone() {
    try {
      socket.setSoTimeout(1);
      int next = in.read();
      if (next >= 0) {
        in.unread(next);
      }
      return next < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    } finally {
      waitAgain();
    }
  }

  private void waitAgain() {
    try {
      socket.setSoTimeout(0);
    } catch (IOException e) {
      close();
    }
  }

  /** Ends with a TCP reset instead of an orderly close. */
  void reset() {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already.
    }
    close();
  }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // Nothing is lost by that.
    }
  }

  static String reason(int status) {
    return Optional.ofNullable(
            Map.of(
                    200,
                    "OK",
                    400,
                    "Bad Request",
                    401,
                    "Unauthorized",
                    403,
                    "Forbidden",
                    404,
                    "Not Found",
                    409,
                    "Conflict",
                    429,
                    "Too Many Requests",
                    500,
                    "Internal Server Error",
                    502,
                    "Bad Gateway",
                    504,
                    "Gateway Timeout")
                .get(status))
        .orElse("Status");
  }
}
