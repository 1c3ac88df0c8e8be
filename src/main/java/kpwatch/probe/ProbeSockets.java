package kpwatch.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Makes the sockets of one GET: to one target only, with TLS where its address says so. */
final class ProbeSockets extends SocketFactory {
  private static final String[] ONLY_HTTP_1 = {"http/1.1"};

  private final Hop hop;
  private final ProbeConduct conduct;
  private final Steps steps;
  private final SSLSocketFactory tls;

  ProbeSockets(Hop hop, ProbeConduct conduct, Steps steps, SSLSocketFactory tls) {
    this.hop = hop;
    this.conduct = conduct;
    this.steps = steps;
    this.tls = tls;
  }

  @Override
  public Socket createSocket() {
    var raw = new CheckedSocket(hop.target(), conduct, steps);
    return new ProbeSocket(
        raw, hop.url().isHttps() ? this::secured : connected -> connected, steps.wire());
  }

  private Socket secured(Socket connected) throws IOException {
    steps.tlsStarts();
    String host = hop.url().host();
    var socket = (SSLSocket) tls.createSocket(connected, host, hop.target().getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(ONLY_HTTP_1);
    socket.setSSLParameters(parameters);
    try {
      socket.startHandshake();
    } catch (RuntimeException | StackOverflowError e) {
      // The JDK reads what a stranger calls his certificate.
      throw new SSLException("the handshake cannot be read", e);
    }
    steps.tlsEnds();
    return socket;
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
