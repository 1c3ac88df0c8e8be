package kpwatch.bounded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import kpwatch.testkit.ByteServer;
import kpwatch.testkit.ByteServer.Out;
import kpwatch.testkit.FakeCertificate;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An OkHttp client with kept connections whose answers are bounded one by one. */
final class BoundedClientTest {
  private static final ByteBounds BOUNDS = new ByteBounds(1 << 20, 300 << 10, 1 << 20);
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  private final OkHttpClient client =
      BOUNDS.on(new OkHttpClient.Builder().callTimeout(Duration.ofMinutes(2))).build();

  @Test
  void aKeptConnectionBringsAnyNumberOfAnswersWithinTheBounds() throws IOException {
    String body = "x".repeat(700_000);
    try (ByteServer server = ByteServer.http(out -> answer(out, body))) {
      for (int i = 0; i < 5; i++) {
        assertThat(get(client, server, "http")).isEqualTo(body);
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void soDoesOneUnderTls(@TempDir Path folder) throws Exception {
    String body = "x".repeat(700_000);
    try (ByteServer server =
        ByteServer.https(out -> answer(out, body), FakeCertificate.serverSockets(folder))) {
      OkHttpClient trusting = trusting();
      for (int i = 0; i < 5; i++) {
        assertThat(get(trusting, server, "https")).isEqualTo(body);
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "HTTP/1.1 ",
        OK + "X: ",
        OK + "Transfer-Encoding: chunked\r\n\r\n5;",
        OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: ",
        OK + "Content-Length: 99999999999\r\n\r\n",
        OK + "Content-Encoding: gzip\r\n\r\n\u001f\u008b\u0008\u0008\0\0\0\0\0\0",
        "<",
      })
  void whatNeverEndsIsGivenUp(String head) {
    try (ByteServer server = ByteServer.http(out -> out.send(head).endlessly("a"))) {
      assertThatThrownBy(() -> get(client, server, "http")).isInstanceOf(IOException.class);
      assertThat(server.sent()).isLessThan(16L << 20);
    }
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(strings = {"X: y\r\n", "HTTP/1.1 100 Continue\r\n\r\n", "HTTP/1.1 103 E\r\n\r\n"})
  void soAreHeadersAndInterimAnswersWithoutEnd(String part) {
    try (ByteServer server = ByteServer.http(out -> out.send(OK).endlessly(part))) {
      assertThatThrownBy(() -> get(client, server, "http")).isInstanceOf(IOException.class);
    }
    try (ByteServer server = ByteServer.http(out -> out.endlessly(part))) {
      assertThatThrownBy(() -> get(client, server, "http")).isInstanceOf(IOException.class);
      assertThat(server.sent()).isLessThan(16L << 20);
    }
  }

  /** Each chunk brings a byte and half of what may lie unread: the whole is bounded too. */
  @Test
  void aDropOfBodyNowAndThenDoesNotHelp() {
    String chunk = "1;" + "a".repeat(150 << 10) + "\r\nx\r\n";
    try (ByteServer server =
        ByteServer.http(
            out -> out.send(OK + "Transfer-Encoding: chunked\r\n\r\n").endlessly(chunk))) {
      assertThatThrownBy(() -> get(client, server, "http"))
          .satisfies(e -> assertThat(ByteLimitException.in(e)).isPresent());
    }
  }

  @Test
  void aBodyThatUnfoldsBeyondTheBoundIsGivenUp() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(new byte[64 << 20]);
    }
    try (ByteServer server =
        ByteServer.http(
            out ->
                out.send(
                        OK
                            + "Content-Encoding: gzip\r\nContent-Length: "
                            + bytes.size()
                            + "\r\n\r\n")
                    .send(bytes.toByteArray()))) {
      assertThatThrownBy(() -> get(client, server, "http"))
          .isInstanceOf(ByteLimitException.class)
          .hasMessageContaining("body");
    }
  }

  /** OkHttp believes such headers and fails over them at runtime. */
  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        OK + "Content-Length: -5\r\n\r\nok",
        "HTTP/1.1 -12 x\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nhello\r\n",
        OK + "\u00e9\u0000: x\r\n\r\n",
        "HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 101 Switching\r\n\r\n",
        "HTTP/1.1 407 Proxy\r\nProxy-Authenticate: \u0000\r\n\r\n"
      })
  void whateverOkHttpStumblesOverIsAnIoException(String answer) {
    try (ByteServer server = ByteServer.http(out -> out.send(answer).end())) {
      try {
        get(client, server, "http");
      } catch (IOException e) {
        assertThat(e).isNotNull();
      }
    }
  }

  private OkHttpClient trusting() throws Exception {
    X509TrustManager all =
        new X509TrustManager() {
          @Override
          public void checkClientTrusted(X509Certificate[] chain, String type) {}

          @Override
          public void checkServerTrusted(X509Certificate[] chain, String type) {}

          @Override
          public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
          }
        };
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {all}, null);
    return client
        .newBuilder()
        .sslSocketFactory(context.getSocketFactory(), all)
        .hostnameVerifier((host, session) -> true)
        .build();
  }

  private static void answer(Out out, String body) throws IOException {
    out.send(OK + "Content-Length: " + body.length() + "\r\n\r\n" + body);
  }

  private static String get(OkHttpClient client, ByteServer server, String scheme)
      throws IOException {
    Request request = new Request.Builder().url(server.uri(scheme).toString()).build();
    try (Response response = client.newCall(request).execute()) {
      return response.body().string();
    }
  }
}
