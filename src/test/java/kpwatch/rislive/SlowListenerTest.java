package kpwatch.rislive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens while nobody listens to what the connection brings. */
final class SlowListenerTest {
  private static final String FILL = "x".repeat(1000);

  private final Listening listening = Listening.begin();

  @AfterEach
  void end() {
    listening.close();
  }

  /** Twice what may wait with us, and more than TCP takes, but less than the server's patience. */
  @Test
  void theServerIsHeldBackAndNothingIsLost() {
    listening.ear.stopListening();
    IntStream.range(0, 5_000).forEach(i -> listening.server.text(number(i)));
    // For longer than a silent server would be waited for: it is we who do not listen.
    long pings = listening.server.pings();
    listening.await(() -> listening.server.pings() >= pings + 10, "stopped pinging");
    assertThat(listening.ear.heard(SlowListenerTest::isNumber)).hasSizeLessThan(2);
    listening.ear.listen();
    listening.await(() -> numbers().size() == 5_000, "some are lost");
    assertThat(numbers()).isEqualTo(expected(5_000));
    assertThat(listening.server.requests()).isEqualTo(1);
    assertThat(listening.server.violations()).isEmpty();
  }

  @Test
  void aServerThatGivesUpOnUsIsHeardToItsLastWordAndConnectedAnew() {
    listening.ear.stopListening();
    int sent = 0;
    while (listening.server.violations().isEmpty()) {
      listening.server.text(number(sent++));
    }
    listening.ear.listen();
    listening.connectedAnew();
    // The last one was too much.
    assertThat(numbers()).isEqualTo(expected(sent - 1));
    assertThat(listening.ear.heard(h -> h.contains("ris_error"))).isNotEmpty();
    assertThat(listening.server.violations()).containsExactly("the client does not keep up");
  }

  @Test
  void closingIsPromptAllTheSame() {
    listening.ear.stopListening();
    IntStream.range(0, 5_000).forEach(i -> listening.server.text(number(i)));
    long pings = listening.server.pings();
    listening.await(() -> listening.server.pings() >= pings + 2, "stopped pinging");
    long began = System.nanoTime();
    listening.client.close();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    listening.await(() -> listening.server.open() == 0, "still connected");
  }

  private List<String> numbers() {
    return listening.ear.heard(SlowListenerTest::isNumber);
  }

  private static boolean isNumber(String heard) {
    return heard.startsWith("{\"number\"");
  }

  private static List<String> expected(int count) {
    return IntStream.range(0, count).mapToObj(SlowListenerTest::number).toList();
  }

  private static String number(int number) {
    return "{\"number\":%d,\"fill\":\"%s\"}".formatted(number, FILL);
  }
}
