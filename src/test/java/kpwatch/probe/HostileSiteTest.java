package kpwatch.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLSocketFactory;
import kpwatch.observation.Address;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Probe;
import kpwatch.observation.ProbeSource.Scheme;
import kpwatch.testkit.ByteServer;
import kpwatch.testkit.ByteServer.Script;
import kpwatch.testkit.FakeCertificate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What no honest site sends, in the clear and under TLS (issue 17, item 2). */
final class HostileSiteTest {
  private static final InetAddress WATCHED = Address.parse("192.0.2.71");
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

  /** What the buffers of both ends hold, and TLS on top. */
  private static final long TAKEN = 8L << 20;

  private static SSLSocketFactory tls;

  private final List<String> log = ProbeLog.begin();

  @BeforeAll
  static void makeCertificate(@TempDir Path folder) throws Exception {
    tls = FakeCertificate.serverSockets(folder);
  }

  static List<String> headsWithoutEnd() {
    return List.of(
        OK + "X: ",
        OK + "Location: /",
        OK + "X",
        CHUNKED + "5;",
        CHUNKED,
        CHUNKED + "0\r\nX: ",
        CHUNKED + "5\r\nhello\r\n0\r\nX: ",
        OK + "Content-Length: 9223372036854775807\r\n\r\n",
        "HTTP/1.1 200 ",
        "HTTP/1.0 200 OK\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nX: ",
        "HTTP/1.1 301 Moved\r\nLocation: http://site.kp/");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("headsWithoutEnd")
  void aStatusLineIsAnAnswerWhateverFollowsWithoutEnd(String head) {
    for (Scheme scheme : Scheme.values()) {
      try (ByteServer site = site(scheme, out -> out.send(head).endlessly("a"))) {
        Probe probe = probe(site, scheme, Conducts.PATIENT);
        assertThat(probe.answer()).as(scheme + " " + head).isEqualTo(Answer.OK);
        assertThat(probe.status()).isIn(200, 301);
        assertThat(probe.timing().firstByte()).isPresent();
        assertThat(site.sent()).isLessThan(TAKEN);
      }
    }
    assertThat(log).isEmpty();
  }

  static List<String> headersWithoutEnd() {
    return List.of("X: y\r\n", "a\r\n", ": \r\n", "\u00e9\u0000\u202e: x\r\n", " folded\r\n");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("headersWithoutEnd")
  void soAreHeadersWithoutEnd(String header) {
    for (Scheme scheme : Scheme.values()) {
      try (ByteServer site = site(scheme, out -> out.send(OK).endlessly(header))) {
        assertThat(probe(site, scheme, Conducts.PATIENT).status()).isEqualTo(200);
        assertThat(site.sent()).isLessThan(TAKEN);
      }
    }
    assertThat(log).isEmpty();
  }

  static List<String> answersThatOkHttpCannotRead() {
    return List.of(
        OK + "Content-Length: -5\r\n\r\nok\n",
        OK + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nok",
        OK + "Content-Length: x\r\n\r\nok",
        OK + "no colon\r\n\r\n",
        OK + ": no name\r\n\r\n",
        OK + "\u0000: nul\r\nX: \u0000\u001b[31m\r\n\r\n",
        OK + "\u00c3\u00a9: \u00c3\u00a9\r\n\r\n",
        OK + "Set-Cookie: \u0000\r\nRetry-After: -9e99\r\nDate: \u0000\r\n\r\n",
        CHUNKED + "-5\r\nhello\r\n",
        CHUNKED + "ffffffffffffffffff\r\nhello\r\n",
        CHUNKED + "7fffffffffffffff\r\nhello\r\n",
        CHUNKED + "\u0000\r\nhello\r\n",
        CHUNKED + "0\r\nno colon\r\n\r\n",
        OK + "Transfer-Encoding: \u0000, chunked, chunked\r\n\r\n",
        OK + "Content-Encoding: gzip\r\n\r\nno gzip",
        OK,
        "HTTP/1.1 200\r\n\r\n",
        "HTTP/1.1 200",
        "HTTP/1.1 200 \u0000\u0085\r\n\r\n",
        "HTTP/1.9 200 OK\r\n\r\n",
        "HTTP/2 200 OK\r\n\r\n",
        "ICY 200 OK\r\n\r\n",
        "HTTP/1.1 103 Early\r\nX: y\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("answersThatOkHttpCannotRead")
  void aStatusLineIsAnAnswerThoughTheRestCannotBeRead(String answer) {
    for (Scheme scheme : Scheme.values()) {
      try (ByteServer site = site(scheme, out -> out.send(answer).end())) {
        Probe probe = probe(site, scheme, Conducts.PATIENT);
        assertThat(probe.answer()).as(scheme + " " + answer).isEqualTo(Answer.OK);
        assertThat(probe.status()).isEqualTo(200);
      }
    }
    assertThat(log).isEmpty();
  }

  static List<String> oddStatusLines() {
    return List.of(
        "HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n",
        "HTTP/1.1 401 No\r\nWWW-Authenticate: \u0000 Basic ,,, =\"\r\n\r\n",
        "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"\r\n\r\n",
        "HTTP/1.1 408 Slow\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 421 Elsewhere\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 503 Ill\r\nRetry-After: 0\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 999 Odd\r\n\r\n",
        "HTTP/1.1 000 Odd\r\n\r\n",
        "HTTP/1.1 -12 Odd\r\n\r\n",
        "HTTP/1.1 2000 Odd\r\n\r\n",
        "HTTP/1.1  20 Odd\r\n\r\n",
        "HTTP/0.9\r\n\r\n",
        "<html>HTTP/0.9</html>",
        "\r\n\r\nHTTP/1.1",
        "\u0000".repeat(1000),
        "SSH-2.0-OpenSSH_9.6\r\n",
        "220 mail ESMTP\r\n");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("oddStatusLines")
  void whoeverSpeaksIsAlive(String answer) {
    for (Scheme scheme : Scheme.values()) {
      try (ByteServer site = site(scheme, out -> out.send(answer).end())) {
        Probe probe = probe(site, scheme, Conducts.PATIENT);
        assertThat(probe.answer().alive()).as(scheme + " " + answer).isTrue();
        assertThat(site.connections()).isEqualTo(1);
      }
    }
    assertThat(log).isEmpty();
  }

  static List<String> partsBeforeAnyStatus() {
    return List.of(
        "HTTP/1.1 100 Continue\r\n\r\n",
        "HTTP/1.1 103 Early\r\nLink: x\r\n\r\n",
        "HTTP/1.1 100 Continue\r\nX: y\r\n",
        "HTTP",
        "\r\n",
        "\u0000",
        "<p>");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("partsBeforeAnyStatus")
  void whoeverSpeaksWithoutEndAndWithoutAStatusIsAliveAndIll(String part) {
    for (Scheme scheme : Scheme.values()) {
      try (ByteServer site = site(scheme, out -> out.endlessly(part))) {
        Probe probe = probe(site, scheme, Conducts.PATIENT);
        assertThat(probe.answer()).as(scheme + " " + part).isEqualTo(Answer.HTTP_ERROR);
        assertThat(probe.status()).isZero();
        assertThat(site.sent()).isLessThan(TAKEN);
      }
    }
    assertThat(log).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void aServerThatDripsHoldsAProbeNoLongerThanItsLimit(Scheme scheme) {
    for (String head : List.of("", OK, CHUNKED, "HTTP/1.1 100 Continue\r\nX: ", OK + "\r\n")) {
      try (ByteServer site = site(scheme, out -> out.send(head).drip("a", 20))) {
        Probe probe = Conducts.waited(limits -> probe(site, scheme, limits));
        boolean answered = head.startsWith(OK);
        assertThat(probe.answer())
            .as(scheme + " " + head)
            .isEqualTo(answered ? Answer.OK : Answer.HTTP_ERROR);
      }
    }
  }

  @Test
  void soDoesAHandshakeThatDrips() {
    byte[] beginning = {22, 3, 3, 64, 0, 2, 0, 63, (byte) 0xfc, 3, 3};
    try (ByteServer site = ByteServer.unasked(out -> out.send(beginning).drip("a", 20))) {
      Probe probe = Conducts.waited(limits -> probe(site, Scheme.HTTPS, limits));
      assertThat(probe.answer()).isEqualTo(Answer.TLS_ERROR);
    }
  }

  @Test
  void aHandshakeThatIsNoneIsAnAnswer() {
    List<String> beginnings =
        List.of(
            "a",
            OK + "\r\n",
            "\u0016\u0003\u0003\u0040\u0000",
            "\u0016\u0003\u0003\u0000\u0000",
            "\u0015\u0003\u0003\u0000\u0002\u0002\u0028",
            "\u0016\u0003\u0003\u0000\u0004\u000b\u00ff\u00ff\u00ff",
            "\u0014\u0003\u0003\u0000\u0001\u0001");
    for (String beginning : beginnings) {
      try (ByteServer site = ByteServer.unasked(out -> out.send(beginning).endlessly(beginning))) {
        Probe probe = probe(site, Scheme.HTTPS, Conducts.PATIENT);
        assertThat(probe.answer()).as(beginning).isIn(Answer.TLS_ERROR, Answer.RESET);
        assertThat(site.sent()).isLessThan(TAKEN);
      }
    }
    assertThat(log).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void aResetInTheMiddleIsNoSilence(Scheme scheme) {
    try (ByteServer site = site(scheme, out -> out.send(OK + "X: y").reset())) {
      assertThat(probe(site, scheme, Conducts.PATIENT).answer()).isIn(Answer.OK, Answer.RESET);
    }
  }

  /** We ask for no compression; what comes compressed all the same is not unfolded. */
  @Test
  void aCompressedBodyIsNotUnfolded() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(new byte[32 << 20]);
    }
    String head = OK + "Content-Encoding: gzip\r\nContent-Length: " + bytes.size() + "\r\n\r\n";
    try (ByteServer site = ByteServer.http(out -> out.send(head).send(bytes.toByteArray()))) {
      assertThat(probe(site, Scheme.HTTP, Conducts.PATIENT).status()).isEqualTo(200);
    }
  }

  static List<String> locations() {
    return List.of(
        "",
        "\u0000",
        "data:text/html,x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "http://[::1",
        "http://a:b@c:d@site.kp/",
        "http://user:pass@site.kp/",
        "http://site.kp:99999/",
        "http://site.kp:22/",
        "http://site..kp/",
        "http://xn--\u00ff.kp/",
        "http://xn--99999999999999999999.kp/",
        "http://" + "a".repeat(300) + ".kp/",
        "http://" + "a.".repeat(300) + "kp/",
        "//site.kp/%zz%00",
        "/?" + "%".repeat(1000),
        "/" + "a".repeat(100_000),
        "http://127.0.0.1/",
        "https://site.kp/");
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("locations")
  void aRedirectToNowhereIsItsAnswer(String location) {
    String answer = "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\n\r\n";
    try (ByteServer site = ByteServer.http(out -> out.send(answer).end())) {
      Probe probe = probe(site, Scheme.HTTP, Conducts.PATIENT);
      assertThat(probe.answer()).isEqualTo(Answer.OK);
      assertThat(probe.status()).isEqualTo(302);
      assertThat(site.connections()).isLessThanOrEqualTo(2);
    }
    assertThat(log).isEmpty();
  }

  private static ByteServer site(Scheme scheme, Script script) {
    return scheme == Scheme.HTTPS ? ByteServer.https(script, tls) : ByteServer.http(script);
  }

  private static Probe probe(ByteServer site, Scheme scheme, ProbeConduct.Limits limits) {
    var conduct =
        new ProbeConduct(
            Conducts.AGENT,
            Map.of("site.kp", site.address()),
            limits,
            a -> false,
            false,
            InstantSource.system(),
            Duration.ZERO);
    try (Prober prober = new Prober(conduct)) {
      Observation seen = prober.site("site.kp", scheme, WATCHED);
      assertThat(seen).isInstanceOf(Probe.class);
      return (Probe) seen;
    }
  }
}
