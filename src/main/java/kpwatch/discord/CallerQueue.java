package kpwatch.discord;

import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Questions of people, carried out fairly: one at a time for each person, two for each server,
 * servers in turn, and the people of a server in turn. Whoever asks more than is carried out finds
 * a short queue; what does not fit is left out. Thread-safe.
 */
final class CallerQueue implements Closeable {
  /** Waiting at most, of one person, of one server, and of all. */
  private static final int OF_USER = 5;

  private static final int OF_HOME = 50;
  private static final int OF_ALL = 1_000;

  /** Under way at most, of one server and of all. */
  private static final int AT_ONCE_OF_HOME = 2;

  private static final int AT_ONCE = 8;

  /** After it a question that never ended does not hold up others any more. */
  private static final Duration LONGEST = Duration.ofSeconds(15);

  /** One person is told at most so often that questions were left out. */
  private static final Duration TELLING = Duration.ofMinutes(1);

  private final Executor threads;
  private final LongSupplier nanos;
  private final Consumer<Throwable> failed;
  private final Map<String, Map<String, Deque<Question>>> homes = new LinkedHashMap<>();
  private final Map<Object, Running> running = new HashMap<>();
  private final Map<Caller, Long> told = new LinkedHashMap<>();
  private int waiting;
  private boolean closed;

  /**
   * Who asks.
   *
   * @param home the server, or the person outside servers
   */
  record Caller(String home, String user) {}

  /** What becomes of a question. */
  enum Admission {
    TAKEN,
    /** Left out; the caller should be told. */
    FIRST_LEFT_OUT,
    /** Left out; the caller was told a short while ago. */
    LEFT_OUT
  }

  /** Something to be carried out. */
  interface Question {
    /**
     * @param done to be called once it has ended, on any thread
     */
    void answer(Runnable done);
  }

  private record Running(Caller caller, long since) {}

  private record Next(Caller caller, Question question) {}

  /**
   * @param threads as many as may be under way, with some to spare
   * @param nanos of a clock that nobody sets
   * @param failed hears of each question that throws
   */
  CallerQueue(Executor threads, LongSupplier nanos, Consumer<Throwable> failed) {
    this.threads = threads;
    this.nanos = nanos;
    this.failed = failed;
  }

  synchronized Admission add(Caller caller, Question question) {
    Map<String, Deque<Question>> home = homes.getOrDefault(caller.home(), Map.of());
    Deque<Question> own = home.getOrDefault(caller.user(), new ArrayDeque<>());
    int ofHome = home.values().stream().mapToInt(Deque::size).sum();
    if (closed) {
      return Admission.LEFT_OUT;
    }
    if (own.size() >= OF_USER || ofHome >= OF_HOME || waiting >= OF_ALL) {
      return leftOut(caller);
    }
    homes
        .computeIfAbsent(caller.home(), h -> new LinkedHashMap<>())
        .computeIfAbsent(caller.user(), u -> own)
        .add(question);
    waiting++;
    begin();
    return Admission.TAKEN;
  }

  /** Begins nothing more. */
  @Override
  public synchronized void close() {
    closed = true;
    homes.clear();
  }

  private Admission leftOut(Caller caller) {
    long now = nanos.getAsLong();
    told.values().removeIf(at -> now - at > TELLING.toNanos());
    return told.putIfAbsent(caller, now) == null ? Admission.FIRST_LEFT_OUT : Admission.LEFT_OUT;
  }

  private synchronized void begin() {
    long now = nanos.getAsLong();
    running.values().removeIf(r -> now - r.since() > LONGEST.toNanos());
    Optional<Next> next = next();
    while (next.isPresent()) {
      Object ticket = new Object();
      running.put(ticket, new Running(next.get().caller(), now));
      carryOut(next.get().question(), ticket);
      next = next();
    }
  }

  private void carryOut(Question question, Object ticket) {
    Runnable done = () -> ended(ticket);
    threads.execute(
        () -> {
          try {
            question.answer(done);
          } catch (Throwable e) { // costs this question only
            done.run();
            failed.accept(e);
          }
        });
  }

  private synchronized void ended(Object ticket) {
    if (running.remove(ticket) != null) {
      begin();
    }
  }

  /** Takes the next question out of its queue; its person and server are last from then on. */
  private Optional<Next> next() {
    if (running.size() >= AT_ONCE) {
      return Optional.empty();
    }
    for (Iterator<Map.Entry<String, Map<String, Deque<Question>>>> all =
            homes.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<String, Map<String, Deque<Question>>> entry = all.next();
      Optional<Next> found = next(entry.getKey(), entry.getValue());
      if (found.isPresent()) {
        all.remove();
        if (!entry.getValue().isEmpty()) {
          homes.put(entry.getKey(), entry.getValue());
        }
        waiting--;
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Next> next(String home, Map<String, Deque<Question>> users) {
    long underWay = running.values().stream().filter(r -> r.caller().home().equals(home)).count();
    if (underWay >= AT_ONCE_OF_HOME) {
      return Optional.empty();
    }
    for (Map.Entry<String, Deque<Question>> entry : users.entrySet()) {
      Caller caller = new Caller(home, entry.getKey());
      if (running.values().stream().noneMatch(r -> r.caller().equals(caller))) {
        Deque<Question> queue = entry.getValue();
        Question question = queue.remove();
        users.remove(entry.getKey());
        if (!queue.isEmpty()) {
          users.put(caller.user(), queue);
        }
        return Optional.of(new Next(caller, question));
      }
    }
    return Optional.empty();
  }
}
