package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import kpwatch.config.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Issue 17, item 1: a poll whose answer cannot be read as a whole does not block the next. */
final class UpdateSourceTest {
  private final Deque<String> answers = new ArrayDeque<>();
  private final List<String> questions = new ArrayList<>();
  private HttpServer server;
  private Wire wire;
  private UpdateSource source;

  @BeforeEach
  void begin() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          questions.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          byte[] answer = answers.remove().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    wire = new Wire(Patience.usual(time -> true), 2);
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    source = new UpdateSource(new Secret("1:a"), base, wire.polling(), Duration.ofSeconds(50));
  }

  @AfterEach
  void end() {
    wire.close();
    server.stop(0);
  }

  private Optional<List<Arrival>> ask(String answer) {
    answers.add(answer);
    Answer<List<Arrival>> got = source.ask(41, 100, true);
    return got instanceof Answer.Ok<List<Arrival>> ok ? Optional.of(ok.result()) : Optional.empty();
  }

  @Test
  void anAnswerWithOneBadUpdateGivesTheOthers() {
    Optional<List<Arrival>> got =
        ask(
            "{\"ok\":true,\"result\":[{\"update_id\":41},{\"update_id\":42,\"x\":"
                + "[".repeat(2_000)
                + "]".repeat(2_000)
                + "},{\"update_id\":43}]}");
    assertThat(got.orElseThrow()).extracting(a -> a.id().orElse(0L)).containsExactly(41L, 42L, 43L);
  }

  @Test
  void anUpdateWithoutEndIsAskedForAloneAndThenGivenUp() {
    String cut = "{\"ok\":true,\"result\":[{\"update_id\":44,\"message\":{\"text\":\"";
    assertThat(ask(cut)).isEmpty();
    assertThat(ask(cut)).isEmpty();
    assertThat(ask(cut).orElseThrow()).containsExactly(Arrival.unreadable(Optional.of(44L)));
    assertThat(questions.get(0)).contains("\"limit\":100");
    assertThat(questions.get(1)).contains("\"limit\":1,");
    assertThat(ask("{\"ok\":true,\"result\":[]}").orElseThrow()).isEmpty();
    assertThat(questions.get(3)).contains("\"limit\":100");
  }

  @Test
  void whereNoIdCanBeFoundTheOneThatWasAskedForIsGivenUp() {
    for (String bad :
        new String[] {
          "{\"ok\":true,\"result\":[{\"update_id\":{}}]}", "{\"ok\":true,\"result\":[}"
        }) {
      assertThat(ask(bad)).isEmpty();
      assertThat(ask(bad)).isEmpty();
      assertThat(ask(bad).orElseThrow()).containsExactly(Arrival.unreadable(Optional.of(41L)));
    }
  }

  @Test
  void aPageOfSomebodyElseConfirmsNothing() {
    for (int i = 0; i < 10; i++) {
      assertThat(ask("<html>sign in to the network of this hotel</html>")).isEmpty();
    }
  }

  /** A 429 may come from any machine on the way, and nothing is heard until its time is over. */
  @ParameterizedTest
  @CsvSource({"-5, 0", "0, 0", "30, 30", "3600, 3600", "3601, 3600", "2147483647, 3600"})
  void theNextPollIsNeverFar(int said, int taken) {
    answers.add(
        "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests\","
            + "\"parameters\":{\"retry_after\":%d}}".formatted(said));
    Answer<List<Arrival>> answer = source.ask(41, 100, true);
    assertThat(((Answer.Refused<?>) answer).told()).contains(Duration.ofSeconds(taken));
  }
}
