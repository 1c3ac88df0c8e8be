package kpwatch.testkit.telegram;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One port of 127.0.0.1 that can be closed and opened again; a thread for each connection. */
final class Door {
  /** Serves one connection until it ends. */
  interface Host {
    void serve(Connection connection) throws IOException;
  }

  private final Host host;
  private final InetSocketAddress address;
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private ServerSocket server;
  private Thread accepting;

  Door(Host host) {
    this.host = host;
    server = bound(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    address = (InetSocketAddress) server.getLocalSocketAddress();
    accepting = accepting(server);
  }

  int port() {
    return address.getPort();
  }

  /** TCP connections taken so far. */
  int connections() {
    return connections.get();
  }

  synchronized void open() {
    if (server.isClosed()) {
      server = bound(address);
      accepting = accepting(server);
    }
  }

  /** Connecting is refused from now on; connections that are open are cut. */
  synchronized void close() {
    try {
      server.close();
      // The port is free only once nobody waits on it any more.
      accepting.join(10_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.forEach(Connection::reset);
  }

  private static ServerSocket bound(InetSocketAddress where) {
    try {
      var server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(where, 200);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Thread accepting(ServerSocket listening) {
    return started(
        "fake-telegram-accept",
        () -> {
          while (true) {
            Socket socket = listening.accept();
            var connection = new Connection(connections.incrementAndGet(), socket);
            open.add(connection);
            var unused = started("fake-telegram-" + connection.number(), () -> visit(connection));
          }
        });
  }

  private void visit(Connection connection) throws IOException {
    try {
      host.serve(connection);
    } finally {
      connection.close();
      open.remove(connection);
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static Thread started(String name, Work work) {
    var thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The other side left, or the door was closed.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
