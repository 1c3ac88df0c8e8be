package kpwatch.app;

import static kpwatch.app.CrashPoint.after;
import static kpwatch.app.CrashPoint.before;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * The program dies before or after a call that writes or sends, and another one takes up where it
 * left. In the end every channel must have been told everything, in order and once. With {@code
 * -Dcrashes=all} it dies at every such call; else next to one of each kind, several in a night.
 */
@Tag("slow")
class CrashPointsTest {
  private static final boolean ALL = System.getProperty("crashes", "kinds").equals("all");
  private static final int AT_ONCE = 7;

  /** A process manager needs so long to start it again. */
  private static final Duration SHORT = Duration.ofSeconds(3);

  /** Longer than Discord is sure to know a nonce, and longer than the loss lasts. */
  private static final Duration LONG = Duration.ofMinutes(4);

  /** Of each night, where the programs die one after the other. */
  private static final List<List<CrashPoint>> KINDS =
      List.of(
          List.of(
              before("commit of what was seen", 9),
              after("commit of what was seen", 5),
              before("commit of news", 1),
              after("commit of news", 1),
              before("lost", 1)),
          List.of(
              before("begun", 2),
              after("begun", 2),
              before("send", 3),
              after("send", 3),
              after("lost", 1)),
          List.of(before("sent", 1), after("sent", 1), before("postponed", 1), before("frozen", 1)),
          List.of(after("postponed", 1), before("gone", 1), after("gone", 1), after("frozen", 1)),
          List.of(before("paused", 1), after("paused", 1), before("editLater", 1)),
          List.of(
              before("commit of a card", 1),
              after("commit of a card", 1),
              before("refused", 1),
              before("edit", 2),
              after("editLater", 1)),
          List.of(after("refused", 1), after("edit", 2), before("edited", 1), after("edited", 1)));

  /** Of the many commits of nothing but what was seen, one in so many. */
  private static final int SEEN = 8;

  private final List<Logger> logs =
      Stream.of("kpwatch", "net.dv8tion").map(n -> (Logger) LoggerFactory.getLogger(n)).toList();

  /** As other tests in this process have it. */
  private final Map<Logger, Optional<Level>> levels = new HashMap<>();

  @TempDir private Path folder;

  /**
   * A night.
   *
   * @param deaths where programs really died
   * @param calls of the first of them
   */
  private record Lived(List<CrashPoint> deaths, Map<String, Integer> calls, List<String> faults) {}

  @BeforeEach
  void theDeadAreNotHeard() {
    logs.forEach(log -> levels.put(log, Optional.ofNullable(log.getLevel())));
    logs.forEach(log -> log.setLevel(Level.OFF));
  }

  @AfterEach
  void theLivingAre() {
    levels.forEach((log, level) -> log.setLevel(level.orElse(null)));
  }

  @Test
  void noChannelHearsOfACrash(TestReporter reporter) throws Exception {
    Lived uncrashed = lived(List.of(), SHORT);
    assertThat(uncrashed.faults()).isEmpty();
    assertThat(uncrashed.calls().keySet()).containsAll(kinds());

    List<Lived> nights = ALL ? everyPoint(uncrashed.calls()) : nights(KINDS, SHORT);

    long deaths = nights.stream().mapToLong(night -> night.deaths().size()).sum();
    reporter.publishEntry("deaths", Long.toString(deaths));
    assertThat(nights).flatMap(Lived::faults).isEmpty();
    assertThat(nights).flatMap(Lived::deaths).doesNotHaveDuplicates().hasSizeGreaterThan(25);
  }

  private static List<String> kinds() {
    return KINDS.stream().flatMap(List::stream).map(CrashPoint::kind).distinct().toList();
  }

  private List<Lived> everyPoint(Map<String, Integer> calls) throws Exception {
    List<List<CrashPoint>> soon = new ArrayList<>();
    List<List<CrashPoint>> late = new ArrayList<>();
    calls.forEach(
        (kind, number) ->
            IntStream.rangeClosed(1, number)
                .filter(k -> !kind.equals("commit of what was seen") || k % SEEN == 1)
                .forEach(
                    k -> {
                      (k % 2 == 1 ? soon : late).add(List.of(before(kind, k)));
                      (k % 2 == 1 ? late : soon).add(List.of(after(kind, k)));
                    }));
    List<Lived> nights = new ArrayList<>(nights(soon, SHORT));
    nights.addAll(nights(late, LONG));
    return nights;
  }

  private List<Lived> nights(List<List<CrashPoint>> points, Duration down) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Lived>> nights = new ArrayList<>();
      points.forEach(each -> nights.add(threads.submit(() -> lived(each, down))));
      List<Lived> lived = new ArrayList<>();
      for (Future<Lived> night : nights) {
        lived.add(night.get());
      }
      return lived;
    } finally {
      threads.shutdownNow();
    }
  }

  /** Programs that die at these points, and one that lives until everything is told. */
  private Lived lived(List<CrashPoint> points, Duration down) throws Exception {
    try (ShortNight night = new ShortNight(Files.createTempDirectory(folder, "night"))) {
      List<CrashPoint> deaths = new ArrayList<>();
      MortalPorts first = new MortalPorts(points.stream().findFirst());
      MortalPorts ports = first;
      boolean died = night.live(ports, down);
      while (died) {
        deaths.add(points.get(deaths.size()));
        ports = new MortalPorts(points.stream().skip(deaths.size()).findFirst());
        died = night.live(ports, down);
      }
      List<String> faults = night.faults().stream().map(f -> deaths + ", " + f).toList();
      return new Lived(deaths, first.calls(), faults);
    } catch (AssertionError e) {
      return new Lived(List.of(), Map.of(), List.of(points + ", " + e.getMessage()));
    }
  }
}
