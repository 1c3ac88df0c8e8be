package kpwatch.console;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Message;
import kpwatch.notify.Messenger;
import kpwatch.notify.SendResult;
import kpwatch.untrusted.UntrustedText;

/**
 * Messages on a stream for people to read: each followed by an empty line, in UTF-8 whatever the
 * stream's own encoding. What could move the cursor, ring the bell or hide a part is shown as
 * U+FFFD; only the newline stays.
 *
 * <p>A stream that failed once counts as closed for good: {@link PrintStream} does not tell more.
 */
public final class ConsoleMessenger implements Messenger {
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
    byte[] text =
        (UntrustedText.console(message.plain()) + "\n\n").getBytes(StandardCharsets.UTF_8);
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
}
