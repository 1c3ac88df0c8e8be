package kpwatch.app;

import ch.qos.logback.classic.pattern.ThrowableHandlingConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.util.Iterator;
import kpwatch.untrusted.UntrustedText;

/**
 * What an event of any logger says, with its stack trace, as {@code %text} of {@code logback.xml}.
 * Every line but the first is indented, so that no text can pass for a line of its own, and no
 * hidden or control character is left.
 */
public final class LogText extends ThrowableHandlingConverter {
  private static final String NEXT_LINE = "\n    ";
  private static final String LEFT_OUT = NEXT_LINE + "…";

  /** Characters of a message. */
  private static final int MESSAGE = 2_000;

  private static final int MESSAGE_LINES = 20;
  private static final int TRACE_LINES = 60;
  private static final int TRACE_LINE = 300;

  @Override
  public String convert(ILoggingEvent event) {
    StringBuilder text = new StringBuilder();
    message(text, String.valueOf(event.getFormattedMessage()));
    if (event.getThrowableProxy() != null) {
      trace(text, ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return text.toString();
  }

  private static void message(StringBuilder text, String message) {
    Iterator<String> lines = message.lines().iterator();
    int room = MESSAGE;
    for (int i = 0; i < MESSAGE_LINES && lines.hasNext() && room > 0; i++) {
      String line = UntrustedText.log(lines.next(), room);
      room -= line.length() + 1;
      text.append(i == 0 ? "" : NEXT_LINE).append(line);
    }
    text.append(lines.hasNext() ? LEFT_OUT : "");
  }

  private static void trace(StringBuilder text, String trace) {
    Iterator<String> lines = trace.lines().iterator();
    for (int i = 0; i < TRACE_LINES && lines.hasNext(); i++) {
      text.append(NEXT_LINE).append(UntrustedText.log(lines.next(), TRACE_LINE));
    }
    text.append(lines.hasNext() ? LEFT_OUT : "");
  }
}
