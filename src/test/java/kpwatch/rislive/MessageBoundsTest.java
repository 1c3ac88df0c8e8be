package kpwatch.rislive;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.Deflater;
import kpwatch.files.NetworkFile;
import kpwatch.testkit.ByteServer;
import kpwatch.testkit.ByteServer.Out;
import kpwatch.testkit.ByteServer.Script;
import kpwatch.testkit.Unattended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A RIS Live that sends what no honest one sends (issue 17, item 2). */
final class MessageBoundsTest {
  private static final String SWITCH =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n";
  private static final String PONG = "{\"type\":\"pong\",\"data\":null}";
  private static final byte[] PING = {(byte) 0x89, 0};

  /** The bound and what the buffers of both ends hold. */
  private static final long TAKEN = 12L << 20;

  @Test
  void aMessageIsGivenUpWhenItPassesTheBound() {
    Script script = out -> open(out, "").send(head(1, true, 1L << 40)).endlessly("a");
    assertThat(ended(script)).contains("a message was given up after 1114112 bytes");
  }

  @Test
  void soAreFragmentsWithoutAnEnd() {
    Script script =
        out -> {
          open(out, "").send(head(1, false, 1)).send("a");
          out.endlessly(latin1(head(0, false, 1000)) + "a".repeat(1000));
        };
    assertThat(ended(script)).contains("a message was given up");
  }

  @Test
  void soAreEmptyFragmentsAndPingsBetween() {
    Script script =
        out -> {
          open(out, "").send(head(1, false, 1)).send("a");
          out.endlessly(latin1(head(0, false, 0)) + latin1(PING));
        };
    assertThat(ended(script)).containsAnyOf("was given up", "broke");
  }

  @Test
  void pingsWithoutEndEndTheConnection() {
    assertThat(ended(out -> open(out, "").endlessly(latin1(PING))))
        .containsAnyOf("was given up", "broke");
  }

  /** A small message now and then does not make a flood of pings a stream. */
  @Test
  void soDoPingsWithAMessageNowAndThen() {
    String some = latin1(PING).repeat(50_000) + latin1(head(1, true, PONG.length())) + PONG;
    assertThat(ended(out -> open(out, "").endlessly(some)))
        .containsAnyOf("more pings", "was given up", "broke");
  }

  @Test
  void compressionIsNotAskedForAndNotTaken() throws IOException {
    byte[] bomb = deflated();
    for (String extension :
        List.of("permessage-deflate", "permessage-deflate; server_no_context_takeover", "x")) {
      Script script =
          out -> {
            open(out, "Sec-WebSocket-Extensions: " + extension + "\r\n");
            byte[] head = head(1, true, bomb.length);
            head[0] |= 0x40;
            out.send(head).send(bomb).silence();
          };
      assertThat(refused(script)).contains("compresses messages although it was not asked to");
    }
  }

  /** Unfolded only after an agreement; a compressed frame without one breaks the protocol. */
  @Test
  void aCompressedFrameWithoutAnAgreementIsNotUnfolded() throws IOException {
    byte[] bomb = deflated();
    Script script =
        out -> {
          byte[] head = head(1, true, bomb.length);
          head[0] |= 0x40;
          open(out, "").send(head).send(bomb).silence();
        };
    assertThat(ended(script)).contains("broke");
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "HTTP/1.1 ",
        "HTTP/1.1 101 Switching Protocols\r\nX: ",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;",
        "<"
      })
  void aHandshakeWithoutAnEndIsGivenUp(String head) {
    assertThat(refused(out -> out.send(head).endlessly("a"))).contains("cannot be reached");
    assertThat(refused(out -> out.send(head).drip("a", 20))).contains("cannot be reached");
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(strings = {"X: y\r\n", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 102 x\r\n\r\n"})
  void soAreHeadersAndInterimAnswers(String line) {
    assertThat(refused(out -> out.send(SWITCH).endlessly(line))).contains("cannot be reached");
    assertThat(refused(out -> out.endlessly(line))).contains("cannot be reached");
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nok",
        "HTTP/1.1 101 x\r\nContent-Length: -5\r\n\r\nok",
        "HTTP/1.1 -12 x\r\n\r\n",
        "HTTP/1.1 101 x\r\n\u0000: \u0000\r\n\r\n",
        "HTTP/1.1 407 x\r\nProxy-Authenticate: \u0000\r\n\r\n",
        "HTTP/1.1 503 x\r\nRetry-After: 0\r\nContent-Length: -1\r\n\r\n"
      })
  void aHandshakeThatCannotBeReadIsTriedAgain(String answer) {
    assertThat(refused(out -> out.send(answer).end())).contains("cannot be reached");
  }

  /** The server may send any number of whole messages, fragments and pings among them. */
  @Test
  void manyMessagesOfLegalSizeAreHeard() {
    String message = "{\"x\":\"" + "y".repeat(900_000) + "\"}";
    Script script =
        out -> {
          open(out, "");
          for (int i = 0; i < 20; i++) {
            out.send(head(1, false, 10)).send(message.substring(0, 10)).send(PING);
            out.send(head(0, true, message.length() - 10)).send(message.substring(10));
          }
          out.silence();
        };
    var ear = new Recorder();
    try (ByteServer server = ByteServer.http(script);
        RisLive client = client(server, ear)) {
      client.start();
      server.await(() -> ear.heard(message::equals).size() >= 20, "messages are missing");
    }
  }

  /** Waits until an opened connection has ended and another was made; gives the reason. */
  private static String ended(Script script) {
    var ear = new Recorder();
    try (ByteServer server = ByteServer.http(script);
        RisLive client = client(server, ear)) {
      client.start();
      server.await(
          () -> !ear.closed().isEmpty() && server.connections() >= 2, "no end, or not again");
      assertThat(server.sent() / server.connections()).isLessThan(TAKEN);
      return ear.closed().get(0);
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; heard " + ear.closed(), e);
    } finally {
      ear.listen();
    }
  }

  /** Waits until a connection that never opened is made again; gives what the log said. */
  private static String refused(Script script) {
    Logger logger = (Logger) LoggerFactory.getLogger("kpwatch");
    var lines = new ListAppender<ILoggingEvent>();
    lines.list = new CopyOnWriteArrayList<>();
    lines.start();
    logger.addAppender(lines);
    var ear = new Recorder();
    try (ByteServer server = ByteServer.http(script);
        RisLive client = client(server, ear)) {
      client.start();
      server.await(
          () -> server.connections() >= 3 && !lines.list.isEmpty(), "no refusal, or not again");
      assertThat(ear.opened()).isZero();
      assertThat(server.sent() / server.connections()).isLessThan(TAKEN);
      assertThat(lines.list).allMatch(line -> line.getThrowableProxy() == null);
      return lines.list.get(0).getFormattedMessage();
    } finally {
      logger.detachAppender(lines);
    }
  }

  private static RisLive client(ByteServer server, Recorder ear) {
    var supervisor = Unattended.supervisor();
    var heard = new Heard(ear, InstantSource.system(), () -> {}, supervisor);
    return new RisLive(
        server.uri("ws"), "test", NetworkFile.read("kp"), heard, Listening.HURRIED, supervisor);
  }

  private static Out open(Out out, String headers) throws IOException {
    String accept = "Sec-WebSocket-Accept: " + accept(out.header("Sec-WebSocket-Key")) + "\r\n";
    assertThat(out.header("Sec-WebSocket-Extensions")).isEmpty();
    return out.send(SWITCH + accept + headers + "\r\n");
  }

  private static String accept(String key) {
    try {
      byte[] text =
          (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] head(int kind, boolean last, long length) {
    ByteBuffer head = ByteBuffer.allocate(10);
    head.put((byte) ((last ? 0x80 : 0) | kind));
    if (length < 126) {
      head.put((byte) length);
    } else {
      head.put((byte) 127).putLong(length);
    }
    return java.util.Arrays.copyOf(head.array(), head.position());
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Some 200 KB that unfold to 200 MB. */
  private static byte[] deflated() {
    var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    var out = new ByteArrayOutputStream();
    byte[] some = new byte[1 << 20];
    byte[] piece = new byte[1 << 16];
    for (int i = 0; i < 200; i++) {
      deflater.setInput(some);
      for (int n = 1; n > 0; ) {
        n = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
        out.write(piece, 0, n);
        n = n < piece.length ? 0 : n;
      }
    }
    deflater.end();
    return out.toByteArray();
  }
}
