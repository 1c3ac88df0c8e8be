package kpwatch.rislive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import kpwatch.files.NetworkFile;
import kpwatch.testkit.Unattended;

/**
 * A process that does nothing but listen to RIS Live: the real client, the real stream. It prints
 * what it has come to after the first 200,000 messages and at each million, and ends after the
 * last.
 */
final class FloodedClient implements Ear {
  private static final int MILLION = 1_000_000;

  private final LiveStream stream;
  private final long count;
  private final CountDownLatch done = new CountDownLatch(1);
  private int connections;
  private long heard;
  private long mostLag;

  private FloodedClient(LiveStream stream, long count) {
    this.stream = stream;
    this.count = count;
  }

  /**
   * @param arguments the address, and how many messages to wait for
   */
  public static void main(String[] arguments) throws InterruptedException {
    var network = NetworkFile.read("kp");
    var ear = new FloodedClient(new LiveStream(network), Long.parseLong(arguments[1]));
    var heard = new Heard(ear, InstantSource.system(), () -> {}, Unattended.supervisor());
    try (var client =
        new RisLive(
            URI.create(arguments[0]),
            "kpwatch-bench",
            network,
            heard,
            Rhythm.USUAL,
            Unattended.supervisor())) {
      client.start();
      ear.done.await();
    }
  }

  @Override
  public void opened(Instant now) {
    connections++;
    stream.opened(now);
  }

  @Override
  public boolean frame(String text, Instant now) {
    boolean changed = stream.frame(text, now);
    if (text.contains("\"ris_message\"")) {
      heard++;
      if (heard % 1000 == 0) {
        mostLag = Math.max(mostLag, lag(text));
      }
      if (heard == MILLION / 5 || heard % MILLION == 0 || heard == count) {
        print(lag(text));
      }
      if (heard == count) {
        done.countDown();
      }
    }
    return changed;
  }

  @Override
  public void closed(String why, Instant now) {
    stream.closed(why, now);
  }

  private void print(long lag) {
    System.gc();
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    System.out.printf(
        Locale.ROOT,
        "heard %,d over %d connection(s): heap %.1f MB after a collection, resident %d MB,"
            + " lag %d ms, the most so far %d ms, processor %.1f s%n",
        heard,
        connections,
        heap / 1e6,
        resident(),
        lag,
        mostLag,
        ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3);
  }

  /** Milliseconds since it was sent, to within ten. */
  private static long lag(String text) {
    String key = "\"timestamp\":";
    int from = text.indexOf(key) + key.length();
    double sent = Double.parseDouble(text.substring(from, text.indexOf(',', from)));
    return System.currentTimeMillis() - (long) (sent * 1e3);
  }

  private static long resident() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
