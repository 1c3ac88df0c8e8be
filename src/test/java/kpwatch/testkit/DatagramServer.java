package kpwatch.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers each datagram with exactly those that a test wants, whatever they are. */
public final class DatagramServer implements AutoCloseable {
  private final DatagramSocket socket;
  private final DatagramSocket elsewhere;
  private final Script script;
  private final AtomicInteger asked = new AtomicInteger();

  /** What is sent for one question. */
  public interface Script {
    void play(byte[] question, Out out) throws IOException;
  }

  /** Where datagrams go. */
  public interface Out {
    void send(boolean fromElsewhere, byte[] datagram) throws IOException;

    default void send(byte[] datagram) throws IOException {
      send(false, datagram);
    }
  }

  public DatagramServer(Script script) {
    this.script = script;
    try {
      socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
      elsewhere = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var thread = new Thread(this::serve, "datagram-server");
    thread.setDaemon(true);
    thread.start();
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  public int asked() {
    return asked.get();
  }

  @Override
  public void close() {
    socket.close();
    elsewhere.close();
  }

  private void serve() {
    try {
      while (true) {
        var packet = new DatagramPacket(new byte[4096], 4096);
        socket.receive(packet);
        asked.incrementAndGet();
        script.play(
            Arrays.copyOf(packet.getData(), packet.getLength()),
            (other, datagram) ->
                (other ? elsewhere : socket)
                    .send(
                        new DatagramPacket(datagram, datagram.length, packet.getSocketAddress())));
      }
    } catch (IOException e) {
      // The asker left, or this server was closed.
    }
  }
}
