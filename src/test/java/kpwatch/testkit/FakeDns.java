package kpwatch.testkit;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

/**
 * A name server on loopback, over UDP and TCP on one port. How it answers is asked anew for each
 * question; {@code refused} (a closed port) takes effect at {@link #refresh()}.
 */
public final class FakeDns implements AutoCloseable {
  private final Function<String, Behaviour> behaviour;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final InetSocketAddress address;
  private DatagramSocket udp;
  private ServerSocket tcp;
  private Thread takingPackets;
  private Thread takingConnections;

  /**
   * One question.
   *
   * @param name without the last dot
   * @param type as in {@code org.xbill.DNS.Type}
   */
  public record Asked(
      String name, int type, boolean recursionDesired, boolean edns, boolean tcp, Instant at) {}

  /**
   * @param ip such as {@code 127.0.0.1}; the port is any free one
   * @param behaviour by the name in the question, without the last dot
   */
  public FakeDns(String ip, Function<String, Behaviour> behaviour) {
    this.behaviour = behaviour;
    openAnywhere(new InetSocketAddress(ip, 0));
    this.address = (InetSocketAddress) udp.getLocalSocketAddress();
  }

  public FakeDns(Function<String, Behaviour> behaviour) {
    this("127.0.0.1", behaviour);
  }

  public InetSocketAddress address() {
    return address;
  }

  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Closes or opens the port as {@code name} behaves now. */
  public synchronized void refresh(String name) {
    boolean refuses = behaviour.apply(name).is("refused");
    if (refuses && !udp.isClosed()) {
      shut();
    } else if (!refuses && udp.isClosed()) {
      open(address);
    }
  }

  @Override
  public synchronized void close() {
    closed.countDown();
    shut();
  }

  /** A port that is free over UDP may be taken over TCP: then another. */
  private void openAnywhere(InetSocketAddress where) {
    for (int tries = 0; ; tries++) {
      try {
        open(where);
        return;
      } catch (UncheckedIOException e) {
        udp.close();
        if (tries == 20) {
          throw e;
        }
      }
    }
  }

  private void open(InetSocketAddress where) {
    try {
      udp = new DatagramSocket(where);
      tcp = new ServerSocket();
      tcp.setReuseAddress(true);
      tcp.bind(new InetSocketAddress(where.getAddress(), udp.getLocalPort()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    DatagramSocket packets = udp;
    ServerSocket connections = tcp;
    takingPackets = start(() -> takePackets(packets));
    takingConnections = start(() -> takeConnections(connections));
  }

  /** The port is free only once nobody waits on it any more. */
  private void shut() {
    udp.close();
    try {
      tcp.close();
      takingPackets.join(10_000);
      takingConnections.join(10_000);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void takePackets(DatagramSocket socket) throws IOException {
    while (true) {
      var packet = new DatagramPacket(new byte[4096], 4096);
      socket.receive(packet);
      byte[] bytes = java.util.Arrays.copyOf(packet.getData(), packet.getLength());
      start(
          () -> {
            Optional<byte[]> reply = reply(bytes, false);
            if (reply.isPresent()) {
              byte[] out = reply.get();
              socket.send(new DatagramPacket(out, out.length, packet.getSocketAddress()));
            }
          });
    }
  }

  private void takeConnections(ServerSocket server) throws IOException {
    while (true) {
      Socket socket = server.accept();
      start(
          () -> {
            try (socket) {
              var in = new DataInputStream(socket.getInputStream());
              Optional<byte[]> reply = reply(in.readNBytes(in.readUnsignedShort()), true);
              if (reply.isPresent()) {
                var out = new DataOutputStream(socket.getOutputStream());
                out.writeShort(reply.get().length);
                out.write(reply.get());
              }
            }
          });
    }
  }

  private Optional<byte[]> reply(byte[] bytes, boolean overTcp) throws IOException {
    var query = new Message(bytes);
    String name = query.getQuestion().getName().toString(true);
    asked.add(
        new Asked(
            name,
            query.getQuestion().getType(),
            query.getHeader().getFlag(Flags.RD),
            query.getOPT() != null,
            overTcp,
            Instant.now()));
    Behaviour now = behaviour.apply(name);
    try {
      if (closed.await(now.after().toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    return DnsReply.to(query, now);
  }

  private interface Work {
    void run() throws IOException;
  }

  private static Thread start(Work work) {
    var thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The asker left, or this server was closed.
              }
            },
            "fake-dns");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
