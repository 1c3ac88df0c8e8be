package kpwatch.testkit.telegram;

import java.util.Optional;

/** A topic of a forum. The General topic has the id 1, which is not for sending. */
public final class Topic {
  /**
   * https://core.telegram.org/bots/api#sendmessage knows no such id: General is sent to without.
   */
  static final int GENERAL = 1;

  private final int id;
  private final String name;
  private Optional<Post> opened = Optional.empty();
  private boolean closed;
  private boolean deleted;

  Topic(int id, String name) {
    this.id = id;
    this.name = name;
  }

  /** Its {@code message_thread_id}. */
  public int id() {
    return id;
  }

  public String name() {
    return name;
  }

  public synchronized void close() {
    closed = true;
  }

  public synchronized void reopen() {
    closed = false;
  }

  public synchronized void delete() {
    deleted = true;
  }

  synchronized void opened(Post by) {
    opened = Optional.of(by);
  }

  /** The service message that opened it; General has none. */
  synchronized Optional<Post> opened() {
    return opened;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized boolean isDeleted() {
    return deleted;
  }
}
