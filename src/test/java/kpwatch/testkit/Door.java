package kpwatch.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Consumer;

/** A port of loopback that can be closed and opened again. */
public final class Door {
  private static final int WAITING = 200;
  private static final long PATIENCE_MILLIS = 10_000;

  private final String thread;
  private final Consumer<Socket> visitors;
  private final InetSocketAddress address;
  private ServerSocket server;
  private Thread accepting;

  /**
   * @param thread the name of the thread that lets visitors in
   * @param visitors is told of each on that thread, and must not keep it
   */
  public Door(String thread, Consumer<Socket> visitors) {
    this(thread, InetAddress.getLoopbackAddress().getHostAddress(), visitors);
  }

  /** One at another address of loopback. */
  Door(String thread, String ip, Consumer<Socket> visitors) {
    this.thread = thread;
    this.visitors = visitors;
    server = bound(new InetSocketAddress(ip, 0), WAITING);
    address = (InetSocketAddress) server.getLocalSocketAddress();
    accepting = accepting(server);
  }

  InetSocketAddress address() {
    return address;
  }

  public int port() {
    return address.getPort();
  }

  public synchronized void open() {
    if (server.isClosed()) {
      server = bound(address, WAITING);
      accepting = accepting(server);
    }
  }

  /** Connecting is refused from now on: the port is free only once nobody waits on it any more. */
  public synchronized void close() {
    try {
      server.close();
      accepting.join(PATIENCE_MILLIS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread accepting(ServerSocket listening) {
    Thread letsIn =
        new Thread(
            () -> {
              try {
                while (true) {
                  visitors.accept(listening.accept());
                }
              } catch (IOException e) {
                // The door was closed.
              }
            },
            thread);
    letsIn.setDaemon(true);
    letsIn.start();
    return letsIn;
  }

  static ServerSocket bound(InetSocketAddress where, int queue) {
    try {
      ServerSocket server = new ServerSocket();
      server.setReuseAddress(true);
      server.bind(where, queue);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
