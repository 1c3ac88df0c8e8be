package kpwatch.bounded;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Optional;

/** A socket whose incoming bytes are counted. */
final class BoundedSocket extends Socket {
  private final ByteCount count;
  private final BoundedSockets home;
  private volatile Optional<BoundedSockets.Ends> ends = Optional.empty();

  BoundedSocket(ByteCount count, BoundedSockets home) {
    this.count = count;
    this.home = home;
  }

  ByteCount count() {
    return count;
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    super.connect(endpoint, timeout);
    ends = Optional.of(home.opened(this));
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return count.watch(super.getInputStream());
  }

  @Override
  public void close() throws IOException {
    ends.ifPresent(home::closed);
    super.close();
  }
}
