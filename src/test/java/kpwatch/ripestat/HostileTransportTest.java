package kpwatch.ripestat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Observation.Missing;
import kpwatch.observation.Observation.Route;
import kpwatch.observation.Prefix;
import kpwatch.observation.RouteArchive;
import kpwatch.testkit.ByteServer;
import kpwatch.testkit.ByteServer.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no honest RIPEstat sends (issue 17, item 2). */
final class HostileTransportTest {
  private static final Prefix PREFIX = Prefix.parse(Inline.PREFIX);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

  /** What may lie unread, and what the buffers of both ends hold. */
  private static final long KEPT = 8L << 20;

  static List<String> partsWithoutEnd() {
    return List.of(
        "HTTP/1.1 ",
        OK + "X: ",
        OK + "X",
        CHUNKED + "5;",
        CHUNKED + "1\r\n{\r\n1;",
        CHUNKED + "2\r\n{}\r\n0\r\nX: ",
        OK + "Content-Encoding: gzip\r\n\r\n\u001f\u008b\b\b\0\0\0\0\0\0",
        "<html>");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("partsWithoutEnd")
  void whatNobodyCanReadIsGivenUpEarly(String head) {
    try (ByteServer server = ByteServer.http(out -> out.send(head).endlessly("a"))) {
      Missing seen = missing(server);
      assertThat(seen.cause()).isIn(Cause.TOO_LARGE, Cause.UNREACHABLE, Cause.MALFORMED);
      assertThat(seen.detail()).hasSizeLessThan(200);
      assertThat(server.sent()).isLessThan(KEPT);
    }
  }

  static List<String> linesWithoutEnd() {
    return List.of("X: y\r\n", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 E\r\nX: y\r\n\r\n");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("linesWithoutEnd")
  void soAreHeadersAndInterimAnswers(String line) {
    for (String head : List.of("", OK)) {
      try (ByteServer server = ByteServer.http(out -> out.send(head).endlessly(line))) {
        missing(server);
        assertThat(server.sent()).isLessThan(KEPT);
      }
    }
  }

  @Test
  void aDropOfBodyInALotOfChunkLinesIsBoundedAsAWhole() {
    String chunk = "1;" + "a".repeat(400 << 10) + "\r\n \r\n";
    try (ByteServer server = ByteServer.http(out -> out.send(CHUNKED).endlessly(chunk))) {
      Missing seen = missing(server);
      assertThat(seen.cause()).isEqualTo(Cause.TOO_LARGE);
      assertThat(seen.detail()).contains("given up").contains("17825792 bytes");
    }
  }

  @Test
  void aLargeBodyIsReadToItsBound() {
    try (ByteServer server =
        ByteServer.http(out -> out.send(OK + "\r\n{\"a\":[").endlessly("1,"))) {
      Missing seen = missing(server);
      assertThat(seen.cause()).isEqualTo(Cause.TOO_LARGE);
      assertThat(seen.detail()).contains("16777216 bytes");
    }
  }

  /** Twice compressed: the inner form is not unfolded, the outer one is bounded. */
  @Test
  void aBodyThatUnfoldsIsBounded() throws IOException {
    byte[] bomb = zipped(zipped(new byte[64 << 20]));
    String head =
        OK + "Content-Encoding: gzip, gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n";
    try (ByteServer server = ByteServer.http(out -> out.send(head).send(bomb))) {
      missing(server);
    }
  }

  static List<String> answersThatOkHttpCannotRead() {
    return List.of(
        OK + "Content-Length: -5\r\n\r\n{}",
        OK + "Content-Length: 99999999999999999999\r\n\r\n{}",
        OK + "Content-Length: 9223372036854775807\r\n\r\n{}",
        CHUNKED + "-5\r\n{}",
        CHUNKED + "ffffffffffffffffff\r\n{}",
        CHUNKED + "2\r\n{}XX",
        OK + "\u0000: \u0000\r\n\r\n{}",
        OK + "no colon\r\n\r\n{}",
        "HTTP/1.1 -12 x\r\n\r\n",
        "HTTP/1.1 101 x\r\n\r\n",
        "HTTP/1.1 429 x\r\nRetry-After: -1\r\n\r\n",
        "HTTP/1.1 429 x\r\nRetry-After: 99999999999999999999\r\nDate: x\r\n\r\n",
        "HTTP/1.1 429 x\r\nRetry-After: Mon, 01 Jan 99999 00:00:00 GMT\r\n\r\n",
        "HTTP/1.1 407 x\r\nProxy-Authenticate: \u0000\r\n\r\n",
        "HTTP/1.1 503 x\r\nRetry-After: 0\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 301 x\r\nLocation: http://[\r\n\r\n",
        "\u0000\u0000\u0000\u0004\u0000\u0000\u0000\u0000\u0000");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("answersThatOkHttpCannotRead")
  void whateverOkHttpStumblesOverIsAMissing(String answer) {
    try (ByteServer server = ByteServer.http(out -> out.send(answer).end())) {
      for (int i = 0; i < 6; i++) {
        // More often than there are places: each is given back.
        missing(server);
      }
    }
  }

  @Test
  void anAnswerThatDripsIsBoundedInTime() {
    for (String head : List.of("", "HTTP/1.1 100 Continue\r\nX: ", OK + "X: ", CHUNKED + "5;")) {
      try (ByteServer server = ByteServer.http(out -> out.send(head).drip("a", 20))) {
        assertThat(missing(server, Duration.ofMillis(300)).cause()).isEqualTo(Cause.TIMEOUT);
      }
    }
  }

  /** HTTP/2 would unfold headers; it is not offered, and one who speaks it is not understood. */
  @Test
  void goodAnswersAreReadOneAfterTheOther() {
    Script good =
        out ->
            out.send(
                OK
                    + "Content-Length: "
                    + Inline.LOOKING_GLASS.getBytes(StandardCharsets.UTF_8).length
                    + "\r\n\r\n"
                    + Inline.LOOKING_GLASS);
    try (ByteServer server = ByteServer.http(good);
        HttpTransport transport = transport(server, Duration.ofMinutes(2))) {
      for (int i = 0; i < 6; i++) {
        assertThat(Canned.source(transport).routes(PREFIX)).isInstanceOf(Route.class);
      }
    }
  }

  @Test
  void theArchiveIsBoundedInTheSameWay(@TempDir Path folder) throws IOException {
    try (ByteServer server = ByteServer.http(out -> out.send(CHUNKED + "5;").endlessly("a"));
        HttpTransport transport = transport(server, Duration.ofMinutes(2))) {
      var archive = new RipeStatArchive(transport, new KeptAnswers(folder.resolve("kept")));
      RouteArchive.Archived<?> seen = archive.routes(PREFIX, Instant.EPOCH);
      assertThat(seen).isInstanceOf(RouteArchive.Missing.class);
      assertThat(((RouteArchive.Missing<?>) seen).cause()).isEqualTo(Cause.TOO_LARGE);
      assertThat(server.sent()).isLessThan(KEPT);
    }
  }

  static List<Throwable> faults() {
    return List.of(
        new IllegalStateException("\u001b[31m"),
        new NumberFormatException("x"),
        new StackOverflowError(),
        new AssertionError("x"),
        new NoClassDefFoundError("x"));
  }

  /** Whatever reading foreign bytes throws is a value at the port, without foreign text. */
  @ParameterizedTest
  @MethodSource("faults")
  void aFaultOfAParserIsAMissing(Throwable fault, @TempDir Path folder) throws IOException {
    Missing seen = (Missing) failing(fault).routes(Inline.PREFIX);
    assertThat(seen.cause()).isEqualTo(Cause.MALFORMED);
    assertThat(seen.detail())
        .isEqualTo("the answer cannot be read: " + fault.getClass().getSimpleName());
    var archive = new RipeStatArchive(failing(fault), new KeptAnswers(folder.resolve("kept")));
    assertThat(archive.fullTable()).isInstanceOf(RouteArchive.Missing.class);
  }

  @Test
  void memoryThatHasRunOutIsNobodysAnswer(@TempDir Path folder) throws IOException {
    var fault = new OutOfMemoryError("planted");
    assertThatThrownBy(() -> failing(fault).routes(Inline.PREFIX)).isSameAs(fault);
    var archive = new RipeStatArchive(failing(fault), new KeptAnswers(folder.resolve("kept")));
    assertThatThrownBy(archive::fullTable).isSameAs(fault);
  }

  private static Canned failing(Throwable fault) {
    InputStream body =
        new InputStream() {
          @Override
          public int read() {
            if (fault instanceof Error error) {
              throw error;
            }
            throw (RuntimeException) fault;
          }
        };
    return new Canned(200, "application/json", Optional.empty(), body);
  }

  private static Missing missing(ByteServer server) {
    return missing(server, Duration.ofMinutes(2));
  }

  private static Missing missing(ByteServer server, Duration limit) {
    try (HttpTransport transport = transport(server, limit)) {
      Observation seen = Canned.source(transport).routes(PREFIX);
      assertThat(seen).isInstanceOf(Missing.class);
      return (Missing) seen;
    }
  }

  private static HttpTransport transport(ByteServer server, Duration limit) {
    return new HttpTransport(server.uri("http"), "kpwatch", "kpwatch/test", limit);
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }
}
