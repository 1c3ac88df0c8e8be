package kpwatch.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import kpwatch.observation.Address;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Observation.Missing;
import kpwatch.observation.Observation.Name;
import kpwatch.observation.Observation.Probe;

/**
 * Any datagram from a name server on loopback, before the right one: it is the answer, or passed
 * over, or {@code Missing}. One that begins with {@code 12 34} gets the id of the question, and so
 * fits.
 */
public final class NameserverRepliesFuzz {
  private static final InetAddress WATCHED = Address.parse("192.0.2.53");
  private static final String SERVER = "ns1.kptc.kp";
  private static final Nameserver NAMESERVER = new Nameserver();
  private static final Prober PROBER =
      new Prober(
          Conducts.patient(Map.of(SERVER, NAMESERVER.address())),
          () -> {
            throw new IllegalStateException("nobody else may be asked");
          });

  private NameserverRepliesFuzz() {}

  public static void fuzzerTestOneInput(byte[] datagram) {
    NAMESERVER.says = datagram;
    told(PROBER.nameserver(SERVER, WATCHED, "kp."));
    told(PROBER.name("kcna.kp", SERVER, WATCHED));
  }

  private static void told(Observation seen) {
    boolean suspect = seen instanceof Missing missing && missing.cause() == Cause.SUSPECT;
    if (!suspect && !(seen instanceof Probe) && !(seen instanceof Name)) {
      throw new AssertionError("neither an answer nor suspect: " + seen);
    }
  }

  /** Says what it was given, then that it refuses, with the question. */
  private static final class Nameserver {
    private static final int ID = 0x12 << 8 | 0x34;
    private static final byte[] REFUSED = {(byte) 0x84, 5};

    private final DatagramSocket socket;
    private volatile byte[] says = {};

    Nameserver() {
      try {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Thread thread = new Thread(this::serve, "fuzzed-nameserver");
      thread.setDaemon(true);
      thread.start();
    }

    InetSocketAddress address() {
      return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
    }

    private void serve() {
      byte[] buffer = new byte[1024];
      while (!socket.isClosed()) {
        try {
          DatagramPacket asked = new DatagramPacket(buffer, buffer.length);
          socket.receive(asked);
          byte[] right = Arrays.copyOf(buffer, asked.getLength());
          System.arraycopy(REFUSED, 0, right, 2, REFUSED.length);
          for (byte[] reply : new byte[][] {fitted(says, right), right}) {
            socket.send(new DatagramPacket(reply, reply.length, asked.getSocketAddress()));
          }
        } catch (IOException e) {
          // what is too long for a datagram is not sent, and the next question comes
        }
      }
    }

    private static byte[] fitted(byte[] says, byte[] question) {
      byte[] reply = says.clone();
      if (reply.length >= 2 && (reply[0] << 8 | reply[1]) == ID) {
        System.arraycopy(question, 0, reply, 0, 2);
      }
      return reply;
    }
  }
}
