package kpwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import kpwatch.notify.Delivery;
import kpwatch.notify.Notification;
import kpwatch.notify.SendResult;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import org.junit.jupiter.api.Test;

class ConsoleMessengerTest {
  private static final Instant NOW = Instant.parse("2026-03-02T03:00:00Z");

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final ConsoleMessenger console =
      new ConsoleMessenger(new PrintStream(shown, false, StandardCharsets.US_ASCII));

  @Test
  void itCarriesTheConsole() {
    assertThat(console.platform()).isEqualTo("console");
  }

  @Test
  void aMessageIsFollowedByAnEmptyLine() {
    assertThat(console.send(delivery("NORMAL\nAll is well."))).isEqualTo(new SendResult.Sent());
    console.send(delivery("OUTAGE"));

    assertThat(text()).isEqualTo("NORMAL\nAll is well.\n\nOUTAGE\n\n");
  }

  @Test
  void textIsUtf8WhateverTheStreamWouldDo() {
    console.send(delivery("○ 조선 🛰"));

    assertThat(text()).isEqualTo("○ 조선 🛰\n\n");
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() {
    console.send(delivery("a\u001b[2Jb\u0007\r\n\tc\u009bd"));

    assertThat(text()).isEqualTo("a\uFFFD[2Jb\uFFFD\uFFFD\n\uFFFDc\uFFFDd\n\n");
  }

  @Test
  void aClosedOutputIsNoSuccess() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("broken pipe");
          }
        };

    SendResult result =
        new ConsoleMessenger(new PrintStream(broken, true)).send(delivery("OUTAGE"));

    assertThat(result).isEqualTo(new SendResult.Failed("the output is closed", Optional.empty()));
  }

  private String text() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  private static Delivery delivery(String text) {
    return new Delivery(
        1,
        new ChannelRef("console", "stdout"),
        new Notification(
            "KP-K7Q2/1",
            NOW,
            Optional.of("KP-K7Q2"),
            Notification.Kind.OPENED,
            true,
            Level.MAJOR,
            text),
        0,
        NOW);
  }
}
