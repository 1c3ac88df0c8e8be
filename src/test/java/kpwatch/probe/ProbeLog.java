package kpwatch.probe;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the prober says in the log while a test runs. */
final class ProbeLog {
  private ProbeLog() {}

  /** The lines from now on. */
  static List<String> begin() {
    List<String> lines = new CopyOnWriteArrayList<>();
    var appender =
        new AppenderBase<ILoggingEvent>() {
          @Override
          protected void append(ILoggingEvent event) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
          }
        };
    appender.start();
    ((Logger) LoggerFactory.getLogger(Prober.class)).addAppender(appender);
    return lines;
  }
}
