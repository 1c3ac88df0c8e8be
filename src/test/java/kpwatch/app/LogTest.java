package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import kpwatch.testkit.HostileText;
import kpwatch.testkit.ShownText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log as the program configures it, whatever strangers bring into it. */
final class LogTest {
  private static final String LINE =
      "\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z +(?:ERROR|WARN|INFO) +[\\w.$-]+ - .*";

  private final LoggerContext context = new LoggerContext();
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final List<Runnable> inAMinute = new ArrayList<>();
  private final QuotaAppender quota = new QuotaAppender(inAMinute::add);
  private long now = 1_800_000_000_000L;

  @BeforeEach
  void configured() throws Exception {
    context.setMDCAdapter(new LogbackMDCAdapter());
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(LogTest.class.getResource("/logback.xml"));
    QuotaAppender real = (QuotaAppender) root().getAppender("QUOTA");
    OutputStreamAppender<ILoggingEvent> console =
        (OutputStreamAppender<ILoggingEvent>) real.getAppender("ERR");
    console.setOutputStream(shown);
    quota.setContext(context);
    quota.addAppender(console);
    quota.start();
    root().detachAppender(real);
    root().addAppender(quota);
  }

  @AfterEach
  void stop() {
    context.stop();
  }

  private Logger root() {
    return context.getLogger(Logger.ROOT_LOGGER_NAME);
  }

  private void log(String logger, Level level, String sentence, Throwable thrown, Object... words) {
    LoggingEvent event =
        new LoggingEvent("test", context.getLogger(logger), level, sentence, thrown, words);
    event.setTimeStamp(now);
    context.getLogger(logger).callAppenders(event);
  }

  private List<String> lines() {
    return shown.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void noTextOfAStrangerCanForgeALineOrHideAnything() {
    HostileText.ofLength(20_000)
        .forEach(
            (shape, text) -> {
              String forged =
                  text + "\r\n2026-12-01T00:00:00.000Z ERROR k.Main - forged\u2028x\u009b";
              log("okhttp3." + shape.replace(' ', '_'), Level.WARN, forged, new Exception(forged));
              log(
                  "kpwatch.x",
                  Level.WARN,
                  shape + " {}",
                  new Exception(forged, new Error(forged)),
                  forged);
            });

    assertThat(lines()).allMatch(line -> line.startsWith("    ") || line.matches(LINE));
    assertThat(lines())
        .filteredOn(line -> line.contains("ERROR k.Main"))
        .allMatch(l -> l.startsWith("    "));
    assertThat(lines()).allMatch(line -> line.codePointCount(0, line.length()) < 2_200);
    assertThat(ShownText.faults(shown.toString(StandardCharsets.UTF_8), "")).isEmpty();
  }

  @Test
  void aStackTraceIsBounded() {
    Exception deep = new Exception("deep");
    for (int i = 0; i < 200; i++) {
      deep = new Exception("deeper", deep);
    }
    log("kpwatch.x", Level.ERROR, "broken", deep);

    assertThat(lines()).hasSize(62).last().isEqualTo("    …");
    assertThat(lines().get(1)).isEqualTo("    java.lang.Exception: deeper");
  }

  @Test
  void whatIsSaidAgainAndAgainIsCountedAndItsLastIsSaid() {
    for (int i = 1; i <= 2_000; i++) {
      log("kpwatch.rislive.LiveStream", Level.WARN, "complaint {}", null, i);
    }
    log("kpwatch.rislive.LiveStream", Level.WARN, "something else", null);
    log("kpwatch.app.Main", Level.WARN, "complaint {}", null, "of another");
    assertThat(lines()).hasSize(LineAllowance.BURST + 2);
    assertThat(inAMinute).hasSize(1);

    now += 60_000;
    inAMinute.get(0).run();

    assertThat(lines())
        .last()
        .asString()
        .contains("WARN", "LiveStream", "1970 more lines like this", "complaint 2000");
    for (int i = 1; i <= 100; i++) {
      log("kpwatch.rislive.LiveStream", Level.WARN, "complaint {}", null, i);
    }
    assertThat(lines()).hasSize(LineAllowance.BURST + 3 + LineAllowance.PER_MINUTE);
    quota.stop();
    assertThat(lines()).last().asString().contains("94 more lines", "complaint 100");
  }

  @Test
  void sentencesOfLibrariesAreCountedTogether() {
    for (int i = 1; i <= 1_000; i++) {
      log("okhttp3.internal.Task", Level.WARN, "foreign " + i, null);
    }
    log("okhttp3.internal.Task", Level.ERROR, "worse", null);

    assertThat(lines()).hasSize(LineAllowance.BURST + 1);
  }

  @Test
  void endlesslyManyKindsAreForgottenAndStillCounted() {
    for (int i = 0; i < LineAllowance.BURST + 5; i++) {
      log("kpwatch.x", Level.WARN, "the first", null);
    }
    for (int i = 0; i < QuotaAppender.KINDS; i++) {
      log("kpwatch.x", Level.WARN, "kind " + i, null);
    }
    assertThat(lines()).filteredOn(l -> l.contains("5 more lines")).hasSize(1);
  }

  @Test
  void aClockThatGoesBackNeitherGivesNorTakesLines() {
    LineAllowance allowance = new LineAllowance(now);
    for (int i = 0; i < LineAllowance.BURST; i++) {
      assertThat(allowance.take(now)).isTrue();
    }
    assertThat(allowance.take(now - 3_600_000)).isFalse();
    assertThat(allowance.take(now - 3_600_000 + 10_000)).isTrue();
    assertThat(allowance.take(now - 3_600_000 + 10_000)).isFalse();
  }
}
