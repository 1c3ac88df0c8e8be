package kpwatch.bounded;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Counts the bytes that one connection brings and ends the reading when they are too many. It
 * stands at the socket, below TLS and HTTP, so nothing above it can keep more than it lets through:
 * no header, no chunk line, no half message. The bytes of TLS itself count too. Thread-safe.
 *
 * <p>Two bounds hold side by side. {@code most} is for everything since the last {@link #restart}:
 * one exchange, one message. {@code mostUnread} is for what came since the last {@link #taken}, so
 * that a library cannot keep a large answer in its buffers while the reader gets nothing of it.
 *
 * <p>Once a bound is passed, every read throws {@link ByteLimitException}; a restart does not help.
 */
public final class ByteCount {
  private final long most;
  private final long mostUnread;
  private long count;
  private long unread;
  private boolean passed;

  /** One bound for everything. */
  public ByteCount(long most) {
    this(most, most);
  }

  /**
   * @param most bytes between two restarts, at least 1
   * @param mostUnread bytes of which the reader has got nothing yet, at least 1
   */
  public ByteCount(long most, long mostUnread) {
    if (most < 1 || mostUnread < 1) {
      throw new IllegalArgumentException("a bound below one byte: " + most + ", " + mostUnread);
    }
    this.most = most;
    this.mostUnread = mostUnread;
  }

  /**
   * Counts from zero: the next exchange or message begins.
   *
   * @return the bytes since the last restart
   */
  public synchronized long restart() {
    long last = count;
    count = 0;
    unread = 0;
    return last;
  }

  /** The reader has got a part of what came. */
  public synchronized void taken() {
    unread = 0;
  }

  /** Whether nothing has come since the last restart. */
  public synchronized boolean isEmpty() {
    return count == 0;
  }

  /** Whether more came than is taken. */
  public synchronized boolean passed() {
    return passed;
  }

  /** The same stream, counted. Several streams may share one count. */
  public InputStream watch(InputStream in) {
    return new Watched(in);
  }

  /** One byte more than is left, which shows whether the stream ends there. */
  private synchronized int room(int wanted) throws ByteLimitException {
    if (passed) {
      throw exceeded();
    }
    return (int) Math.min(wanted, Math.min(most - count, mostUnread - unread) + 1);
  }

  private synchronized void add(long bytes) throws ByteLimitException {
    count += bytes;
    unread += bytes;
    if (count > most || unread > mostUnread) {
      passed = true;
      throw exceeded();
    }
  }

  private ByteLimitException exceeded() {
    return new ByteLimitException(
        count > most
            ? "more than " + most + " bytes came"
            : "more than " + mostUnread + " bytes came that nobody could read");
  }

  private final class Watched extends FilterInputStream {
    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, room(length));
      if (read > 0) {
        add(read);
      }
      return read;
    }

    @Override
    public long skip(long n) throws IOException {
      byte[] some = new byte[(int) Math.max(0, Math.min(n, 8192))];
      return Math.max(0, read(some, 0, some.length));
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
