package kpwatch.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import kpwatch.notify.Card;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Message;
import kpwatch.notify.Notification;
import kpwatch.notify.Recipient;
import kpwatch.notify.SendResult;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.Wishes;
import org.junit.jupiter.api.Test;

class ConsoleMessengerTest {
  private static final Instant NOW = Instant.parse("2026-03-02T03:00:00Z");

  private static final Delivery DELIVERY =
      new Delivery(
          1,
          Recipient.silent(new ChannelRef("console", "stdout"), Wishes.Detail.FULL),
          new Notification(
              "KP-K7Q2/1",
              NOW,
              Optional.of("KP-K7Q2"),
              Optional.empty(),
              Notification.Kind.OPENED,
              true,
              Level.MAJOR,
              Message.note("not what is said")),
          0,
          NOW,
          Optional.empty(),
          Optional.empty());

  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final ConsoleMessenger console =
      new ConsoleMessenger(new PrintStream(shown, false, StandardCharsets.US_ASCII));

  @Test
  void itCarriesTheConsole() {
    assertThat(console.platform()).isEqualTo("console");
  }

  @Test
  void aMessageIsFollowedByAnEmptyLine() {
    assertThat(send("NORMAL\nAll is well.")).isEqualTo(new SendResult.Sent(Optional.empty()));
    send("OUTAGE");

    assertThat(text()).isEqualTo("NORMAL\nAll is well.\n\nOUTAGE\n\n");
  }

  @Test
  void textIsUtf8WhateverTheStreamWouldDo() {
    send("○ 조선 🛰");

    assertThat(text()).isEqualTo("○ 조선 🛰\n\n");
  }

  @Test
  void controlCharactersDoNotReachTheTerminal() {
    send("a\u001b[2Jb\u0007\r\n\tc\u009bd");

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
        new ConsoleMessenger(new PrintStream(broken, true)).send(DELIVERY, Message.note("OUTAGE"));

    assertThat(result)
        .isEqualTo(new SendResult.Failed("the output is closed", Optional.empty(), false));
  }

  @Test
  void whatIsPrintedIsNotEdited() {
    Message message = Message.note("OUTAGE");
    Card card = new Card("KP-K7Q2", NOW, NOW, "", false, message);

    SendResult result =
        console.edit(
            new CardEdit(
                DELIVERY.channel(), "1", NOW, NOW, NOW, false, DELIVERY.to().detail(), card));

    assertThat(result).isEqualTo(new SendResult.Refused("what is printed stays"));
    assertThat(text()).isEmpty();
  }

  private String text() {
    return shown.toString(StandardCharsets.UTF_8);
  }

  private SendResult send(String text) {
    return console.send(DELIVERY, Message.note(text));
  }
}
