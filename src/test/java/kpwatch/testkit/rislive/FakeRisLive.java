package kpwatch.testkit.rislive;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import kpwatch.testkit.Door;

/**
 * RIS Live on a port of loopback. Messages go to whoever has subscribed to them; the rules are in
 * this folder's README. The clock that is given stamps messages; what goes over the wire follows
 * real time.
 */
public final class FakeRisLive implements AutoCloseable {
  private final InstantSource clock;
  private final Notes notes = new Notes();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, work -> thread("timer", work));
  private final List<Connection> served = new CopyOnWriteArrayList<>();
  private final List<Connection> open = new CopyOnWriteArrayList<>();
  private final AtomicLong messages = new AtomicLong();
  private final Door door = new Door("fake-ris-live-accept", this::serve);
  private volatile Optional<Answer> answer = Optional.empty();
  private volatile boolean hangs;
  private volatile Optional<Duration> life = Optional.empty();
  private volatile RisMessage.Format format = RisMessage.Format.FROM_2025;
  private volatile Duration lag = Duration.ZERO;
  private volatile int copies = 1;

  private record Answer(String status, String body) {
    String head() {
      return "HTTP/1.1 %s\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close"
          .formatted(status, body.length());
    }
  }

  /** On a free port. */
  public FakeRisLive(InstantSource clock) {
    this.clock = clock;
  }

  /** For {@code ris-live.url}. */
  public URI url() {
    return URI.create("ws://127.0.0.1:" + door.port() + "/v1/ws/");
  }

  /** The name of each client that was let in, oldest first. */
  public List<String> clients() {
    return List.copyOf(notes.clients);
  }

  /** Requests so far, those included that were turned away or hang. */
  public long requests() {
    return notes.requests.get();
  }

  /** Connections that are open. */
  public int open() {
    return open.size();
  }

  /** The data of each subscription that was taken, oldest first, of all connections. */
  public List<String> subscriptions() {
    return List.copyOf(notes.subscriptions);
  }

  public long pings() {
    return notes.pings.get();
  }

  /** What the real service forbids and somebody did, one line each. */
  public List<String> violations() {
    return List.copyOf(notes.violations);
  }

  public void announce(RisPeer peer, String prefix, Long... path) {
    send(RisMessage.announcement(now(), peer, prefix, List.of(path)));
  }

  public void withdraw(RisPeer peer, String prefix) {
    send(RisMessage.withdrawal(now(), peer, prefix));
  }

  /**
   * @param state {@code down} or {@code connected}
   */
  public void session(RisPeer peer, String state) {
    send(RisMessage.session(now(), peer, state));
  }

  /** To everybody who asked for it, with the time that it bears. */
  public void send(RisMessage message) {
    String text = message.text(format, messages.incrementAndGet());
    for (Connection connection : open) {
      for (int i = 0; i < copies && connection.asksFor(message); i++) {
        connection.text(text);
      }
    }
  }

  /** To everybody, as it is. */
  public void text(String frame) {
    each(connection -> connection.text(frame));
  }

  public void binary(byte[] payload) {
    each(connection -> connection.send(Wire.frame(Wire.BINARY, payload)));
  }

  /** How messages are written from now on; as in 2025 at first. */
  public void format(RisMessage.Format written) {
    format = written;
  }

  /** Messages are stamped so long ago from now on. */
  public void lag(Duration length) {
    lag = length;
  }

  /** Each message comes so often from now on. */
  public void copies(int number) {
    copies = number;
  }

  /** The open connections say nothing more, not even to a ping; new ones work. */
  public void goSilent() {
    each(Connection::mute);
  }

  /** Ends the open connections with a close frame. */
  public void close(int code, String reason) {
    each(connection -> connection.close(code, reason));
  }

  /** Ends the open connections without a word. */
  public void cut() {
    each(Connection::cut);
  }

  /** Connections made after this are closed when they are so old. */
  public void closeAfter(Duration age) {
    life = Optional.of(age);
  }

  /** Requests are answered with this page from now on. */
  public void answer(String status, String body) {
    answer = Optional.of(new Answer(status, body));
  }

  /** Requests are not answered from now on. */
  public void hang() {
    hangs = true;
  }

  /** New connections are served as they should be again, and live on. */
  public void recover() {
    answer = Optional.empty();
    hangs = false;
    life = Optional.empty();
    door.open();
  }

  /** Dies: connections break, the port refuses, until {@link #recover}. */
  public void refuse() {
    door.close();
    served.forEach(Connection::cut);
  }

  /** Sends a flood to the only client, waiting where it reads no faster; how long it took. */
  public Duration flood(Flood flood) throws IOException {
    return flood.run(open.get(0));
  }

  /**
   * Waits until a change makes it true.
   *
   * @throws AssertionError with {@code otherwise} if it is not in time
   */
  public void await(BooleanSupplier looksRight, Duration atMost, String otherwise) {
    notes.await(looksRight, atMost, otherwise);
  }

  @Override
  public void close() {
    refuse();
    timer.shutdownNow();
  }

  Notes notes() {
    return notes;
  }

  boolean hangs() {
    return hangs;
  }

  /** Answers a request; whether it is served from now on. */
  boolean admits(Connection connection, Request request) throws IOException {
    Optional<Answer> page = answer;
    if (page.isEmpty() && request.client().isEmpty()) {
      notes.violated("a request without client: " + request.line());
      page = Optional.of(new Answer("400 Bad Request", "client is missing"));
    } else if (page.isEmpty() && !request.isUpgrade()) {
      notes.violated("no websocket: " + request.line());
      page = Optional.of(new Answer("426 Upgrade Required", ""));
    }
    if (page.isPresent()) {
      connection.answer(page.get().head(), page.get().body());
      return false;
    }
    connection.answer(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + Wire.accept(request.header("sec-websocket-key")),
        "");
    return true;
  }

  void opened(Connection connection, String client) {
    open.add(connection);
    life.ifPresent(
        age ->
            timer.schedule(() -> connection.close(1000, ""), age.toNanos(), TimeUnit.NANOSECONDS));
    notes.opened(client);
  }

  void gone(Connection connection) {
    served.remove(connection);
    open.remove(connection);
    notes.changed();
  }

  static Thread thread(String what, Runnable work) {
    Thread thread = new Thread(work, "fake-ris-live-" + what);
    thread.setDaemon(true);
    return thread;
  }

  private void serve(Socket socket) {
    try {
      Connection connection = new Connection(this, socket);
      served.add(connection);
      thread("reader", connection::serve).start();
    } catch (IOException e) {
      // The client is gone already.
    }
  }

  private Instant now() {
    return clock.instant().minus(lag);
  }

  private void each(Consumer<Connection> what) {
    new ArrayList<>(open).forEach(what);
  }
}
