package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import kpwatch.command.AccessList;
import kpwatch.command.Desk;
import kpwatch.config.Secret;
import kpwatch.dispatch.Dispatcher;
import kpwatch.dispatch.Pace;
import kpwatch.notify.Notification;
import kpwatch.notify.Recipient;
import kpwatch.notify.Sign;
import kpwatch.storage.Database;
import kpwatch.storage.RoundOf;
import kpwatch.storage.SqlNotes;
import kpwatch.storage.SqlOutbox;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.storage.SqlWatchStore;
import kpwatch.storage.Waiting;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import kpwatch.supervision.Supervisor;
import kpwatch.testkit.Unattended;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeDiscord;
import kpwatch.testkit.discord.FakeGuild;
import kpwatch.testkit.discord.FakeRole;
import kpwatch.testkit.discord.SteppedClock;
import kpwatch.testkit.discord.StoredMessage;
import kpwatch.watch.WatchState;
import net.dv8tion.jda.api.JDA;

/**
 * The bot on a Discord of its own, with a clock that is stepped, real storage, and a dispatcher
 * that is run by hand.
 */
final class Scene implements AutoCloseable {
  static final Duration SOON = Duration.ofSeconds(30);
  private static final Patience SHORT =
      new Patience(Duration.ofSeconds(6), Duration.ofMillis(1500), Duration.ofMillis(50));

  final SteppedClock clock = new SteppedClock();
  final FakeDiscord discord = new FakeDiscord(clock);
  final Database database = Database.inMemory();
  final SqlSubscriptions subscriptions = new SqlSubscriptions(database);
  final SqlWatchStore store = new SqlWatchStore(database, subscriptions);
  final SqlOutbox outbox = new SqlOutbox(database, subscriptions);
  final SqlNotes notes = new SqlNotes(database);
  final Supervisor supervisor = new Supervisor(code -> {}, System::nanoTime);
  private List<String> allowed = List.of(AccessList.EVERYBODY);
  DiscordBot bot = newBot(discord.token(), SHORT);
  Dispatcher dispatcher = newDispatcher();
  private Supplier<WatchState> present =
      () -> RoundOf.at(Instant.parse("2026-03-02T03:00:00Z")).round().state();

  /** Connected and with its commands registered. */
  static Scene connected() {
    Scene scene = new Scene();
    scene.connect();
    return scene;
  }

  Scene() {
    LogText.keep();
  }

  void connect() {
    bot.start(desk());
    await(() -> sign("Discord gateway").well(), "no connection");
    await(() -> notes.find("discord/commands").isPresent(), "no commands");
  }

  /** What the desk knows of the watch, or how it fails. */
  void present(Supplier<WatchState> other) {
    present = other;
  }

  /** Another bot on the same database, not started yet; the one before is closed. */
  void another(String token, Patience patience) {
    dispatcher.close();
    bot.close();
    bot = newBot(token, patience);
    dispatcher = newDispatcher();
  }

  /** A new process: nothing is left but the database. */
  void restart() {
    another(discord.token(), SHORT);
    connect();
  }

  /** A new process in which only these may use the bot. */
  void restartAllowing(String... homes) {
    allowed = List.of(homes);
    restart();
  }

  /** The same, and Discord answers, but the gateway has not told everything yet. */
  void restartHalfway() {
    another(discord.token(), SHORT);
    bot.start(desk());
    await(() -> bot.messenger().answers(), "no answer");
  }

  /** A guild that the bot has heard of. */
  FakeGuild guild() {
    FakeGuild guild = discord.world().guild("Watchers");
    await(() -> heard(jda -> jda.getGuildById(guild.id())), "the guild was not heard of");
    return guild;
  }

  /** A channel in a guild of its own that the bot has heard of. */
  FakeChannel alerts() {
    return channel(guild(), "alerts");
  }

  FakeChannel channel(FakeGuild guild, String name) {
    FakeChannel channel = guild.text(name);
    await(() -> known(channel), "the channel was not heard of");
    return channel;
  }

  boolean known(FakeChannel channel) {
    return heard(jda -> jda.getGuildChannelById(channel.id()));
  }

  boolean role(FakeRole role) {
    return heard(jda -> jda.getRoleById(role.id()));
  }

  /** A subscribed channel, active from now on. */
  Subscription subscribe(FakeGuild guild, FakeChannel channel, Wishes wishes) {
    Subscription subscription =
        new Subscription(
            ref(channel),
            Long.toString(guild.id()),
            wishes,
            Optional.empty(),
            Standing.active(clock.instant()));
    subscriptions.put(subscription, List.of(), clock.instant());
    return subscription;
  }

  Standing standing(FakeChannel channel) {
    return subscriptions.find(ref(channel)).orElseThrow().standing();
  }

  void awaitState(FakeChannel channel, Standing.State state) {
    await(() -> standing(channel).state() == state, "not " + state + ": " + standing(channel));
  }

  /** Puts it in the outbox, at the scene's time. */
  void say(Notification notification, Recipient... to) {
    store.commit(RoundOf.at(clock.instant()).post(notification, Arrays.asList(to)).round());
  }

  void run() {
    dispatcher.runDue();
  }

  /** Runs what is due and steps on, until nothing is left or the time is over. */
  void runFor(Duration time, Duration step) {
    for (Duration passed = Duration.ZERO; passed.compareTo(time) <= 0; passed = passed.plus(step)) {
      run();
      clock.step(step);
    }
  }

  List<StoredMessage> messages(FakeChannel channel) {
    return discord.messages(channel);
  }

  /** Posts to a channel that Discord was asked for, whatever came of them. */
  long posts(FakeChannel channel) {
    return discord.requests().stream()
        .filter(asked -> asked.is("POST", "/channels/" + channel.id() + "/messages"))
        .count();
  }

  /** How many deliveries wait, in words. */
  String waiting() {
    return new Waiting(database).signs(clock.instant()).get(0).text();
  }

  List<Sign> signs() {
    return bot.pulse().signs(clock.instant());
  }

  Sign sign(String name) {
    return signs().stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElse(new Sign(name, false, Sign.Harm.PAST, "absent"));
  }

  void await(BooleanSupplier looksRight, String otherwise) {
    discord.await(looksRight, SOON, otherwise);
  }

  static ChannelRef ref(FakeChannel channel) {
    return new ChannelRef("discord", Long.toString(channel.id()));
  }

  Desk desk() {
    return Desks.of(database, subscriptions, () -> present.get(), now -> bot.pulse().signs(now));
  }

  @Override
  public void close() {
    dispatcher.close();
    bot.close();
    discord.close();
    database.close();
    assertThat(LogText.takeAll()).as("no line of any log").doesNotContain(discord.token());
  }

  private boolean heard(Function<JDA, Object> of) {
    return bot.connection.any().map(of).isPresent();
  }

  private DiscordBot newBot(String token, Patience patience) {
    DiscordSettings settings =
        new DiscordSettings(
            Optional.of(new Secret(token)), URI.create(discord.baseUrl()), Optional.empty());
    return new DiscordBot(
        settings,
        subscriptions,
        notes,
        new AccessList(allowed, notes),
        clock,
        supervisor,
        patience);
  }

  private Dispatcher newDispatcher() {
    return new Dispatcher(
        outbox, bot.messenger(), clock, Pace.USUAL, Runnable::run, Unattended.supervisor());
  }
}
