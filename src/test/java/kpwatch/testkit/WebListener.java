package kpwatch.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** One port of a {@link FakeWeb}: open, closed, or with a full queue so that connecting hangs. */
final class WebListener implements AutoCloseable {
  private final Door door;
  private final List<Closeable> crowd = new ArrayList<>();
  private String state = "open";

  WebListener(FakeWeb web, String host, String ip) {
    door = new Door("fake-web-accept", ip, socket -> web.serve(socket, host));
  }

  InetSocketAddress address() {
    return door.address();
  }

  synchronized void become(Behaviour behaviour) {
    String wanted =
        behaviour.is("refused") || behaviour.is("no-handshake") ? behaviour.answer() : "open";
    if (wanted.equals(state)) {
      return;
    }
    close();
    state = wanted;
    if (wanted.equals("open")) {
      door.open();
    } else if (wanted.equals("no-handshake")) {
      fill();
    }
  }

  /** Linux drops a handshake while the queue of connections not yet accepted is full. */
  private void fill() {
    crowd.add(Door.bound(address(), 1));
    try {
      for (int i = 0; i < 4; i++) {
        SocketChannel filler = SocketChannel.open();
        filler.configureBlocking(false);
        filler.connect(address());
        crowd.add(filler);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    door.close();
    try {
      for (Closeable each : crowd) {
        each.close();
      }
      crowd.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
