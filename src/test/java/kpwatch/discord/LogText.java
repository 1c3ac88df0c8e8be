package kpwatch.discord;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Every line that is logged while these tests run, JDA's finest ones included. */
final class LogText extends AppenderBase<ILoggingEvent> {
  private static final List<String> LINES = new CopyOnWriteArrayList<>();

  private LogText() {}

  /** From now on. May be called again. */
  static synchronized void keep() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    if (root.getAppender("text") != null) {
      return;
    }
    LogText text = new LogText();
    text.setName("text");
    text.setContext(context);
    text.start();
    quieten(root);
    root.addAppender(text);
    context.getLogger("kpwatch").setLevel(Level.TRACE);
    context.getLogger("net.dv8tion").setLevel(Level.DEBUG);
    context.getLogger("okhttp3").setLevel(Level.DEBUG);
  }

  static String all() {
    return String.join("\n", LINES);
  }

  /** Everything, and begins anew. */
  static String takeAll() {
    String all = all();
    LINES.clear();
    return all;
  }

  /** What was there before goes on to show warnings only. */
  private static void quieten(Logger root) {
    var filter = new ch.qos.logback.classic.filter.ThresholdFilter();
    filter.setLevel("WARN");
    filter.start();
    root.iteratorForAppenders().forEachRemaining(appender -> appender.addFilter(filter));
  }

  @Override
  protected void append(ILoggingEvent event) {
    String trace =
        event.getThrowableProxy() == null
            ? ""
            : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
    LINES.add(event.getLoggerName() + " " + event.getFormattedMessage() + trace);
  }
}
