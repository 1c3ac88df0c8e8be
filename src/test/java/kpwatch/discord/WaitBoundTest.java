package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issue 17: one answer of a machine on the way silences nothing for longer than an hour. */
final class WaitBoundTest {
  private final OkHttpClient client =
      new OkHttpClient.Builder().addInterceptor(new WaitBound()).build();
  private HttpServer server;

  @BeforeEach
  void begin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void end() {
    server.stop(0);
    client.dispatcher().executorService().shutdown();
    client.connectionPool().evictAll();
  }

  private Optional<String> heard(String name, String value) throws IOException {
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set(name, value);
          exchange.sendResponseHeaders(429, -1);
          exchange.close();
        });
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    try (Response response = client.newCall(new Request.Builder().url(url).build()).execute()) {
      return Optional.ofNullable(response.header(name));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "0.75, 0.75",
    "3600, 3600",
    "3601, 3600",
    "86400, 3600",
    "999999999999, 3600",
    "1e300, 3600",
    "Infinity, 3600",
    "NaN, 60",
    "-5, 60",
    "soon, 60",
    "'Wed, 21 Oct 2065 07:28:00 GMT', 60",
    "9999999999999999999999999999999999999999, 60"
  })
  void aWaitIsAnHourAtMost(String said, String taken) throws IOException {
    assertThat(heard("Retry-After", said)).contains(taken);
  }

  @Test
  void theEndOfABucketTooAndNothingElseIsChanged() throws IOException {
    assertThat(heard("X-RateLimit-Reset-After", "1000000")).contains("3600");
    server.removeContext("/");
    assertThat(heard("X-RateLimit-Limit", "1000000")).contains("1000000");
  }
}
