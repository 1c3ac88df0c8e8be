package kpwatch.telegram;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import kpwatch.supervision.Supervisor;

/**
 * Shares a few threads fairly among chats: each chat's work is done in order, one step at a time;
 * the chat that was served least recently is next. No thread waits for room in a chat: such work
 * goes back into the queue. Thread-safe.
 */
final class FairQueue {
  /** Answers of one chat that wait for room, such as greetings of many channels to one person. */
  private static final int MOST_ANSWERS = 10;

  /** What must not be left out is bounded, too; the newest tells how things are. */
  private static final int MOST_KEPT = 100;

  /** Over all chats. */
  private static final int MOST = 5_000;

  /** How long it is remembered that a chat was served. */
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final String item;
  private final int perChat;
  private final int atOnce;
  private final Executor workers;
  private final InstantSource clock;
  private final Supervisor supervisor;
  private final Map<Long, ChatQueue> chats = new LinkedHashMap<>();
  private final Semaphore news = new Semaphore(0);
  private int waiting;
  private int running;
  private boolean closed;

  /** One step that was begun. */
  private record Step(ChatQueue chat, Work work, boolean answer) {}

  /**
   * @param item what its work is called where it fails
   * @param perChat so many wait in one chat; what comes beyond that is left out
   * @param atOnce so many steps are under way at once
   */
  FairQueue(
      String item,
      int perChat,
      int atOnce,
      Executor workers,
      InstantSource clock,
      Supervisor supervisor) {
    this.item = item;
    this.perChat = perChat;
    this.atOnce = atOnce;
    this.workers = workers;
    this.clock = clock;
    this.supervisor = supervisor;
  }

  /** Adds work; false if the chat has too much waiting already, and it is left out. */
  boolean offer(Destination from, Work work) {
    synchronized (this) {
      ChatQueue chat = of(from);
      if (chat.works() >= perChat || waiting >= MOST) {
        chat.refuse(from);
        return false;
      }
      chat.add(work);
      waiting++;
    }
    news.release();
    return true;
  }

  /** Adds work that is left out only if the chat has a great deal waiting; false if so. */
  boolean add(Destination from, Work work) {
    synchronized (this) {
      ChatQueue chat = of(from);
      if (chat.works() >= MOST_KEPT) {
        return false;
      }
      chat.add(work);
      waiting++;
    }
    news.release();
    return true;
  }

  /** Adds something to be said, ahead of what is to be done; false if there is no room. */
  boolean answer(Destination to, Work answer) {
    synchronized (this) {
      ChatQueue chat = of(to);
      if (chat.answers() >= MOST_ANSWERS) {
        return false;
      }
      chat.answer(answer);
      waiting++;
    }
    news.release();
    return true;
  }

  private ChatQueue of(Destination place) {
    return chats.computeIfAbsent(place.chat(), c -> new ChatQueue());
  }

  /** Begins all that is due; gives how long until something is due that waits. */
  Duration runDue() {
    for (Optional<Step> next = next(); next.isPresent(); next = next()) {
      begin(next.get());
    }
    return untilDue();
  }

  /** Waits until there may be something to do, at most that long. */
  void await(Duration most) throws InterruptedException {
    if (news.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS)) {
      news.drainPermits();
    }
  }

  /** Begins nothing more, and ends a wait. */
  void close() {
    synchronized (this) {
      closed = true;
    }
    news.release();
  }

  synchronized boolean isIdle() {
    return waiting == 0 && running == 0;
  }

  private synchronized Optional<Step> next() {
    Instant now = clock.instant();
    if (closed || running >= atOnce) {
      return Optional.empty();
    }
    Optional<ChatQueue> next = Optional.empty();
    for (ChatQueue chat : chats.values()) {
      boolean ready = chat.waits() && !chat.due().isAfter(now);
      if (ready && next.filter(n -> !chat.served().isBefore(n.served())).isEmpty()) {
        next = Optional.of(chat);
      }
    }
    return next.map(
        chat -> {
          waiting--;
          running++;
          boolean answer = chat.answers() > 0;
          return new Step(chat, chat.begin(now), answer);
        });
  }

  private void begin(Step step) {
    try {
      workers.execute(() -> run(step));
    } catch (Throwable e) { // such as no memory for one more thread
      ended(step, Optional.empty());
      throw e;
    }
  }

  private void run(Step step) {
    Optional<Duration> again = Optional.empty();
    try {
      again = step.work().step();
    } catch (Throwable e) { // it costs this work and neither the thread nor the chat
      supervisor.failed(item, e);
    } finally {
      ended(step, again);
    }
  }

  private void ended(Step step, Optional<Duration> again) {
    synchronized (this) {
      running--;
      if (again.isPresent()) {
        waiting++;
        step.chat().again(step.work(), step.answer(), clock.instant().plus(again.get()));
      } else {
        step.chat().ended();
      }
    }
    news.release();
  }

  /** A chat with nothing left to do, in which work found no room before. */
  record Surplus(Destination in, int count) {}

  /** Where work was left out and nothing waits any more; each is told once. */
  synchronized List<Surplus> surplus() {
    List<Surplus> all = new ArrayList<>();
    for (ChatQueue chat : chats.values()) {
      if (chat.isEmpty() && chat.refusedLast().isPresent()) {
        Destination last = chat.refusedLast().get();
        all.add(new Surplus(last, chat.takeRefused()));
      }
    }
    Instant old = clock.instant().minus(REMEMBERED);
    chats.values().removeIf(chat -> chat.isEmpty() && chat.served().isBefore(old));
    return all;
  }

  private synchronized Duration untilDue() {
    Instant now = clock.instant();
    Duration wait = LONGEST;
    for (ChatQueue chat : chats.values()) {
      if (chat.waits() && chat.due().isAfter(now)) {
        Duration left = Duration.between(now, chat.due());
        wait = left.compareTo(wait) < 0 ? left : wait;
      }
    }
    return wait;
  }
}
