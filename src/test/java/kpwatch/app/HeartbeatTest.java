package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import kpwatch.config.Secret;
import kpwatch.config.Settings;
import kpwatch.notify.Sign;
import kpwatch.testkit.Unattended;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server on loopback that is called, or not. */
@Timeout(30)
class HeartbeatTest {
  private static final String WORD = "ping-7f3a";

  private final MockWebServer server = new MockWebServer();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final LogLines log = new LogLines(Heartbeat.class);
  private Instant now = Instant.parse("2026-11-25T04:00:00Z");
  private List<Sign> signs = List.of(sign("Storage", true), sign("Routes", true));
  private Heartbeat heartbeat;

  @BeforeEach
  void open() throws IOException {
    server.start();
    heartbeat = to(server.url("/" + WORD + "?key=" + WORD).toString(), Duration.ofSeconds(10));
  }

  @AfterEach
  void close() {
    heartbeat.close();
    server.close();
    log.close();
  }

  @Test
  void callsOnceAMinuteHoweverOftenItIsTicked() throws Exception {
    answers(4, 200);
    for (int second = 0; second <= 185; second += 5) {
      beat();
      now = now.plusSeconds(5);
    }
    assertThat(server.getRequestCount()).isEqualTo(4);
    assertThat(server.takeRequest().getMethod()).isEqualTo("GET");
    assertThat(log.all()).isEmpty();
  }

  @Test
  void isWithheldWhileAPartIsIllAndGoesOnOnceItIsWell() throws Exception {
    answers(2, 200);
    beat();
    signs = List.of(sign("Storage", false), sign("Routes", true));
    minutes(5);
    assertThat(server.getRequestCount()).isEqualTo(1);
    signs = List.of(sign("Storage", true), sign("Routes", true));
    minutes(1);
    assertThat(server.getRequestCount()).isEqualTo(2);
    assertThat(log.all())
        .containsExactly(
            "INFO the heartbeat is withheld: trouble with Storage", "INFO the heartbeat goes on");
  }

  @Test
  void whatHappenedOnceAndIsOverKeepsNothingBack() throws Exception {
    answers(1, 200);
    signs = List.of(new Sign("Discord copies", false, Sign.Harm.PAST, "one may stand twice"));
    beat();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  /** Polling goes on, so every alert still comes. */
  @Test
  void aStreamThatIsNotHeardKeepsNothingBack() throws Exception {
    answers(1, 200);
    signs = List.of(sign("Routes", true), new Sign("RIS Live", false, Sign.Harm.LATER, "cut"));
    beat();
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aServerThatRefusesIsToldEverMoreSeldomAndTheUrlNever() throws Exception {
    for (int i = 0; i < 10; i++) {
      server.enqueue(
          new MockResponse.Builder()
              .code(i % 2 == 0 ? 503 : 404)
              .setHeader("Retry-After", "0")
              .build());
    }
    minutes(10);
    assertThat(server.getRequestCount()).as("nothing is tried twice at once").isEqualTo(10);
    assertThat(log.all()).as("1st, 2nd, 4th, 8th").hasSize(4);
    assertThat(log.all().get(0)).isEqualTo("WARN heartbeat.url answered 503; so often in a row: 1");
    answers(1, 204);
    minutes(1);
    assertThat(log.all()).hasSize(5).last().asString().contains("answers again");
    assertThat(String.join("\n", log.all())).doesNotContain(WORD);
  }

  @Test
  void whatCannotBeReachedHasNoUrlInTheLog() throws Exception {
    server.close();
    minutes(1);
    heartbeat = to("http://" + WORD + ".invalid/" + WORD, Duration.ofSeconds(10));
    beat();
    assertThat(log.all()).hasSize(2).allMatch(l -> l.startsWith("WARN heartbeat.url could not"));
    assertThat(String.join("\n", log.all())).doesNotContain(WORD);
  }

  @Test
  void aServerThatHangsHoldsNobodyUpAndIsNotCalledTwiceAtOnce() throws Exception {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    heartbeat.beat();
    assertThat(server.takeRequest(10, TimeUnit.SECONDS)).isNotNull();
    for (int i = 0; i < 5; i++) {
      now = now.plusSeconds(60);
      heartbeat.beat();
    }
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void givesUpAServerThatHangsAndCallsAgain() throws Exception {
    heartbeat = to(server.url("/" + WORD).toString(), Duration.ofMillis(200));
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    answers(1, 200);
    beat();
    minutes(1);
    assertThat(server.getRequestCount()).isEqualTo(2);
    assertThat(log.all())
        .containsExactly(
            "WARN heartbeat.url could not be called (InterruptedIOException);"
                + " so often in a row: 1",
            "INFO heartbeat.url answers again");
  }

  @Test
  void isNotSentInTheClearWhereItWasToBeEncryptedNorTheOtherWay() throws Exception {
    server.enqueue(
        new MockResponse.Builder()
            .code(302)
            .setHeader("Location", "https://127.0.0.1:" + server.getPort() + "/other")
            .build());
    beat();
    assertThat(server.getRequestCount()).isEqualTo(1);
    assertThat(log.all()).hasSize(1).first().asString().contains("answered 302");
  }

  @Test
  void withoutAUrlThereIsNone() throws SettingsRefused {
    assertThat(BotSettings.from(Settings.parse("", Map.of())).operator().heartbeat()).isEmpty();
  }

  private Heartbeat to(String url, Duration patience) {
    return new Heartbeat(
        new Secret(url),
        "kpwatch/test",
        at -> signs,
        () -> now,
        patience,
        thread,
        Unattended.supervisor());
  }

  private static Sign sign(String name, boolean well) {
    return new Sign(name, well, Sign.Harm.UNSEEING, "as it is");
  }

  private void answers(int times, int code) {
    for (int i = 0; i < times; i++) {
      server.enqueue(new MockResponse.Builder().code(code).build());
    }
  }

  private void minutes(int minutes) throws Exception {
    for (int i = 0; i < minutes; i++) {
      now = now.plusSeconds(60);
      beat();
    }
  }

  /** Ticks and waits for the call that this may have begun. */
  private void beat() throws Exception {
    heartbeat.beat();
    settle();
  }

  private void settle() throws Exception {
    thread.submit(() -> {}).get();
  }
}
