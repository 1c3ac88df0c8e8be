package kpwatch.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.AppenderAttachableImpl;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kpwatch.untrusted.UntrustedText;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the lines that strangers can cause. Lines of one kind, the same logger and the same
 * sentence, pass in a burst and then a few a minute. A minute after the first one that was left
 * out, one line says how many there were and what the last said, so that the present state is never
 * lost. Libraries build their sentences from foreign text, so theirs are counted by logger.
 */
public final class QuotaAppender extends UnsynchronizedAppenderBase<ILoggingEvent>
    implements AppenderAttachable<ILoggingEvent> {
  /** Our own sentences and the loggers of the libraries are far fewer. */
  static final int KINDS = 1_000;

  private static final String OURS = "kpwatch";
  private static final int KEPT = 500;

  private final Optional<Consumer<Runnable>> inAMinute;
  private final AppenderAttachableImpl<ILoggingEvent> out = new AppenderAttachableImpl<>();
  private final Map<Kind, LineAllowance> kinds = new LinkedHashMap<>(16, 0.75f, true);
  private boolean owed;

  private record Kind(String logger, Level level, String sentence) {
    static Kind of(ILoggingEvent event) {
      String logger = event.getLoggerName();
      boolean ours = logger.equals(OURS) || logger.startsWith(OURS + ".");
      return new Kind(logger, event.getLevel(), ours ? String.valueOf(event.getMessage()) : "");
    }
  }

  /** As {@code logback.xml} makes it. */
  public QuotaAppender() {
    inAMinute = Optional.empty();
  }

  /**
   * @param inAMinute carries out a task a minute later
   */
  QuotaAppender(Consumer<Runnable> inAMinute) {
    this.inAMinute = Optional.of(inAMinute);
  }

  @Override
  protected void append(ILoggingEvent event) {
    synchronized (kinds) {
      Kind kind = Kind.of(event);
      LineAllowance allowance =
          kinds.computeIfAbsent(kind, k -> new LineAllowance(event.getTimeStamp()));
      if (allowance.take(event.getTimeStamp())) {
        out.appendLoopOnAppenders(event);
      } else {
        allowance.leaveOut(
            event.getLevel(), UntrustedText.log(String.valueOf(event.getFormattedMessage()), KEPT));
        owe();
      }
      forgetOldest();
    }
  }

  /** Writes how many lines were left out, of each kind. */
  void tell() {
    synchronized (kinds) {
      owed = false;
      kinds.forEach((kind, allowance) -> tell(kind.logger(), allowance));
    }
  }

  /** The same for every such appender of the program, before it ends. */
  static void tellAll(LoggerContext context) {
    Iterator<Appender<ILoggingEvent>> all =
        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).iteratorForAppenders();
    while (all.hasNext()) {
      if (all.next() instanceof QuotaAppender quota) {
        quota.tell();
      }
    }
  }

  private void tell(String logger, LineAllowance allowance) {
    if (allowance.leftOut() > 0 && getContext() instanceof LoggerContext context) {
      out.appendLoopOnAppenders(
          new LoggingEvent(
              QuotaAppender.class.getName(),
              context.getLogger(logger),
              allowance.level(),
              "{} more lines like this were left out; the last: {}",
              null,
              new Object[] {allowance.leftOut(), allowance.last()}));
      allowance.told();
    }
  }

  private void owe() {
    if (!owed) {
      owed = true;
      inAMinute.ifPresentOrElse(
          later -> later.accept(this::tell),
          () -> {
            ScheduledFuture<?> unused =
                getContext()
                    .getScheduledExecutorService()
                    .schedule((Runnable) this::tell, 1, TimeUnit.MINUTES);
          });
    }
  }

  private void forgetOldest() {
    if (kinds.size() > KINDS) {
      Iterator<Map.Entry<Kind, LineAllowance>> all = kinds.entrySet().iterator();
      Map.Entry<Kind, LineAllowance> oldest = all.next();
      tell(oldest.getKey().logger(), oldest.getValue());
      all.remove();
    }
  }

  @Override
  public void stop() {
    tell();
    out.detachAndStopAllAppenders();
    super.stop();
  }

  @Override
  public void addAppender(Appender<ILoggingEvent> appender) {
    out.addAppender(appender);
  }

  @Override
  public Iterator<Appender<ILoggingEvent>> iteratorForAppenders() {
    return out.iteratorForAppenders();
  }

  @Override
  public @Nullable Appender<ILoggingEvent> getAppender(String name) {
    return out.getAppender(name);
  }

  @Override
  public boolean isAttached(Appender<ILoggingEvent> appender) {
    return out.isAttached(appender);
  }

  @Override
  public void detachAndStopAllAppenders() {
    out.detachAndStopAllAppenders();
  }

  @Override
  public boolean detachAppender(Appender<ILoggingEvent> appender) {
    return out.detachAppender(appender);
  }

  @Override
  public boolean detachAppender(String name) {
    return out.detachAppender(name);
  }
}
