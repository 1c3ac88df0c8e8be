package kpwatch.rislive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ends a connection, and that the next one is asked for everything again. */
final class ReconnectingTest {
  private final Listening listening = Listening.begin();

  @AfterEach
  void end() {
    listening.close();
    assertThat(listening.server.violations()).isEmpty();
  }

  @Test
  void afterACutItSubscribesAnew() {
    listening.subscribed(1);
    long cut = System.nanoTime();
    listening.server.cut();
    listening.connectedAnew();
    assertThat(Duration.ofNanos(System.nanoTime() - cut)).isLessThan(Duration.ofSeconds(5));
    listening.subscribed(2);
    assertThat(listening.ear.closed()).singleElement().asString().contains("broke");
    listening.server.withdraw(Listening.PEER, "175.45.177.0/24");
    listening.await(
        () -> !listening.ear.heard(h -> h.contains("withdrawals")).isEmpty(), "deaf afterwards");
  }

  @Test
  void afterAFarewellOfTheServer() {
    listening.server.close(1012, "restart");
    listening.connectedAnew();
    assertThat(listening.ear.closed())
        .containsExactly("closed: closed by the server with 1012: restart");
  }

  @Test
  void afterSilence() {
    listening.server.goSilent();
    listening.connectedAnew();
    assertThat(listening.ear.closed()).singleElement().asString().contains("nothing came");
    listening.await(() -> listening.server.open() == 1, "the silent one was kept");
  }

  /**
   * One of our wishes may be refused; the others are met. Whoever is thrown out is closed as well.
   */
  @Test
  void notAfterAnErrorOfTheServer() {
    String error = "{\"type\":\"ris_error\",\"data\":{\"message\":\"this is a test\"}}";
    listening.server.text(error);
    listening.await(() -> listening.ear.heard().contains(error), "the error was not heard");
    assertThat(listening.ear.closed()).isEmpty();
    assertThat(listening.server.open()).isEqualTo(1);
  }

  @Test
  void afterAFrameThatIsTooLong() {
    listening.server.text("x".repeat(Link.LONGEST + 1));
    listening.connectedAnew();
    assertThat(listening.ear.closed()).singleElement().asString().contains("1048577 characters");
  }

  @Test
  void afterARefusalForAWhile() {
    listening.server.refuse();
    listening.await(() -> listening.log().size() == 3, "no word of the refusal");
    listening.server.recover();
    listening.connectedAnew();
    assertThat(listening.ear.closed()).hasSize(1);
    assertThat(listening.log().get(2))
        .startsWith("WARN RIS Live cannot be reached at ws://127.0.0.1:")
        .contains("ConnectException");
  }

  @Test
  void afterPagesInPlaceOfAStreamWhichAreToldOnce() {
    long before = listening.server.requests();
    listening.server.answer("403 Forbidden", "<html>no websockets here</html>");
    listening.server.cut();
    listening.await(() -> listening.server.requests() >= before + 4, "does not try on");
    listening.server.answer("301 Moved Permanently", "<html>elsewhere</html>");
    listening.await(
        () -> listening.log().stream().anyMatch(l -> l.contains("HTTP 301")), "301 is not told");
    listening.server.recover();
    listening.connectedAnew();
    assertThat(listening.log()).filteredOn(l -> l.contains("HTTP 403")).hasSize(1);
  }

  @Test
  void afterAHandshakeThatHangs() {
    long before = listening.server.requests();
    listening.server.hang();
    listening.server.cut();
    listening.await(() -> listening.server.requests() >= before + 2, "waits for ever");
    listening.server.recover();
    listening.connectedAnew();
  }

  @Test
  void eachTimeThatAServerClosesButNeverAtOnce() {
    listening.server.closeAfter(Duration.ofMillis(1));
    listening.server.cut();
    long began = System.nanoTime();
    listening.await(() -> listening.ear.closed().size() >= 8, "does not come back");
    // After the first, the least pause is half of the longest one.
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(600));
    assertThat(listening.log()).hasSizeLessThan(7);
    List<String> turns =
        listening.ear.heard(h -> h.equals("opened") || h.startsWith("closed")).stream()
            .map(h -> h.substring(0, 6))
            .toList();
    for (int i = 0; i < turns.size(); i++) {
      assertThat(turns.get(i)).isEqualTo(i % 2 == 0 ? "opened" : "closed");
    }
  }

  @Test
  void closingBetweenTwoAttemptsMakesNoOther() {
    listening.server.refuse();
    listening.await(() -> listening.log().size() == 3, "no word of the refusal");
    listening.client.close();
    List<String> said = listening.log();
    listening.server.recover();
    assertThat(listening.log()).isEqualTo(said);
    assertThat(listening.server.requests()).isEqualTo(1);
  }

  @Test
  void closingWhileAHandshakeHangsIsPrompt() {
    listening.server.hang();
    listening.server.cut();
    listening.await(() -> listening.server.requests() == 2, "no second attempt");
    long began = System.nanoTime();
    listening.client.close();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
  }
}
