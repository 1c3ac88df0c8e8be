package kpwatch.telegram;

import java.io.Closeable;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kpwatch.command.Access;
import kpwatch.command.Desk;
import kpwatch.command.Pulse;
import kpwatch.command.Subscribers;
import kpwatch.config.Secret;
import kpwatch.notify.Messenger;
import kpwatch.notify.PlatformNotes;
import kpwatch.supervision.FailureStreak;
import kpwatch.supervision.SupervisedThread;
import kpwatch.supervision.Supervisor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.objects.User;

/** The bot in Telegram: a messenger for alerts, a poller that hears, the desk for questions. */
public final class TelegramBot implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(TelegramBot.class);

  /** Answers, polls and questions, beside what is posted. */
  private static final int OTHER_CALLS = 16;

  /** Questions of one chat that wait for their answers. */
  private static final int PER_CHAT = 5;

  /** Presses of one chat that wait to be acknowledged. */
  private static final int PRESSES = 20;

  private static final int PRESSES_AT_ONCE = 8;

  /** A turn of any thread here takes no longer, beside the waits that are known. */
  private static final Duration TURN = Duration.ofMinutes(3);

  /** The first talk with Telegram also asks about every chat that the bot had left. */
  private static final Duration MEETING = Duration.ofMinutes(15);

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
  private final Pacer pacer;
  private final Replies replies;
  private final Rights rights;
  private final Access access;
  private final Memberships memberships;
  private final AccessGate gate;
  private final TelegramMessenger messenger;
  private final Subscribers subscribers;
  private final PlatformNotes notes;
  private final InstantSource clock;
  private Optional<Poller> poller = Optional.empty();
  private final Supervisor supervisor;
  private final Executor workers;
  private final FairQueue answers;
  private final FairQueue acknowledgements;
  private final FailureStreak unreachable = new FailureStreak();
  private final List<SupervisedThread> threads = new ArrayList<>();
  private Optional<Questions> questions = Optional.empty();
  private volatile boolean closed;

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
      Supervisor supervisor,
      InstantSource clock) {
    this(
        settings,
        subscribers,
        notes,
        access,
        supervisor,
        clock,
        Optional.empty(),
        Executors.newCachedThreadPool(supervisor.pool("telegram-answers")));
  }

  TelegramBot(
      TelegramSettings settings,
      Subscribers subscribers,
      PlatformNotes notes,
      Access access,
      Supervisor supervisor,
      InstantSource clock,
      Optional<Patience> given,
      Executor workers) {
    this.token = settings.token().orElseThrow();
    this.base = settings.baseUrl();
    this.patience = given.orElseGet(() -> Patience.usual(until));
    this.subscribers = subscribers;
    this.notes = notes;
    this.clock = clock;
    this.supervisor = supervisor;
    this.workers = workers;
    this.answers = new FairQueue(Reception.ITEM, PER_CHAT, OTHER_CALLS, workers, clock, supervisor);
    this.acknowledgements =
        new FairQueue("Telegram press", PRESSES, PRESSES_AT_ONCE, workers, clock, supervisor);
    this.wire = new Wire(patience, settings.callsAtOnce() + OTHER_CALLS + PRESSES_AT_ONCE);
    this.api = new BotApi(token, base, wire.sending());
    this.pacer = new Pacer(settings.messagesPerSecond());
    Posts posts = new Posts(api, pacer, settings.paid(), clock);
    this.replies = new Replies(posts, pacer, answers, clock);
    this.rights = new Rights(api, self);
    this.access = access;
    this.memberships = new Memberships(subscribers, new Greetings(replies), rights, access, clock);
    this.gate = new AccessGate(access, api, replies, clock);
    this.messenger = new TelegramMessenger(posts, pacer, condition, memberships, clock);
  }

  public Messenger messenger() {
    return messenger;
  }

  public Pulse pulse() {
    return now ->
        Stream.concat(condition.signs(now).stream(), memberships.sign().stream()).toList();
  }

  /** Begins to hear and to answer, without waiting for it. To be called once. */
  public void start(Desk desk) {
    hearing(desk);
    threads.add(supervisor.start("telegram-presses", TURN, this::acknowledge));
    threads.add(supervisor.start("telegram-queue", TURN, this::answer));
    threads.add(supervisor.start("telegram-poll", MEETING, this::poll));
  }

  /** As {@link #start}, for who polls by hand. */
  void hearing(Desk desk) {
    Counter counter = new Counter(desk, subscribers, new Topics(api, pacer, clock), clock);
    Places places = new Places(rights, access);
    Questions asked = new Questions(counter, places, replies, self, clock);
    Presses presses = new Presses(api, acknowledgements, counter, places, replies, self);
    Reception reception =
        new Reception(
            notes,
            answers,
            new Errands(gate, asked, presses, memberships),
            presses,
            condition,
            supervisor,
            clock);
    questions = Optional.of(asked);
    UpdateSource source = new UpdateSource(token, base, wire.polling(), patience.poll());
    poller = Optional.of(new Poller(source, api, reception, condition, clock));
  }

  /** Looks at paused chats again. */
  public void recheck() {
    if (self.known() && condition.stopped().isEmpty()) {
      memberships.recheck();
    }
  }

  private void poll(SupervisedThread self) {
    boolean going = true;
    while (going && condition.stopped().isEmpty()) {
      self.expect(this.self.known() ? patience.poll().plus(TURN) : MEETING);
      Duration wait;
      try {
        wait = once();
      } catch (Throwable e) { // it costs one poll
        supervisor.failed("Telegram poll", e);
        wait = AFTER_A_FAULT;
      }
      self.expect(wait.plus(TURN));
      going = until.last(wait);
    }
  }

  private void acknowledge(SupervisedThread self) {
    serve(self, acknowledgements, acknowledgements::runDue);
  }

  private void answer(SupervisedThread self) {
    serve(self, answers, this::answered);
  }

  private void serve(SupervisedThread self, FairQueue queue, Supplier<Duration> turn) {
    try {
      while (!closed) {
        self.expect(TURN);
        queue.await(turn.get());
      }
    } catch (RejectedExecutionException e) {
      if (!closed) {
        throw e;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Begins what is due; gives how long until more is due. */
  private Duration answered() {
    Duration wait = answers.runDue();
    List<FairQueue.Surplus> surplus = answers.surplus();
    if (surplus.isEmpty()) {
      return wait;
    }
    questions.ifPresent(q -> surplus.forEach(q::surplus));
    return answers.runDue();
  }

  /**
   * As the threads do, for who has none: gives how long until more is due; empty: nothing waits.
   */
  Optional<Duration> serveOnce() {
    Duration unused = acknowledgements.runDue();
    Duration wait = answered();
    return answers.isIdle() && acknowledgements.isIdle() ? Optional.empty() : Optional.of(wait);
  }

  /** One poll; before the first, Telegram is asked who we are. Gives how long to wait. */
  Duration once() {
    if (!self.known() && !meet()) {
      return AFTER_A_FAULT;
    }
    Duration wait = poller.orElseThrow().once();
    memberships.retry();
    return wait;
  }

  private boolean meet() {
    Answer<User> answer = api.call(new GetMe());
    if (answer instanceof Answer.Ok<User> ok) {
      self.is(ok.result());
      new Menu(api, notes).set(self.id());
      memberships.afterAbsence();
      if (unreachable.over() > 0) {
        LOG.info("Telegram is back");
      }
      return true;
    }
    if (answer instanceof Answer.Refused<User> refused && Verdict.refusesTheBot(refused)) {
      String reason = refused.code() + ": telegram.token is not valid";
      condition.stop(reason);
      LOG.error("Telegram is off ({}). The watch goes on without it.", reason);
    } else {
      condition.deaf("Telegram cannot be reached", clock.instant());
      if (unreachable.again()) {
        LOG.warn(
            "Telegram cannot be reached and is tried again: {}; so often in a row: {}",
            answer,
            unreachable.times());
      }
    }
    return false;
  }

  @Override
  public void close() {
    closed = true;
    answers.close();
    acknowledgements.close();
    until.end();
    wire.close();
    threads.forEach(TelegramBot::ended);
    if (workers instanceof ExecutorService pool) {
      ended(pool);
    }
  }

  /** What is under way may still write to the database, which is closed next. */
  private static void ended(ExecutorService pool) {
    pool.shutdown();
    try {
      if (!pool.awaitTermination(FINISH.toMillis(), TimeUnit.MILLISECONDS)) {
        pool.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void ended(SupervisedThread thread) {
    try {
      thread.join(FINISH);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
