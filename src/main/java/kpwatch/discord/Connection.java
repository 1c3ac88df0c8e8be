package kpwatch.discord;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import kpwatch.supervision.FailureStreak;
import kpwatch.supervision.SupervisedThread;
import kpwatch.supervision.Supervisor;
import kpwatch.untrusted.UntrustedText;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.exceptions.InvalidTokenException;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.sharding.DefaultShardManagerBuilder;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.ChunkingFilter;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.MemberCachePolicy;
import net.dv8tion.jda.api.utils.cache.CacheFlag;
import net.dv8tion.jda.api.utils.messages.MessageRequest;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shards, built on a thread of their own, since Discord may be away at start; the rest of the
 * program does not wait. Intent {@code GUILDS} only, no voice, the smallest caches.
 */
final class Connection {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

  /** So often the pause stays as it is: alerts wait for the connection, and trying costs little. */
  private static final int STEADY_TRIES = 150;

  /** Callbacks only take over an answer. */
  private static final int CALLBACKS = 2;

  private static final Duration STOPPING = Duration.ofSeconds(2);

  /** One attempt makes a few calls, each bounded by {@link Patience#call} and JDA's repetitions. */
  private static final Duration ATTEMPT = Duration.ofMinutes(5);

  private final DiscordSettings settings;
  private final Condition condition;
  private final Patience patience;
  private final IdentifyBudget budget;
  private final Supervisor supervisor;
  private final GatewayAddress address;
  private final FailureStreak unreachable = new FailureStreak();
  private final Windows windows = new Windows();
  private final Departures departures = new Departures();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Optional<ShardManager> shards = Optional.empty();
  private volatile List<Object> listeners = List.of();

  Connection(
      DiscordSettings settings, Condition condition, Patience patience, Supervisor supervisor) {
    this.settings = settings;
    this.condition = condition;
    this.patience = patience;
    this.budget = new IdentifyBudget(settings);
    this.supervisor = supervisor;
    this.address = new GatewayAddress(settings.gatewayUrl());
    condition.whenStopped(this::leave);
  }

  /** Begins to connect. To be called once. */
  void start(List<Object> heard) {
    MessageRequest.setDefaultMentions(EnumSet.noneOf(Message.MentionType.class));
    // JDA 6.5.0 tells no failure at all if it cannot add where the call was made.
    RestAction.setPassContext(false);
    listeners = List.copyOf(heard);
    onThread(this::connect);
  }

  /**
   * Begins anew where JDA has given up a session that could go on: after missed heartbeats its own
   * interrupt can meet its wait, and the shard shuts down with code 1000 (seen with JDA 6.5.0).
   */
  synchronized void again(JDA given) {
    Optional<ShardManager> ended = shards.filter(s -> s.equals(given.getShardManager()));
    if (closing() || ended.isEmpty()) {
      return;
    }
    shards = Optional.empty();
    onThread(
        self -> {
          ended.get().shutdown();
          connect(self);
        });
  }

  private void onThread(Consumer<SupervisedThread> work) {
    supervisor.start("discord-connect", ATTEMPT, work);
  }

  boolean closing() {
    return closed.getCount() == 0;
  }

  /** Any shard: calls by id need no particular one. */
  Optional<JDA> any() {
    return shards.flatMap(s -> s.getShardCache().stream().findFirst());
  }

  /** Every shard. */
  List<JDA> all() {
    return shards.map(s -> List.copyOf(s.getShards())).orElse(List.of());
  }

  /** Whether a thread connects shards at this moment. */
  boolean connecting() {
    return address.connecting();
  }

  Windows windows() {
    return windows;
  }

  Departures departures() {
    return departures;
  }

  Optional<ShardManager> shards() {
    return shards;
  }

  /** Lets go of Discord without waiting for it. */
  private void leave() {
    closed.countDown();
    shards.ifPresent(ShardManager::shutdown);
  }

  void close() {
    leave();
    shards.ifPresent(
        manager -> {
          for (JDA jda : manager.getShardCache()) {
            await(jda);
          }
        });
  }

  private static void await(JDA jda) {
    try {
      if (!jda.awaitShutdown(STOPPING)) {
        jda.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void connect(SupervisedThread self) {
    Duration pause = patience.again();
    int tries = 0;
    boolean waited = false;
    try {
      while (!closing() && condition.stopped().isEmpty() && shards.isEmpty()) {
        self.expect(ATTEMPT);
        Duration wait = tried(waited);
        waited = !wait.isZero();
        if (shards.isPresent()) {
          return;
        }
        Duration longer = wait.compareTo(pause) > 0 ? wait : pause;
        self.expect(longer.plus(ATTEMPT));
        if (closed.await(longer.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        tries++;
        if (tries > STEADY_TRIES) {
          Duration twice = pause.multipliedBy(2);
          pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * How long Discord wants us to wait before another try.
   *
   * @param waited whether we have waited as it wanted
   */
  private Duration tried(boolean waited) {
    try {
      IdentifyBudget.Allowed allowed = budget.ask();
      if (!allowed.now(waited)) {
        condition.disconnected("waiting, since few starts are left today");
        LOG.warn("Discord allows {} more starts; waiting {}", allowed.left(), allowed.pause());
        return allowed.pause();
      }
      shards = Optional.of(build());
      long failures = unreachable.over();
      if (failures > 0) {
        LOG.info("Discord can be reached again, after {} attempts that failed", failures);
      }
      if (closing()) {
        leave();
      }
    } catch (InvalidTokenException e) {
      condition.stop("401: discord.token is not valid");
      LOG.error("Discord is off: discord.token is not valid. The watch goes on without it.");
    } catch (RuntimeException e) {
      condition.disconnected("Discord cannot be reached");
      if (unreachable.again()) {
        LOG.warn(
            "Discord cannot be reached and is tried again (attempt {}): {}",
            unreachable.times(),
            UntrustedText.log(e.toString()));
      }
    }
    return Duration.ZERO;
  }

  private ShardManager build() {
    OkHttpClient.Builder http =
        new OkHttpClient.Builder()
            .eventListener(departures)
            .addInterceptor(new CallGuard(supervisor))
            .addInterceptor(new WaitBound())
            .addInterceptor(new AnswerOrigin())
            .followRedirects(false)
            .callTimeout(patience.call())
            .connectTimeout(Duration.ofSeconds(10));
    return DefaultShardManagerBuilder.createLight(
            settings.token().orElseThrow().reveal(), EnumSet.noneOf(GatewayIntent.class))
        .setRestConfig(
            new RestConfig()
                .setBaseUrl(settings.baseUrl().toString())
                .setRateLimiterFactory(windows::limiter))
        .setSessionController(address)
        .setHttpClientBuilder(http)
        .setCompression(Compression.NONE)
        .enableCache(CacheFlag.MEMBER_OVERRIDES) // a caller's rights depend on them
        .setMemberCachePolicy(MemberCachePolicy.NONE)
        .setChunkingFilter(ChunkingFilter.NONE)
        .setEventPool(events(), true)
        .setCallbackPool(callbacks(), true)
        .setEnableShutdownHook(false)
        .addEventListeners(listeners.toArray())
        .build();
  }

  /**
   * In place of the pool that the whole process shares: connecting itself waits for a callback, so
   * whatever holds the shared threads would keep Discord away. JDA ends the pool before it fails
   * the calls that still wait; those callbacks run on the thread that fails them.
   */
  private ExecutorService callbacks() {
    return new ThreadPoolExecutor(
        CALLBACKS,
        CALLBACKS,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        supervisor.pool("discord-callbacks"),
        (callback, pool) -> callback.run());
  }

  /** One, so that a server that sends us away and takes us back is heard in this order. */
  private ExecutorService events() {
    return Executors.newSingleThreadExecutor(supervisor.pool("discord-events"));
  }
}
