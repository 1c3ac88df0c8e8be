package kpwatch.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import javax.net.SocketFactory;
import kpwatch.observation.Observation.Cause;

/**
 * A socket that goes to one target, whatever address it is handed, and asks once more at the moment
 * of connecting whether it may. Never through a proxy.
 */
final class CheckedSocket extends Socket {
  /** Small, so that a server does not send much more than we read. */
  private static final int RECEIVE_BUFFER = 64 * 1024;

  private final InetSocketAddress target;
  private final ProbeConduct conduct;
  private final Wire wire;

  private CheckedSocket(InetSocketAddress target, ProbeConduct conduct, Wire wire) {
    super(Proxy.NO_PROXY);
    this.target = target;
    this.conduct = conduct;
    this.wire = wire;
  }

  @Override
  public void connect(SocketAddress endpoint) throws IOException {
    connect(endpoint, 0);
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    conduct.requireReach(target.getAddress());
    try {
      setReceiveBufferSize(RECEIVE_BUFFER);
    } catch (SocketException e) {
      throw new NotAskedException(Cause.UNREACHABLE, "no socket could be opened", e);
    }
    try {
      super.connect(target, timeout);
    } catch (BindException e) {
      throw new NotAskedException(Cause.UNREACHABLE, "no local port was free", e);
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return wire.watch(super.getInputStream());
  }

  /** Makes sockets to one target only. */
  static final class Factory extends SocketFactory {
    private final InetSocketAddress target;
    private final ProbeConduct conduct;
    private final Wire wire;

    Factory(InetSocketAddress target, ProbeConduct conduct, Wire wire) {
      this.target = target;
      this.conduct = conduct;
      this.wire = wire;
    }

    @Override
    public Socket createSocket() {
      return new CheckedSocket(target, conduct, wire);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      throw onlyUnconnected();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort)
        throws IOException {
      throw onlyUnconnected();
    }

    private static IOException onlyUnconnected() {
      return new IOException("only unconnected sockets are made here");
    }
  }
}
