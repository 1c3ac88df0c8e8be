package kpwatch.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;

/**
 * Web sites on loopback, as bad as real ones. How each host answers is asked anew for every
 * connection, so a scenario can change it at any time; {@code refused} and {@code no-handshake}
 * happen before a connection and therefore take effect at {@link #refresh()}. {@code nxdomain} and
 * {@code servfail} are not a web server's to give: it closes without a byte.
 *
 * <p>A visitor that asks by bare address, or names no host, is met with silence; a site with a
 * listener of its own stays silent from then on, until {@link #pardon}.
 */
public final class FakeWeb implements AutoCloseable {
  private final Function<String, Behaviour> behaviour;
  private final boolean ownListeners;
  private final Optional<SSLSocketFactory> tls;
  private final Map<String, WebListener> listeners = new ConcurrentHashMap<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final Map<String, AtomicInteger> open = new ConcurrentHashMap<>();
  private final Set<String> banning = ConcurrentHashMap.newKeySet();
  private final AtomicInteger openNow = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();
  private final CountDownLatch firstAsked = new CountDownLatch(1);
  private final AtomicInteger accepts = new AtomicInteger();
  private final AtomicLong bodyBytes = new AtomicLong();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * One request.
   *
   * @param host from the Host header as it came, with a port if it had one
   * @param headers names in lower case; {@code :sni} is the name asked for in the TLS handshake,
   *     empty without TLS
   * @param open connections for this host that had asked and had not been answered, with this one
   */
  public record Seen(
      String host, String path, String agent, Map<String, String> headers, Instant at, int open) {}

  private FakeWeb(
      Function<String, Behaviour> behaviour, boolean ownListeners, Optional<SSLSocketFactory> tls) {
    this.behaviour = behaviour;
    this.ownListeners = ownListeners;
    this.tls = tls;
  }

  /** Many hosts on one port of 127.0.0.1, told apart by the Host header. */
  public static FakeWeb shared(Function<String, Behaviour> behaviour) {
    return new FakeWeb(behaviour, false, Optional.empty());
  }

  /** Each host on an address and port of its own (127.0.0.1, 127.0.0.2, …). */
  public static FakeWeb perHost(Function<String, Behaviour> behaviour) {
    return new FakeWeb(behaviour, true, Optional.empty());
  }

  /** As {@link #perHost}; speaks TLS to whoever begins so, plain HTTP to the others. */
  public static FakeWeb perHost(Function<String, Behaviour> behaviour, SSLSocketFactory tls) {
    return new FakeWeb(behaviour, true, Optional.of(tls));
  }

  /** Where {@code host} is served; opens its listener at the first call. */
  public InetSocketAddress address(String host) {
    return listeners
        .computeIfAbsent(ownListeners ? host : "", name -> new WebListener(this, name, next()))
        .address();
  }

  /** Closes and opens listeners as the hosts behave now. */
  public void refresh() {
    listeners.forEach((host, listener) -> listener.become(behaviour.apply(host)));
  }

  /** The site answers again after a ban. */
  public void pardon(String host) {
    banning.remove(host);
  }

  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** The most visits, of any host, that had asked and had not been answered at one time. */
  public int mostOpen() {
    return mostOpen.get();
  }

  /** Waits for the first request. */
  public void awaitAsked() throws InterruptedException {
    if (!firstAsked.await(30, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nobody asked");
    }
  }

  /** TCP connections taken, whether or not anything was asked on them. */
  public int accepts() {
    return accepts.get();
  }

  /** Bytes of bodies handed to the network, buffers of the system included. */
  public long bodyBytes() {
    return bodyBytes.get();
  }

  @Override
  public void close() {
    closed.countDown();
    listeners.values().forEach(WebListener::close);
    sockets.forEach(FakeWeb::quietly);
  }

  private String next() {
    return "127.0.0." + (listeners.size() + 1);
  }

  Optional<SSLSocketFactory> tls() {
    return tls;
  }

  Behaviour behaviour(String host) {
    return banning.contains(host) ? Behaviour.of("timeout") : behaviour.apply(host);
  }

  void ban(String listenerHost) {
    if (!listenerHost.isEmpty()) {
      banning.add(listenerHost);
    }
  }

  /** Serves one connection on a thread of its own. */
  void serve(Socket socket, String listenerHost) {
    accepts.incrementAndGet();
    sockets.add(socket);
    var thread =
        new Thread(
            () -> {
              try (socket) {
                new WebVisit(this, socket, listenerHost).serve();
              } catch (IOException e) {
                // The visitor left, or this server was closed.
              } finally {
                sockets.remove(socket);
              }
            },
            "fake-web");
    thread.setDaemon(true);
    thread.start();
  }

  void asked(String host, String path, Map<String, String> headers) {
    mostOpen.accumulateAndGet(openNow.incrementAndGet(), Math::max);
    int now = open.computeIfAbsent(host, h -> new AtomicInteger()).incrementAndGet();
    String agent = headers.getOrDefault("user-agent", "");
    seen.add(new Seen(host, path, agent, headers, Instant.now(), now));
    firstAsked.countDown();
  }

  void answered(String host) {
    openNow.decrementAndGet();
    open.get(host).decrementAndGet();
  }

  void sent(int bytes) {
    bodyBytes.addAndGet(bytes);
  }

  /** Waits, but not beyond the end of the server. */
  void pause(Duration time) throws IOException {
    try {
      if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException("closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void quietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
