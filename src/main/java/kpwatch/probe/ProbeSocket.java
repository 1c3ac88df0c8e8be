package kpwatch.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;

/**
 * The socket that OkHttp gets. It does TLS by itself while it connects, so that OkHttp only speaks
 * HTTP and the status line can be read here, with and without TLS. Closing it at any time closes
 * the connection, which ends a handshake under way.
 */
final class ProbeSocket extends Socket {
  private final CheckedSocket raw;
  private final Tls tls;
  private final Wire wire;
  private volatile Socket talk;

  /** What makes a socket of the connection: TLS over it, or the connection itself. */
  interface Tls {
    Socket over(Socket connected) throws IOException;
  }

  ProbeSocket(CheckedSocket raw, Tls tls, Wire wire) {
    this.raw = raw;
    this.tls = tls;
    this.wire = wire;
    this.talk = raw;
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    raw.connect(endpoint, timeout);
    talk = tls.over(raw);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return wire.watch(talk.getInputStream());
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return talk.getOutputStream();
  }

  @Override
  public void setSoTimeout(int timeout) throws SocketException {
    raw.setSoTimeout(timeout);
  }

  @Override
  public int getSoTimeout() throws SocketException {
    return raw.getSoTimeout();
  }

  @Override
  public boolean isConnected() {
    return raw.isConnected();
  }

  @Override
  public boolean isClosed() {
    return raw.isClosed();
  }

  @Override
  public boolean isInputShutdown() {
    return raw.isInputShutdown();
  }

  @Override
  public boolean isOutputShutdown() {
    return raw.isOutputShutdown();
  }

  @Override
  public SocketAddress getRemoteSocketAddress() {
    return raw.getRemoteSocketAddress();
  }

  /** Without a farewell of TLS: writing one could wait for a server that does not read. */
  @Override
  public void close() throws IOException {
    raw.close();
  }
}
