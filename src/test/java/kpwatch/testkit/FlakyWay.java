package kpwatch.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A way to a server on loopback that fails at random: one connection in four. */
public final class FlakyWay implements AutoCloseable {
  private final RandomGenerator chance;
  private final int port;
  private final Door door = new Door("flaky-way", this::meet);

  /**
   * @param seed of what fails
   */
  public FlakyWay(URI to, long seed) {
    this.port = to.getPort();
    this.chance = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  public String baseUrl() {
    return "http://127.0.0.1:" + door.port();
  }

  @Override
  public void close() {
    door.close();
  }

  private void meet(Socket from) {
    int fate = fate();
    daemon(
        () -> {
          switch (fate) {
            case 0 -> from.close();
            case 1 ->
                answer(from, "HTTP/1.1 502 Bad Gateway\r\nContent-Length: -1\r\n\r\n<html>");
            case 2 -> answer(from, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"data\":[[[[");
            default -> pass(from);
          }
        });
  }

  private synchronized int fate() {
    return chance.nextInt(12);
  }

  private static void answer(Socket from, String bytes) throws IOException {
    try (from) {
      int unused = from.getInputStream().read(new byte[8192]);
      from.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  private void pass(Socket from) throws IOException {
    Socket to = new Socket(InetAddress.getLoopbackAddress(), port);
    daemon(() -> pump(from, to));
    pump(to, from);
  }

  private static void pump(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
    }
  }

  private interface Io {
    void run() throws IOException;
  }

  private static void daemon(Io work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // one of both sides has gone
              }
            },
            "flaky-way");
    thread.setDaemon(true);
    thread.start();
  }
}
