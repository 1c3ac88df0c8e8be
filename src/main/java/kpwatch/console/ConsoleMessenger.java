package kpwatch.console;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Message;
import kpwatch.notify.Messenger;
import kpwatch.notify.SendResult;

/**
 * Messages on a stream for people to read: each followed by an empty line, in UTF-8 whatever the
 * stream's own encoding. Control characters could move the cursor or the bell of a terminal and are
 * shown as U+FFFD; only the newline stays.
 *
 * <p>A stream that failed once counts as closed for good: {@link PrintStream} does not tell more.
 */
public final class ConsoleMessenger implements Messenger {
  private static final char REPLACEMENT = '\uFFFD';

  private final PrintStream out;

  public ConsoleMessenger(PrintStream out) {
    this.out = out;
  }

  @Override
  public String platform() {
    return "console";
  }

  @Override
  public SendResult send(Delivery delivery, Message message) {
    byte[] text = (printable(message.plain()) + "\n\n").getBytes(StandardCharsets.UTF_8);
    synchronized (out) {
      out.write(text, 0, text.length);
      out.flush();
      return out.checkError()
          ? new SendResult.Failed("the output is closed", Optional.empty(), false)
          : new SendResult.Sent(Optional.empty());
    }
  }

  /** What is printed stays; it is never named, so this is never asked. */
  @Override
  public SendResult edit(CardEdit edit) {
    return new SendResult.Refused("what is printed stays");
  }

  private static String printable(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c != '\n' && Character.isISOControl(c) ? REPLACEMENT : c)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }
}
