package kpwatch.testkit.discord;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import javax.net.ServerSocketFactory;

/**
 * Server sockets whose port can be bound again at once, although connections on it are not yet
 * gone; and the connection that a thread reads from, so that it can be cut.
 */
final class Ports extends ServerSocketFactory {
  private static final ThreadLocal<Optional<Socket>> READING =
      ThreadLocal.withInitial(Optional::empty);

  /** The connection that this thread read from last. */
  static Optional<Socket> reading() {
    return READING.get();
  }

  /** Without a word to the other side. */
  static void cut(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is gone already.
    }
  }

  @Override
  public ServerSocket createServerSocket() throws IOException {
    return new ServerSocket() {
      @Override
      public void setReuseAddress(boolean on) throws SocketException {
        super.setReuseAddress(true);
      }

      @Override
      public Socket accept() throws IOException {
        Socket socket = new Noted();
        implAccept(socket);
        return socket;
      }
    };
  }

  @Override
  public ServerSocket createServerSocket(int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ServerSocket createServerSocket(int port, int backlog, InetAddress address) {
    throw new UnsupportedOperationException();
  }

  private static final class Noted extends Socket {
    @Override
    public InputStream getInputStream() throws IOException {
      return new FilterInputStream(super.getInputStream()) {
        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
          READING.set(Optional.of(Noted.this));
          return super.read(bytes, from, length);
        }
      };
    }
  }
}
