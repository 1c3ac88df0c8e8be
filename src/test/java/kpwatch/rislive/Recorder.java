package kpwatch.rislive;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** An ear that keeps what it hears, and can be made to stop listening for a while. */
final class Recorder implements Ear {
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /** The next call does not return before this is over. */
  void stopListening() {
    gate = new CountDownLatch(1);
  }

  void listen() {
    gate.countDown();
  }

  /** {@code opened}, {@code closed: why} and frames as they came. */
  List<String> heard() {
    return List.copyOf(heard);
  }

  List<String> heard(Predicate<String> which) {
    return heard.stream().filter(which).toList();
  }

  long opened() {
    return heard.stream().filter("opened"::equals).count();
  }

  List<String> closed() {
    return heard(h -> h.startsWith("closed: "));
  }

  @Override
  public void opened(Instant now) {
    note("opened");
  }

  /** Only messages are news; one that says so meets a bug. */
  @Override
  public boolean frame(String text, Instant now) {
    note(text);
    if (text.contains("bug")) {
      throw new StackOverflowError("a bug of the test");
    }
    return text.contains("ris_message");
  }

  @Override
  public void closed(String why, Instant now) {
    note("closed: " + why);
  }

  private void note(String what) {
    heard.add(what);
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
