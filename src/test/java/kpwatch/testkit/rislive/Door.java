package kpwatch.testkit.rislive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** A port of loopback that can be closed and opened again. */
final class Door {
  private final Consumer<Socket> visitors;
  private final InetSocketAddress address;
  private ServerSocket server;
  private Thread accepting;

  Door(Consumer<Socket> visitors) {
    this.visitors = visitors;
    server = bound(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    address = (InetSocketAddress) server.getLocalSocketAddress();
    accepting = accept();
  }

  int port() {
    return address.getPort();
  }

  void open() {
    if (server.isClosed()) {
      server = bound(address);
      accepting = accept();
    }
  }

  /** The port is free only once nobody waits on it any more. */
  void close() {
    try {
      server.close();
      accepting.join(10_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread accept() {
    ServerSocket listening = server;
    Thread thread =
        FakeRisLive.thread(
            "accept",
            () -> {
              try {
                while (true) {
                  visitors.accept(listening.accept());
                }
              } catch (IOException e) {
                // The listener was closed.
              }
            });
    thread.start();
    return thread;
  }

  private static ServerSocket bound(InetSocketAddress where) {
    try {
      ServerSocket server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(where, 50);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
