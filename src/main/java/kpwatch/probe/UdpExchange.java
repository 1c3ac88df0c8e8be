package kpwatch.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One datagram to a server, and the wait for the one that fits. Others are passed over: anybody on
 * the way can send one, and the server's own may come after it. Only the server's address and port
 * are listened to.
 */
final class UdpExchange {
  /** Datagrams that do not fit, before the wait ends: a flood costs no more than this. */
  static final int MOST_MISFITS = 256;

  /**
   * Without EDNS a reply has at most 512 bytes; what is longer than this is cut and fits nothing.
   */
  private static final int LONGEST = 4096;

  private final InetSocketAddress server;
  private final Duration limit;

  UdpExchange(InetSocketAddress server, Duration limit) {
    this.server = server;
    this.limit = limit;
  }

  /**
   * How the wait ended.
   *
   * @param reply the first datagram that fitted; empty where none came in time
   * @param took until {@code reply} came, else until the first that did not fit; empty where
   *     nothing came at all
   */
  record Outcome(Optional<byte[]> reply, Optional<Duration> took) {}

  /**
   * @throws NotAskedException if the thread is interrupted, with its flag restored
   * @throws IOException what the network said, such as a port that is closed
   */
  Outcome ask(byte[] question, Predicate<byte[]> fits) throws IOException {
    long start = System.nanoTime();
    try (DatagramChannel channel = DatagramChannel.open();
        Selector selector = Selector.open()) {
      channel.configureBlocking(false);
      channel.connect(server);
      channel.register(selector, SelectionKey.OP_READ);
      channel.write(ByteBuffer.wrap(question));
      Optional<Duration> misfit = Optional.empty();
      int misfits = 0;
      while (misfits < MOST_MISFITS && arrives(selector, start)) {
        byte[] datagram = read(channel);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (fits.test(datagram)) {
          return new Outcome(Optional.of(datagram), Optional.of(took));
        }
        misfits++;
        misfit = misfit.or(() -> Optional.of(took));
      }
      return new Outcome(Optional.empty(), misfit);
    }
  }

  /** Waits for a datagram; false once the time is over. */
  private boolean arrives(Selector selector, long start) throws IOException {
    while (true) {
      long left = limit.minusNanos(System.nanoTime() - start).toMillis();
      if (left <= 0) {
        return false;
      }
      selector.selectedKeys().clear();
      int ready = selector.select(left);
      if (Thread.currentThread().isInterrupted()) {
        throw NotAskedException.interrupted();
      }
      if (ready > 0) {
        return true;
      }
    }
  }

  private static byte[] read(DatagramChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LONGEST);
    channel.read(buffer);
    return Arrays.copyOf(buffer.array(), buffer.position());
  }
}
