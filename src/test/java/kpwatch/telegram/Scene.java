package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.command.AccessList;
import kpwatch.command.Archive;
import kpwatch.command.Desk;
import kpwatch.command.Pulse;
import kpwatch.config.Secret;
import kpwatch.dispatch.Dispatcher;
import kpwatch.dispatch.Pace;
import kpwatch.files.NetworkFile;
import kpwatch.incident.Thresholds;
import kpwatch.network.Network;
import kpwatch.notify.Card;
import kpwatch.notify.Notification;
import kpwatch.notify.Recipient;
import kpwatch.notify.Sign;
import kpwatch.notify.Wording;
import kpwatch.storage.Database;
import kpwatch.storage.RoundOf;
import kpwatch.storage.SqlHistory;
import kpwatch.storage.SqlNotes;
import kpwatch.storage.SqlOutbox;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.storage.SqlWatchStore;
import kpwatch.storage.Stored;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import kpwatch.supervision.Supervisor;
import kpwatch.testkit.Unattended;
import kpwatch.testkit.telegram.FakeTelegram;
import kpwatch.testkit.telegram.People;
import kpwatch.testkit.telegram.Person;
import kpwatch.testkit.telegram.Place;
import kpwatch.testkit.telegram.Post;
import org.slf4j.LoggerFactory;

/**
 * The bot on a Telegram of its own, with a clock that stands until it is moved or waited for, real
 * storage, polls and deliveries by hand. At its end nothing may have been done against Telegram's
 * rules, and no log may hold the token.
 */
final class Scene implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-23T04:12:00Z");
  private static final int MOST_POLLS = 300;

  /** A second is the longest that a chat is waited for. */
  private static final Pace PACE =
      new Pace(
          Duration.ofMillis(1_001),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          500,
          32,
          Duration.ofSeconds(7));

  private volatile Instant now = START;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final List<Duration> pauses = new ArrayList<>();
  final List<Integer> halted = new ArrayList<>();
  final FakeTelegram telegram = new FakeTelegram(() -> now);
  final People people = telegram.people();
  final Person owner = telegram.world().person("Owner", "owner", "ko");
  final Database database = Database.inMemory();
  final Stored stored = new Stored(database);
  final SqlSubscriptions subscriptions = new SqlSubscriptions(database);
  final SqlWatchStore store = new SqlWatchStore(database, subscriptions);
  final SqlOutbox outbox = new SqlOutbox(database, subscriptions);
  final SqlNotes notes = new SqlNotes(database);
  final Supervisor supervisor = new Supervisor(this::halt, System::nanoTime);
  private List<String> allowed = List.of(AccessList.EVERYBODY);
  private TelegramSettings settings = settings(telegram.token());
  TelegramBot bot = bot();
  Dispatcher dispatcher = dispatcher();
  private boolean provoked;

  Scene() {
    log.start();
    root().addAppender(log);
    bot.hearing(desk());
  }

  /** Nothing more is done in a process that ends. */
  private void halt(int code) {
    halted.add(code);
    throw new IllegalStateException("the process ends here with " + code);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  TelegramSettings settings(String token) {
    URI base = URI.create(telegram.baseUrl());
    return new TelegramSettings(Optional.of(new Secret(token)), base, TelegramSettings.FREE);
  }

  private TelegramBot bot() {
    Duration soon = Duration.ofSeconds(2);
    Patience patience = new Patience(soon, Duration.ZERO, soon, this::pause);
    return new TelegramBot(
        settings,
        subscriptions,
        notes,
        new AccessList(allowed, notes),
        supervisor,
        () -> now,
        Optional.of(patience),
        Runnable::run);
  }

  private Dispatcher dispatcher() {
    return new Dispatcher(
        outbox, bot.messenger(), () -> now, PACE, Runnable::run, Unattended.supervisor());
  }

  private boolean pause(Duration time) {
    pauses.add(time);
    now = now.plus(time);
    return true;
  }

  /**
   * @param more parts beside the bot that tell how they are
   */
  Desk desk(Pulse... more) {
    List<Pulse> pulses = new ArrayList<>(List.of(more));
    pulses.add(bot.pulse());
    Network network = NetworkFile.read("kp");
    return new Desk(
        network,
        new Wording(network, Thresholds.DEFAULT, Duration.ofMinutes(2)),
        () -> RoundOf.at(now).round().state(),
        new Archive(new SqlHistory(database), now.minus(Duration.ofDays(30))),
        subscriptions,
        pulses);
  }

  /** A new process: nothing is left but the database. */
  void restart() {
    dispatcher.close();
    bot.close();
    bot = bot();
    bot.hearing(desk());
    dispatcher = dispatcher();
  }

  /** A new process in which only these may use the bot. */
  void restartAllowing(String... homes) {
    allowed = List.of(homes);
    restart();
  }

  void restartWithToken(String token) {
    settings = settings(token);
    restart();
  }

  Instant now() {
    return now;
  }

  void later(Duration time) {
    now = now.plus(time);
  }

  List<Duration> pauses() {
    return pauses;
  }

  /** Polls until every update is taken, and deals with all of them. */
  void hear() {
    for (int i = 0; !ledger().has(telegram.updates().lastId(), now); i++) {
      assertThat(i).as("polls in vain").isLessThan(MOST_POLLS);
      poll();
    }
  }

  /** One poll, and what is to be done after it, waiting for room as long as that is near. */
  Duration poll() {
    Duration wait = bot.once();
    serve();
    return wait;
  }

  /** Does what waits to be done. */
  void serve() {
    Optional<Duration> wait = bot.serveOnce();
    for (int i = 0; wait.isPresent(); i++) {
      assertThat(i).as("waits in vain").isLessThan(MOST_POLLS);
      pause(wait.get());
      wait = bot.serveOnce();
    }
  }

  Ledger ledger() {
    return notes.find("telegram/updates").map(Ledger::parse).orElse(Ledger.EMPTY);
  }

  /** Runs what is due, waiting for room as long as that is near. */
  void run() {
    serve();
    Duration wait = dispatcher.runDue();
    for (int i = 0; i < MOST_POLLS && wait.compareTo(PACE.sweep()) < 0; i++) {
      pause(wait);
      wait = dispatcher.runDue();
    }
    serve();
  }

  /** Runs what is due, once in each second. */
  void runFor(Duration time) {
    for (long i = 0; i <= time.toSeconds(); i++) {
      run();
      later(Duration.ofSeconds(1));
    }
  }

  /** The owner's private chat, started and, if wanted, subscribed. */
  Place started() {
    people.starts(owner, "");
    hear();
    return telegram.world().privateChat(owner);
  }

  Place subscribed() {
    Place chat = started();
    subscribe(chat);
    return chat;
  }

  /** A supergroup of the owner with the bot and a subscription. */
  Place group() {
    Place group = telegram.world().supergroup("Ops", owner);
    people.addsBot(owner, group);
    hear();
    subscribe(group);
    return group;
  }

  Subscription subscribe(Place place) {
    return subscribe(Destination.of(place.id()));
  }

  Subscription subscribe(Destination to) {
    Subscription subscription =
        new Subscription(to.ref(), to.home(), Wishes.USUAL, Optional.empty(), Standing.active(now));
    subscriptions.put(subscription, List.of(), now);
    return subscription;
  }

  /** Puts it in the outbox for places that may hear it ring. */
  void say(Notification notification, Place... to) {
    say(
        notification,
        Arrays.stream(to)
            .map(place -> ref(place))
            .map(
                r ->
                    new Recipient(r, notification.sounding(), Optional.empty(), Wishes.Detail.FULL))
            .toArray(Recipient[]::new));
  }

  void say(Notification notification, Recipient... to) {
    store.commit(RoundOf.at(now).post(notification, Arrays.asList(to)).round());
  }

  void reads(Card card) {
    store.commit(RoundOf.at(now).cards(card).round());
  }

  /** What the bot posted there after so many. */
  List<Post> after(int count, Place place) {
    List<Post> all = telegram.sent(place);
    return all.subList(Math.min(count, all.size()), all.size());
  }

  Post last(Place place) {
    List<Post> all = telegram.sent(place);
    return all.get(all.size() - 1);
  }

  Standing standing(Place place) {
    return subscriptions.find(ref(place)).orElseThrow().standing();
  }

  List<Map<String, Object>> deliveries() {
    return stored.deliveries();
  }

  Sign sign(String name) {
    return bot.pulse().signs(now).stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElse(new Sign(name, false, Sign.Harm.PAST, "absent"));
  }

  List<String> logged() {
    List<String> lines = new ArrayList<>();
    for (ILoggingEvent event : List.copyOf(log.list)) {
      String trace =
          event.getThrowableProxy() == null
              ? ""
              : ThrowableProxyUtil.asString(event.getThrowableProxy());
      lines.add(event.getFormattedMessage() + trace);
    }
    return lines;
  }

  /** The test breaks Telegram's rules, or makes the fake take it for so. */
  void provoked() {
    provoked = true;
  }

  static ChannelRef ref(Place place) {
    return Destination.of(place.id()).ref();
  }

  @Override
  public void close() {
    dispatcher.close();
    bot.close();
    telegram.close();
    database.close();
    root().detachAppender(log);
    if (!provoked) {
      assertThat(telegram.violations()).isEmpty();
      assertThat(telegram.warnings()).isEmpty();
    }
    assertThat(logged())
        .noneMatch(line -> line.contains(telegram.token()))
        .noneMatch(line -> line.contains("AAFakeToken"));
  }
}
