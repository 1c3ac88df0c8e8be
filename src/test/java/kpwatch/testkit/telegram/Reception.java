package kpwatch.testkit.telegram;

import java.io.IOException;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import kpwatch.testkit.Door;

/** Behind a door: a thread for each connection, and all that are open. */
final class Reception {
  /** Serves one connection until it ends. */
  interface Host {
    void serve(Connection connection) throws IOException;
  }

  private final Host host;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final Door door;

  Reception(Host host) {
    this.host = host;
    door = new Door("fake-telegram-accept", this::receive);
  }

  int port() {
    return door.port();
  }

  /** TCP connections taken so far. */
  int connections() {
    return connections.get();
  }

  void open() {
    door.open();
  }

  /** Connecting is refused from now on; connections that are open are cut. */
  void close() {
    door.close();
    open.forEach(Connection::reset);
  }

  private void receive(Socket socket) {
    try {
      Connection connection = new Connection(connections.incrementAndGet(), socket);
      open.add(connection);
      Thread visit = new Thread(() -> serve(connection), "fake-telegram-" + connection.number());
      visit.setDaemon(true);
      visit.start();
    } catch (IOException e) {
      // The other side left already.
    }
  }

  private void serve(Connection connection) {
    try {
      host.serve(connection);
    } catch (IOException e) {
      // The other side left, or the door was closed.
    } finally {
      connection.close();
      open.remove(connection);
    }
  }
}
