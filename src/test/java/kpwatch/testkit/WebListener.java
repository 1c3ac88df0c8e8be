package kpwatch.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** One port of a {@link FakeWeb}: open, closed, or with a full queue so that connecting hangs. */
final class WebListener implements AutoCloseable {
  private final FakeWeb web;
  private final String host;
  private final InetSocketAddress address;
  private final List<SocketChannel> fillers = new ArrayList<>();
  private ServerSocket server;
  private Thread accepting;
  private String state = "open";

  WebListener(FakeWeb web, String host, String ip) {
    this.web = web;
    this.host = host;
    try {
      this.server = bound(new InetSocketAddress(ip, 0), 50);
      this.address = (InetSocketAddress) server.getLocalSocketAddress();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    acceptOn(server);
  }

  InetSocketAddress address() {
    return address;
  }

  synchronized void become(Behaviour behaviour) {
    String wanted =
        behaviour.is("refused") || behaviour.is("no-handshake") ? behaviour.answer() : "open";
    if (wanted.equals(state)) {
      return;
    }
    close();
    state = wanted;
    try {
      if (wanted.equals("open")) {
        server = bound(address, 50);
        acceptOn(server);
      } else if (wanted.equals("no-handshake")) {
        server = bound(address, 1);
        fill();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Linux drops a handshake while the queue of connections not yet accepted is full. */
  private void fill() throws IOException {
    for (int i = 0; i < 4; i++) {
      SocketChannel filler = SocketChannel.open();
      filler.configureBlocking(false);
      filler.connect(address);
      fillers.add(filler);
    }
  }

  private void acceptOn(ServerSocket listening) {
    var thread =
        new Thread(
            () -> {
              try {
                while (true) {
                  Socket socket = listening.accept();
                  web.serve(socket, host);
                }
              } catch (IOException e) {
                // The listener was closed.
              }
            },
            "fake-web-accept");
    thread.setDaemon(true);
    thread.start();
    accepting = thread;
  }

  private static ServerSocket bound(InetSocketAddress where, int queue) throws IOException {
    var server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(where, queue);
    return server;
  }

  /** The port is free only once nobody waits on it any more. */
  @Override
  public synchronized void close() {
    try {
      server.close();
      accepting.join(10_000);
      for (SocketChannel filler : fillers) {
        filler.close();
      }
      fillers.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
