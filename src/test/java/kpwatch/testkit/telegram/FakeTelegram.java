package kpwatch.testkit.telegram;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The Bot API on one port of 127.0.0.1, with a world of users and chats behind it.
 *
 * <p>Windows (rate limits, the 24 hours of updates, the life of button presses) are measured by the
 * given clock; waiting on the wire (long polls, late answers) takes real time. Safe to use from any
 * thread. This folder's README lists the rules and their tests.
 */
public final class FakeTelegram implements AutoCloseable {
  /** How long waiting for the bot may take, in real time. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long SOON_MILLIS = 50;

  private static final long BOT_ID = 7_000_000_001L;
  private static final String TOKEN = BOT_ID + ":AAFakeTokenOnlyForTestsOnLoopback000";

  private final World world;
  private final Service service;
  private final People people;
  private final Faults faults = new Faults();
  private final Profile profile = new Profile();
  private final Epoch epoch = new Epoch();
  private final Polls polls;
  private final Desk desk;
  private final Reception reception;

  /** Starts on a free port, with the time of day for a clock. */
  public FakeTelegram() {
    this(InstantSource.system());
  }

  /** Starts on a free port. */
  public FakeTelegram(InstantSource clock) {
    world = new World(clock, new Person(BOT_ID, true, "kpwatch", "KpWatchTestBot", ""));
    service = new Service(world);
    people = new People(service);
    polls = new Polls(service, epoch);
    var methods = new Methods(service, polls, profile);
    desk = new Desk(TOKEN, service, methods, faults, new Judge(service), epoch);
    reception = new Reception(desk::serve);
  }

  /** Such as {@code http://127.0.0.1:40123}; methods are at {@code /bot<token>/<method>}. */
  public String baseUrl() {
    return "http://127.0.0.1:" + reception.port();
  }

  public int port() {
    return reception.port();
  }

  public String token() {
    return TOKEN;
  }

  /** Users and chats, to set up. */
  public World world() {
    return world;
  }

  /** What users do. */
  public People people() {
    return people;
  }

  /** The queue of updates, to play tricks with. */
  public Updates updates() {
    return service.updates;
  }

  /** What goes wrong, and when. */
  public Faults faults() {
    return faults;
  }

  /** Commands, names and descriptions that the bot has set. */
  public Profile profile() {
    return profile;
  }

  Service service() {
    return service;
  }

  /** Other limits from now on; forgets what was sent and who was told to wait. */
  public void limits(Limits limits) {
    synchronized (world) {
      service.rates.limits(limits);
    }
  }

  /** How long a button press can be answered; 15 s unless set. */
  public void callbackLife(Duration life) {
    synchronized (world) {
      service.callbacks.life(life);
    }
  }

  /** What the bot posted anywhere, oldest first, deleted messages included. */
  public List<Post> sent() {
    synchronized (world) {
      return List.copyOf(service.sent);
    }
  }

  /** What the bot posted in this chat. */
  public List<Post> sent(Place place) {
    return sent().stream().filter(post -> post.place() == place).toList();
  }

  /** Files that came as bytes; one sent again by its id counts once. */
  public List<Media> uploads() {
    synchronized (world) {
      return service.uploads.all();
    }
  }

  public List<CallbackAnswer> callbackAnswers() {
    synchronized (world) {
      return service.callbacks.answers();
    }
  }

  /** Ids of button presses that nobody has answered. */
  public List<String> unansweredCallbacks() {
    synchronized (world) {
      return service.callbacks.unanswered();
    }
  }

  /** Requests with the right token, oldest first, those that met a fault included. */
  public List<Seen> requests() {
    return desk.seen();
  }

  public List<Seen> requests(String method) {
    return requests().stream().filter(seen -> seen.method().equals(method)).toList();
  }

  /** TCP connections taken so far. */
  public int connections() {
    return reception.connections();
  }

  /** How many getUpdates wait now. */
  public int waitingPolls() {
    return polls.waiting();
  }

  /** What a bot must not do and did, one line each. */
  public List<String> violations() {
    return service.notes.violations();
  }

  /** What looks odd and may be right, one line each. */
  public List<String> warnings() {
    return service.notes.warnings();
  }

  /**
   * Waits until the condition holds; it is tried again at each request and each message, and soon
   * after, since what a bot makes of an answer is not told here.
   *
   * @throws IllegalStateException if it does not within 30 s
   */
  public void await(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    synchronized (world) {
      while (!condition.getAsBoolean()) {
        long left = (until - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new IllegalStateException(
              "waited in vain; sent: " + service.sent + ", violations: " + violations());
        }
        world.wait(Math.min(left, SOON_MILLIS));
      }
    }
  }

  /** Waits until the bot has posted this much in all, and gives it. */
  public List<Post> awaitSent(int count) throws InterruptedException {
    await(() -> service.sent.size() >= count);
    return sent();
  }

  /** Refuses connections from now on and cuts those that are open; the world stays. */
  public void stop() {
    epoch.end();
    synchronized (world) {
      world.notifyAll();
    }
    reception.close();
  }

  /** Comes back on the same port. */
  public void start() {
    reception.open();
  }

  /**
   * Stops for good.
   *
   * @throws IllegalStateException if the fake gave an answer that the schema forbids
   */
  @Override
  public void close() {
    stop();
    if (!service.notes.ownFaults().isEmpty()) {
      throw new IllegalStateException("wrong answers: " + service.notes.ownFaults());
    }
  }
}
