package kpwatch.bounded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import kpwatch.testkit.ByteServer;
import org.junit.jupiter.api.Test;

final class BoundedSocketsTest {
  private final BoundedSockets sockets = new BoundedSockets(() -> new ByteCount(10));

  @Test
  void eachSocketHasACountOfItsOwnUntilItIsClosed() throws IOException {
    try (ByteServer server = ByteServer.unasked(out -> out.send("x".repeat(10)).silence())) {
      Socket first = open(server);
      Socket second = open(server);
      assertThat(first.getInputStream().readNBytes(10)).hasSize(10);
      assertThat(second.getInputStream().readNBytes(10)).hasSize(10);
      assertThat(sockets.count(first)).isPresent().isNotEqualTo(sockets.count(second));
      first.close();
      assertThat(sockets.count(first)).isEmpty();
      assertThat(sockets.size()).isEqualTo(1);
      second.close();
      second.close();
      assertThat(sockets.size()).isZero();
    }
  }

  @Test
  void aForeignOrUnconnectedSocketHasNone() throws IOException {
    try (ByteServer server = ByteServer.unasked(ByteServer.Out::silence);
        Socket foreign = new Socket(InetAddress.getLoopbackAddress(), server.address().getPort());
        Socket unconnected = sockets.createSocket()) {
      assertThat(sockets.count(foreign)).isEmpty();
      assertThat(sockets.count(unconnected)).isEmpty();
    }
  }

  @Test
  void everyWayToMakeASocketIsBounded() throws IOException {
    InetAddress here = InetAddress.getByName("127.0.0.1");
    try (ByteServer server = ByteServer.unasked(out -> out.send("x".repeat(20)).silence())) {
      int port = server.address().getPort();
      for (Socket socket :
          new Socket[] {
            sockets.createSocket("127.0.0.1", port),
            sockets.createSocket(here, port),
            sockets.createSocket("127.0.0.1", port, here, 0),
            sockets.createSocket(here, port, here, 0)
          }) {
        try (socket) {
          assertThatThrownBy(() -> socket.getInputStream().readNBytes(20))
              .isInstanceOf(ByteLimitException.class);
        }
      }
    }
    assertThat(sockets.size()).isZero();
  }

  private Socket open(ByteServer server) throws IOException {
    return sockets.createSocket("127.0.0.1", server.address().getPort());
  }
}
