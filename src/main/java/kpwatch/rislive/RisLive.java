package kpwatch.rislive;

import java.io.Closeable;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import kpwatch.config.Redacted;
import kpwatch.network.Network;
import kpwatch.supervision.SupervisedThread;
import kpwatch.supervision.Supervisor;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.WebSocket;

/**
 * The connection to RIS Live, kept up until it is closed. Whatever ends it, the next attempt begins
 * within five seconds; only where connecting itself has failed ten times in a row, within a minute.
 * Frames are heard in order and none is left out: while we are slow, the server is held back.
 */
public final class RisLive implements Closeable {
  /** Characters that may wait to be heard: thousands of frames, and small against our memory. */
  private static final long WAITING = 2_000_000;

  /** Between two wishes for a round, however much is told. */
  private static final Duration WISHES = Duration.ofMillis(50);

  private static final Duration FAREWELL = Duration.ofMillis(200);

  private final Request request;
  private final List<String> subscriptions;
  private final Rhythm rhythm;
  private final Inbox inbox = new Inbox(WAITING);
  private final Retry retry;
  private final Spoken spoken;
  private final OkHttpClient client;
  private final Supervisor supervisor;
  private final Heard heard;
  private final ExecutorService readers;
  private final ScheduledThreadPoolExecutor timer;
  private Optional<SupervisedThread> worker = Optional.empty();
  private Optional<WebSocket> socket = Optional.empty();
  private Optional<Link> link = Optional.empty();
  private boolean closed;

  /**
   * Connects once {@link #start} is called.
   *
   * @param url scheme {@code wss} or {@code ws}
   * @param name by which RIPE NCC knows who listens, in printable ASCII
   * @param wake called by our thread whenever it may be worth asking the stream for its news; must
   *     not block
   * @param supervisor keeps the threads alive and counts what fails
   * @throws IllegalArgumentException if the address is not one of a websocket or the name not fit
   */
  public RisLive(
      URI url,
      String name,
      Network network,
      LiveStream stream,
      InstantSource clock,
      Runnable wake,
      Supervisor supervisor) {
    this(
        url,
        name,
        network,
        new Heard(stream, clock, new Prompt(wake, WISHES), supervisor),
        Rhythm.USUAL,
        supervisor);
  }

  RisLive(
      URI url, String name, Network network, Heard heard, Rhythm rhythm, Supervisor supervisor) {
    this.supervisor = supervisor;
    this.heard = heard;
    readers = new ReaderPool(supervisor.pool("kpwatch-ris-live-reader"), this::readerDied);
    timer = new ScheduledThreadPoolExecutor(1, supervisor.pool("kpwatch-ris-live-timer"));
    request = new Request.Builder().url(address(url, name)).header("User-Agent", name).build();
    subscriptions = Subscriptions.of(network);
    this.rhythm = rhythm;
    retry = new Retry(rhythm, RandomGenerator.getDefault());
    spoken = new Spoken(Redacted.url(url), rhythm.tired());
    client =
        new OkHttpClient.Builder()
            .dispatcher(new Dispatcher(readers))
            .callTimeout(rhythm.handshake())
            .followRedirects(false)
            .followSslRedirects(false)
            .build();
    timer.setRemoveOnCancelPolicy(true);
  }

  public void start() {
    worker =
        Optional.of(
            supervisor.start(
                "kpwatch-ris-live-worker", Duration.ofMinutes(1), self -> heard.all(inbox, self)));
    connect();
  }

  /** Ends the connection and every thread, without another word in the log. */
  @Override
  public void close() {
    Optional<WebSocket> open;
    synchronized (this) {
      closed = true;
      open = socket;
    }
    spoken.stop();
    timer.shutdownNow();
    inbox.close();
    open.ifPresent(s -> s.close(1000, null));
    readers.shutdown();
    try {
      readers.awaitTermination(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
      open.ifPresent(WebSocket::cancel);
      if (worker.isPresent()) {
        worker.get().join(FAREWELL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.ifPresent(WebSocket::cancel);
    client.connectionPool().evictAll();
  }

  void opened() {
    spoken.opened();
  }

  /** A connection has ended, or did not come to be. */
  void ended(String why, Retry.Ending ending, Duration lasted) {
    spoken.ended(why, lasted);
    Duration pause;
    synchronized (this) {
      socket = Optional.empty();
      pause = retry.after(ending, lasted);
    }
    later(pause, this::connect);
  }

  /** Runs it by the timer's thread, unless closed by then. */
  synchronized void later(Duration pause, Runnable what) {
    if (!closed) {
      timer.schedule(() -> safely(what), pause.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  private synchronized void connect() {
    if (!closed) {
      Link next = new Link(this, rhythm, inbox, subscriptions);
      link = Optional.of(next);
      try {
        socket = Optional.of(next.bounds().on(client).newWebSocket(request, next));
      } catch (Throwable e) { // the next attempt is due all the same
        supervisor.failed("connection to RIS Live", e);
        next.lost(e);
      }
    }
  }

  /** OkHttp tells nobody when an error ends the thread that reads. */
  private void readerDied(Throwable thrown) {
    supervisor.failed("RIS Live reader", thrown);
    Optional<WebSocket> broken;
    Optional<Link> present;
    synchronized (this) {
      broken = socket;
      present = link;
    }
    broken.ifPresent(WebSocket::cancel);
    present.ifPresent(l -> l.lost(thrown));
  }

  private void safely(Runnable what) {
    try {
      what.run();
    } catch (Throwable e) { // the timer goes on
      supervisor.failed("RIS Live timer", e);
    }
  }

  private static HttpUrl address(URI url, String name) {
    // OkHttp knows a websocket by the scheme of its handshake.
    HttpUrl address = HttpUrl.parse(url.toString().replaceFirst("^(?i)ws(?=s?:)", "http"));
    if (address == null || !url.toString().regionMatches(true, 0, "ws", 0, 2)) {
      throw new IllegalArgumentException("not the address of a websocket: " + Redacted.url(url));
    }
    return address.newBuilder().setQueryParameter("client", name).build();
  }
}
