package kpwatch.probe;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import kpwatch.observation.Observation.Cause;

/**
 * A socket that goes to one target, whatever address it is handed, and asks once more at the moment
 * of connecting whether it may. Never through a proxy. Its incoming bytes are counted.
 */
final class CheckedSocket extends Socket {
  /** Small, so that a server does not send much more than we read. */
  private static final int RECEIVE_BUFFER = 64 * 1024;

  private final InetSocketAddress target;
  private final ProbeConduct conduct;
  private final Steps steps;

  CheckedSocket(InetSocketAddress target, ProbeConduct conduct, Steps steps) {
    super(Proxy.NO_PROXY);
    this.target = target;
    this.conduct = conduct;
    this.steps = steps;
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
    steps.connectStarts();
    try {
      super.connect(target, timeout);
    } catch (BindException e) {
      throw new NotAskedException(Cause.UNREACHABLE, "no local port was free", e);
    }
    steps.connectEnds();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return steps.count().watch(super.getInputStream());
  }
}
