package kpwatch.telegram;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The work of one chat, in its order, one step at a time. Guarded by its {@link FairQueue}. */
final class ChatQueue {
  private final Deque<Work> answers = new ArrayDeque<>();
  private final Deque<Work> works = new ArrayDeque<>();
  private Instant due = Instant.MIN;
  private Instant served = Instant.MIN;
  private Optional<Destination> refusedLast = Optional.empty();
  private int refused;
  private boolean busy;

  int answers() {
    return answers.size();
  }

  int works() {
    return works.size();
  }

  void answer(Work answer) {
    answers.addLast(answer);
  }

  void add(Work work) {
    works.addLast(work);
  }

  /** Counts one that found no room. */
  void refuse(Destination from) {
    refused++;
    refusedLast = Optional.of(from);
  }

  /** Where the last one that found no room came from; empty: all found room. */
  Optional<Destination> refusedLast() {
    return refusedLast;
  }

  /** How many found no room since this was asked last. */
  int takeRefused() {
    int count = refused;
    refused = 0;
    refusedLast = Optional.empty();
    return count;
  }

  boolean isEmpty() {
    return answers.isEmpty() && works.isEmpty() && !busy;
  }

  /** Whether there is something that only has to wait for {@link #due}. */
  boolean waits() {
    return !busy && !(answers.isEmpty() && works.isEmpty());
  }

  Instant due() {
    return due;
  }

  /** When a step was begun last. */
  Instant served() {
    return served;
  }

  /** What is to be said goes before the next thing to do. */
  Work begin(Instant now) {
    busy = true;
    served = now;
    return answers.isEmpty() ? works.removeFirst() : answers.removeFirst();
  }

  void ended() {
    busy = false;
  }

  /**
   * The work goes on later, before all else.
   *
   * @param answer whether it is something to be said
   */
  void again(Work work, boolean answer, Instant at) {
    busy = false;
    due = at;
    (answer ? answers : works).addFirst(work);
  }
}
