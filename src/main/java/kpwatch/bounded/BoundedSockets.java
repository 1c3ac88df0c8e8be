package kpwatch.bounded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.SocketFactory;

/**
 * Makes sockets whose incoming bytes are counted, for {@code OkHttpClient.Builder.socketFactory}.
 * TLS is laid over such a socket, so its bytes count as they travel. A connection through a SOCKS
 * proxy is not made here and not counted. Thread-safe.
 */
public final class BoundedSockets extends SocketFactory {
  private final Supplier<ByteCount> counts;
  private final Map<Ends, ByteCount> open = new ConcurrentHashMap<>();

  /** Both ends of a connection; no two open ones have the same. */
  record Ends(InetAddress local, int localPort, InetAddress remote, int remotePort) {
    static Ends of(Socket socket) {
      return new Ends(
          socket.getLocalAddress(),
          socket.getLocalPort(),
          socket.getInetAddress(),
          socket.getPort());
    }
  }

  /**
   * @param counts gives each socket its count; one that always gives the same bounds them together
   */
  public BoundedSockets(Supplier<ByteCount> counts) {
    this.counts = counts;
  }

  /**
   * The count of an open connection. OkHttp shows the TLS socket that lies over ours, so a
   * connection is known by its ends.
   *
   * @param socket made here, or a TLS socket over one; empty for any other and once it is closed
   */
  public Optional<ByteCount> count(Socket socket) {
    return socket.isConnected() && !socket.isClosed()
        ? Optional.ofNullable(open.get(Ends.of(socket)))
        : Optional.empty();
  }

  Ends opened(BoundedSocket socket) {
    Ends ends = Ends.of(socket);
    open.put(ends, socket.count());
    return ends;
  }

  void closed(Ends ends) {
    open.remove(ends);
  }

  /** How many connections are known; those that were closed are forgotten. */
  int size() {
    return open.size();
  }

  @Override
  public Socket createSocket() {
    return new BoundedSocket(counts.get(), this);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(createSocket(), new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(createSocket(), new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(bound(local, localPort), new InetSocketAddress(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(bound(local, localPort), new InetSocketAddress(host, port));
  }

  private Socket bound(InetAddress local, int localPort) throws IOException {
    Socket socket = createSocket();
    socket.bind(new InetSocketAddress(local, localPort));
    return socket;
  }

  private static Socket connected(Socket socket, InetSocketAddress to) throws IOException {
    try {
      socket.connect(to);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }
}
