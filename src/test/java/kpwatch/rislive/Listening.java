package kpwatch.rislive;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import kpwatch.files.NetworkFile;
import kpwatch.supervision.Supervisor;
import kpwatch.testkit.Unattended;
import kpwatch.testkit.rislive.FakeRisLive;
import kpwatch.testkit.rislive.RisPeer;
import org.slf4j.LoggerFactory;

/** A client in a hurry that listens to a fake RIS Live. */
final class Listening implements AutoCloseable {
  static final RisPeer PEER = new RisPeer("rrc00", "192.0.2.1", 64_496);
  static final Duration SOON = Duration.ofSeconds(20);

  static final Rhythm HURRIED =
      new Rhythm(
          Duration.ofSeconds(1),
          Duration.ofMillis(300),
          Duration.ofMillis(200),
          Duration.ofMillis(600),
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofMillis(600));

  final FakeRisLive server = new FakeRisLive(InstantSource.system());
  final Recorder ear = new Recorder();
  final AtomicInteger wakes = new AtomicInteger();
  private final Logger logger = (Logger) LoggerFactory.getLogger(RisLive.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  final RisLive client;
  final Supervisor supervisor = Unattended.supervisor();

  Listening() {
    lines.list = new CopyOnWriteArrayList<>();
    lines.start();
    // another test in this process may have set what is logged
    logger.setLevel(Level.INFO);
    logger.addAppender(lines);
    logger.setAdditive(false);
    Heard heard = new Heard(ear, InstantSource.system(), wakes::incrementAndGet, supervisor);
    client =
        new RisLive(
            server.url(), "kpwatch-test", NetworkFile.read("kp"), heard, HURRIED, supervisor);
  }

  /** Connected, and the country's block subscribed to. */
  static Listening begin() {
    Listening it = new Listening();
    it.client.start();
    it.await(() -> it.server.subscriptions().size() == 1, "not subscribed");
    return it;
  }

  /** Waits until so many connections have asked for everything. */
  void subscribed(int connections) {
    await(() -> server.subscriptions().size() >= 4 * connections, "not subscribed");
  }

  /** Waits for the second connection. */
  void connectedAnew() {
    await(() -> ear.opened() == 2, "no second connection");
  }

  void await(BooleanSupplier looksRight, String otherwise) {
    try {
      server.await(looksRight, SOON, otherwise);
    } catch (AssertionError e) {
      throw new AssertionError(
          e.getMessage()
              + ("; heard " + shortly(ear.heard()))
              + ("; logged " + log())
              + ("; violations " + server.violations()),
          e);
    }
  }

  /** What the log says, oldest first. */
  List<String> log() {
    return lines.list.stream().map(e -> e.getLevel() + " " + e.getFormattedMessage()).toList();
  }

  private static List<String> shortly(List<String> heard) {
    List<String> last = heard.subList(Math.max(0, heard.size() - 10), heard.size());
    return last.stream().map(h -> h.substring(0, Math.min(80, h.length()))).toList();
  }

  @Override
  public void close() {
    ear.listen();
    client.close();
    server.close();
    logger.detachAppender(lines);
    logger.setLevel(null);
    logger.setAdditive(true);
  }
}
