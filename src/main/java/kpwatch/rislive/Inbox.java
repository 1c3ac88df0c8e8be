package kpwatch.rislive;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * What a connection brought and nobody has heard yet, in order. It loses nothing: while it is full,
 * whoever brings the next frame waits, so that TCP holds the server back.
 */
final class Inbox {
  enum Kind {
    OPENED,
    FRAME,
    CLOSED
  }

  /**
   * @param text the frame, or why it was closed
   */
  record Item(Kind kind, String text) {}

  /** An empty frame costs memory too. */
  private static final int OVERHEAD = 64;

  private final long most;
  private Queue<Item> waiting = new ArrayDeque<>();
  private long size;
  private boolean full;
  private boolean closed;

  /**
   * @param most characters that may wait; a frame is let in as long as less than that waits
   */
  Inbox(long most) {
    this.most = most;
  }

  /** Waits for room. Nothing is kept once it is closed. */
  synchronized void frame(String text) {
    boolean interrupted = false;
    while (size >= most && !closed) {
      full = true;
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    full = false;
    add(new Item(Kind.FRAME, text), text.length() + OVERHEAD);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void opened() {
    add(new Item(Kind.OPENED, ""), 0);
  }

  synchronized void closed(String why) {
    add(new Item(Kind.CLOSED, why), 0);
  }

  /** Whether somebody waits for room. */
  synchronized boolean full() {
    return full;
  }

  /** Everything that waits, at least one item; empty only once it is closed. */
  synchronized Queue<Item> take() throws InterruptedException {
    while (waiting.isEmpty() && !closed) {
      wait();
    }
    Queue<Item> taken = closed ? new ArrayDeque<>() : waiting;
    waiting = new ArrayDeque<>();
    size = 0;
    notifyAll();
    return taken;
  }

  /** Whoever waits at either end goes on; what waits is forgotten. */
  synchronized void close() {
    closed = true;
    waiting.clear();
    notifyAll();
  }

  private void add(Item item, long length) {
    if (!closed) {
      waiting.add(item);
      size += length;
      notifyAll();
    }
  }
}
