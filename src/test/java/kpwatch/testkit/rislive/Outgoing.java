package kpwatch.testkit.rislive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Queue;

/** What waits to be written to one client, up to a limit, and the thread that writes it. */
final class Outgoing {
  /** Bytes that wait here, beyond what TCP takes. The real limit is not published. */
  static final int MOST = 4 << 20;

  private final OutputStream out;
  private final Queue<byte[]> waiting = new ArrayDeque<>();
  private int size;
  private boolean last;

  Outgoing(OutputStream out) {
    this.out = out;
  }

  /** False if it was too much; a last frame is always taken. */
  synchronized boolean offer(byte[] frame) {
    if (last) {
      return true;
    }
    if (size + frame.length > MOST) {
      return false;
    }
    add(frame);
    return true;
  }

  /** After these nothing more is written. */
  synchronized void finish(byte[]... frames) {
    if (!last) {
      for (byte[] frame : frames) {
        add(frame);
      }
      last = true;
      notifyAll();
    }
  }

  /** Straight to the wire, waiting for the client; not together with the other ways. */
  void write(byte[] frames) throws IOException {
    synchronized (out) {
      out.write(frames);
    }
  }

  /** Writes what comes until it was finished. */
  void run() throws IOException, InterruptedException {
    while (true) {
      byte[] frame;
      synchronized (this) {
        while (waiting.isEmpty()) {
          if (last) {
            return;
          }
          wait();
        }
        frame = waiting.remove();
      }
      write(frame);
      synchronized (this) {
        size -= frame.length;
      }
    }
  }

  private void add(byte[] frame) {
    waiting.add(frame);
    size += frame.length;
    notifyAll();
  }
}
