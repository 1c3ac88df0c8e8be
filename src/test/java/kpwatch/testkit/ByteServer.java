package kpwatch.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** A server on loopback that sends exactly the bytes that a test wants, be they HTTP or not. */
public final class ByteServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Script script;
  private final Optional<SSLSocketFactory> tls;
  private final boolean waits;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicLong sent = new AtomicLong();
  private final AtomicInteger connections = new AtomicInteger();

  /** What is sent for one request. */
  public interface Script {
    void play(Out out) throws IOException;
  }

  private ByteServer(Script script, Optional<SSLSocketFactory> tls, boolean waits) {
    this.script = script;
    this.tls = tls;
    this.waits = waits;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(this::accept);
  }

  /** Plays the script for each request, again on the same connection while it stays open. */
  public static ByteServer http(Script script) {
    return new ByteServer(script, Optional.empty(), true);
  }

  public static ByteServer https(Script script, SSLSocketFactory tls) {
    return new ByteServer(script, Optional.of(tls), true);
  }

  /** Plays the script once on each connection, without waiting for a request. */
  public static ByteServer unasked(Script script) {
    return new ByteServer(script, Optional.empty(), false);
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) listener.getLocalSocketAddress();
  }

  /** Such as {@code http://127.0.0.1:40123}. */
  public URI uri(String scheme) {
    return URI.create(scheme + "://127.0.0.1:" + listener.getLocalPort());
  }

  /** Bytes handed to the network before TLS, buffers of the system included. */
  public long sent() {
    return sent.get();
  }

  public int connections() {
    return connections.get();
  }

  /** Waits for what a client makes of it: looks at each connection, and now and then besides. */
  public void await(BooleanSupplier looksRight, String otherwise) {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (!looksRight.getAsBoolean()) {
      if (System.nanoTime() >= end) {
        throw new AssertionError(otherwise);
      }
      synchronized (connections) {
        try {
          connections.wait(20);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new AssertionError("interrupted: " + otherwise, e);
        }
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      listener.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One connection as the script sees it. */
  public final class Out {
    private final OutputStream out;
    private final Socket socket;
    private volatile String request = "";

    private Out(Socket socket) throws IOException {
      this.socket = socket;
      this.out = socket.getOutputStream();
    }

    private boolean asked(String text) {
      request = text;
      return !text.isEmpty();
    }

    /** A header of the request; empty where it has none. */
    public String header(String name) {
      return request
          .lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }

    public Out send(String latin1) throws IOException {
      return send(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Out send(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
      sent.addAndGet(bytes.length);
      return this;
    }

    /** Until the other side has had enough. */
    public void endlessly(String part) throws IOException {
      byte[] bytes = part.repeat(1 + 16_384 / part.length()).getBytes(StandardCharsets.ISO_8859_1);
      while (true) {
        send(bytes);
      }
    }

    /** One part after the other with a pause before each, until the other side has had enough. */
    public void drip(String part, long millis) throws IOException {
      while (!closed(millis)) {
        send(part);
      }
    }

    /** Says nothing more, without an end. */
    public void silence() {
      closed(TimeUnit.DAYS.toMillis(1));
    }

    public void end() throws IOException {
      socket.close();
    }

    /** Ends with a TCP reset. */
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    private boolean closed(long millis) {
      try {
        return closed.await(millis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return true;
      }
    }
  }

  private void accept() throws IOException {
    while (true) {
      Socket socket = listener.accept();
      sockets.add(socket);
      connections.incrementAndGet();
      synchronized (connections) {
        connections.notifyAll();
      }
      daemon(() -> serve(socket));
    }
  }

  private void serve(Socket socket) throws IOException {
    try (socket;
        Socket talk = tls.isPresent() ? secured(socket, tls.get()) : socket) {
      InputStream in = talk.getInputStream();
      var out = new Out(talk);
      if (!waits) {
        script.play(out);
      }
      while (waits && out.asked(request(in))) {
        script.play(out);
      }
    } finally {
      sockets.remove(socket);
    }
  }

  private static SSLSocket secured(Socket socket, SSLSocketFactory tls) throws IOException {
    var secured = (SSLSocket) tls.createSocket(socket, "127.0.0.1", socket.getPort(), true);
    secured.setUseClientMode(false);
    return secured;
  }

  /** Reads to the blank line; empty where the connection ends before. */
  private static String request(InputStream in) throws IOException {
    var request = new StringBuilder();
    while (request.indexOf("\r\n\r\n", Math.max(0, request.length() - 4)) < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      request.append((char) next);
    }
    return request.toString();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void daemon(Work work) {
    var thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The other side has had enough, or this server was closed.
              }
            },
            "byte-server");
    thread.setDaemon(true);
    thread.start();
  }
}
