package kpwatch.telegram;

import java.io.Closeable;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import kpwatch.command.Access;
import kpwatch.command.Desk;
import kpwatch.command.Pulse;
import kpwatch.command.Subscribers;
import kpwatch.config.Secret;
import kpwatch.notify.Messenger;
import kpwatch.notify.PlatformNotes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.objects.User;

/** The bot in Telegram: a messenger for alerts, a poller that hears, the desk for questions. */
public final class TelegramBot implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(TelegramBot.class);

  /** Answers, polls and questions, beside what is posted. */
  private static final int OTHER_CALLS = 16;

  private static final Duration AFTER_A_FAULT = Duration.ofSeconds(5);
  private static final Duration FINISH = Duration.ofSeconds(1);

  private final Condition condition = new Condition();
  private final Self self = new Self();
  private final Pause.Real until = new Pause.Real();
  private final Secret token;
  private final URI base;
  private final Patience patience;
  private final Wire wire;
  private final BotApi api;
  private final Replies replies;
  private final Rights rights;
  private final Memberships memberships;
  private final AccessGate gate;
  private final TelegramMessenger messenger;
  private final Subscribers subscribers;
  private final PlatformNotes notes;
  private final InstantSource clock;
  private Optional<Poller> poller = Optional.empty();
  private Optional<Thread> thread = Optional.empty();

  /**
   * @param settings with a token
   * @param subscribers whose standing follows what happens in Telegram
   * @param access who may use the bot
   */
  public TelegramBot(
      TelegramSettings settings,
      Subscribers subscribers,
      PlatformNotes notes,
      Access access,
      InstantSource clock) {
    this(settings, subscribers, notes, access, clock, Optional.empty());
  }

  TelegramBot(
      TelegramSettings settings,
      Subscribers subscribers,
      PlatformNotes notes,
      Access access,
      InstantSource clock,
      Optional<Patience> given) {
    this.token = settings.token().orElseThrow();
    this.base = settings.baseUrl();
    this.patience = given.orElseGet(() -> Patience.usual(until));
    this.subscribers = subscribers;
    this.notes = notes;
    this.clock = clock;
    this.wire = new Wire(patience, settings.callsAtOnce() + OTHER_CALLS);
    this.api = new BotApi(token, base, wire.sending());
    Pacer pacer = new Pacer(settings.messagesPerSecond());
    Posts posts = new Posts(api, pacer, settings.paid(), clock);
    this.replies = new Replies(posts, pacer, patience.pause(), clock);
    this.rights = new Rights(api, self);
    this.memberships = new Memberships(subscribers, new Greetings(replies), rights, access, clock);
    this.gate = new AccessGate(access, api, replies, clock);
    this.messenger = new TelegramMessenger(posts, pacer, condition, memberships, clock);
  }

  public Messenger messenger() {
    return messenger;
  }

  public Pulse pulse() {
    return condition;
  }

  /** Begins to hear and to answer, without waiting for it. To be called once. */
  public void start(Desk desk) {
    hearing(desk);
    Thread polling = new Thread(this::poll, "telegram-poll");
    polling.setDaemon(true);
    polling.start();
    thread = Optional.of(polling);
  }

  /** As {@link #start}, for who polls by hand. */
  void hearing(Desk desk) {
    Counter counter = new Counter(desk, subscribers, clock);
    Places places = new Places(rights);
    Reception reception =
        new Reception(
            notes,
            gate,
            new Questions(counter, places, replies, self),
            new Presses(api, counter, places, replies, self),
            memberships,
            condition,
            clock);
    UpdateSource source = new UpdateSource(token, base, wire.polling(), patience.poll());
    poller = Optional.of(new Poller(source, api, reception, condition, clock));
  }

  /** Looks at paused chats again. */
  public void recheck() {
    if (self.known() && condition.stopped().isEmpty()) {
      memberships.recheck();
    }
  }

  private void poll() {
    boolean going = true;
    while (going && condition.stopped().isEmpty()) {
      Duration wait;
      try {
        wait = once();
      } catch (RuntimeException e) {
        LOG.error("receiving from Telegram failed; trying again in {}", AFTER_A_FAULT, e);
        wait = AFTER_A_FAULT;
      }
      going = until.last(wait);
    }
  }

  /** One poll; before the first, Telegram is asked who we are. Gives how long to wait. */
  Duration once() {
    if (!self.known() && !meet()) {
      return AFTER_A_FAULT;
    }
    return poller.orElseThrow().once();
  }

  private boolean meet() {
    Answer<User> answer = api.call(new GetMe());
    if (answer instanceof Answer.Ok<User> ok) {
      self.is(ok.result());
      new Menu(api, notes).set(self.id());
      memberships.afterAbsence();
      return true;
    }
    if (answer instanceof Answer.Refused<User> refused && Verdict.refusesTheBot(refused)) {
      String reason = refused.code() + ": telegram.token is not valid";
      condition.stop(reason);
      LOG.error("Telegram is off ({}). The watch goes on without it.", reason);
    } else {
      condition.deaf("Telegram cannot be reached", clock.instant());
      LOG.warn("Telegram cannot be reached and is tried again: {}", answer);
    }
    return false;
  }

  @Override
  public void close() {
    until.end();
    wire.close();
    thread.ifPresent(TelegramBot::ended);
  }

  private static void ended(Thread polling) {
    try {
      polling.join(FINISH.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
