package kpwatch.app;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kpwatch.app.Transcript.Allowance;
import kpwatch.app.Transcript.Quirk;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import kpwatch.testkit.discord.Asked;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeDiscord;
import kpwatch.testkit.discord.FakeGuild;
import kpwatch.testkit.discord.Permissions;
import kpwatch.testkit.discord.Scope;
import kpwatch.testkit.discord.StoredMessage;
import kpwatch.testkit.telegram.FakeTelegram;
import kpwatch.testkit.telegram.Person;
import kpwatch.testkit.telegram.Place;
import kpwatch.testkit.telegram.Seen;

/**
 * Subscribed channels on both platforms, and what goes wrong in each of them: a server in trouble,
 * a limit, a channel that is closed at first, a card that is deleted, one that takes no edits, a
 * message that is refused, a bot that was sent away.
 */
final class Newsstand implements AutoCloseable {
  /** Why a message is refused. */
  static final String DISLIKED = "Bad Request: message text is empty";

  private static final Duration LIMIT = Duration.ofMillis(500);

  private final InstantSource clock;
  private final FakeDiscord discord;
  private final FakeGuild guild;
  private final FakeChannel alerts;
  private final FakeChannel closed;
  private final FakeChannel tidied;
  private final FakeChannel frozen;
  private final FakeTelegram telegram;
  private final Place chat;
  private final Place group;
  private final Place left;
  private boolean deleted;

  Newsstand(InstantSource clock) {
    this.clock = clock;
    discord = new FakeDiscord(clock);
    guild = discord.world().guild("Watchers");
    alerts = guild.text("alerts");
    closed = guild.text("closed");
    tidied = guild.text("tidied");
    frozen = guild.text("frozen");
    telegram = new FakeTelegram(clock);
    Person reader = telegram.world().person("Reader");
    chat = telegram.world().privateChat(reader);
    group = telegram.world().supergroup("Ops", reader);
    left = telegram.world().supergroup("Left", reader);
    telegram.people().starts(reader, "");
    telegram.people().addsBot(reader, group);
    telegram.people().addsBot(reader, left);
    closed.deny(guild.botRole(), Permissions.SEND_MESSAGES);
    troubleInDiscord();
    troubleInTelegram();
  }

  private void troubleInDiscord() {
    var trouble = kpwatch.testkit.discord.Fault.status(500);
    var limit = kpwatch.testkit.discord.Fault.rateLimited(Scope.USER, LIMIT);
    var freezes = kpwatch.testkit.discord.Fault.error(400, 30046, "Maximum number of edits");
    discord.faults().next(1, asked -> Said.posts(asked, alerts), trouble);
    discord.faults().next(1, asked -> edits(asked, alerts), trouble);
    discord.faults().next(1, asked -> updates(asked, frozen), limit);
    discord.faults().next(1, asked -> edits(asked, frozen), freezes);
  }

  private static boolean edits(Asked asked, FakeChannel channel) {
    return asked.is("PATCH", "/channels/" + channel.id() + "/messages/*");
  }

  private static boolean updates(Asked asked, FakeChannel channel) {
    return Said.posts(asked, channel)
        && asked.body().has("message_reference")
        && !asked.body().path("content").asText().contains("ENDED");
  }

  private void troubleInTelegram() {
    var trouble = kpwatch.testkit.telegram.Fault.error(500, "Internal Server Error");
    var limit = kpwatch.testkit.telegram.Fault.tooMany(3);
    var disliked = kpwatch.testkit.telegram.Fault.error(400, DISLIKED);
    var away = kpwatch.testkit.telegram.Fault.error(403, "Forbidden: bot was kicked");
    telegram.faults().next(1, seen -> posts(seen, chat), trouble);
    telegram.faults().next(1, seen -> posts(seen, group), limit);
    telegram.faults().next(1, seen -> updates(seen, group), disliked);
    telegram.faults().next(Integer.MAX_VALUE, seen -> posts(seen, left), away);
  }

  private static boolean posts(Seen seen, Place place) {
    return seen.method().equals("sendMessage")
        && seen.isTo(place)
        && seen.parameter("text").contains(" · update ");
  }

  private static boolean updates(Seen seen, Place place) {
    return posts(seen, place)
        && seen.parameters().containsKey("reply_parameters")
        && !seen.parameter("text").contains("ENDED");
  }

  List<String> settings() {
    return List.of(
        "discord.token = " + discord.token(),
        "discord.base-url = " + discord.baseUrl(),
        "telegram.token = " + telegram.token(),
        "telegram.base-url = " + telegram.baseUrl());
  }

  void subscribe(SqlSubscriptions subscriptions) {
    inDiscord().forEach(c -> subscribe(subscriptions, ref(c), guild.id()));
    inTelegram().forEach(p -> subscribe(subscriptions, ref(p), p.id()));
  }

  private void subscribe(SqlSubscriptions subscriptions, ChannelRef channel, long home) {
    Wishes all = new Wishes(Level.ALL, Optional.empty(), Wishes.Detail.FULL, Optional.empty());
    Standing active = Standing.active(clock.instant());
    subscriptions.put(
        new Subscription(channel, Long.toString(home), all, Optional.empty(), active),
        List.of(),
        clock.instant());
  }

  /** A moderator removes the first message of a channel, once. */
  void tidy() {
    List<StoredMessage> there = discord.messages(tidied);
    if (!deleted && !there.isEmpty()) {
      discord.delete(there.get(0));
      deleted = true;
    }
  }

  /** The closed channel may be posted to from now on. */
  void open() {
    closed.inherit(guild.botRole());
  }

  private List<FakeChannel> inDiscord() {
    return List.of(alerts, closed, tidied, frozen);
  }

  private List<Place> inTelegram() {
    return List.of(chat, group, left);
  }

  private static ChannelRef ref(FakeChannel channel) {
    return new ChannelRef("discord", Long.toString(channel.id()));
  }

  private static ChannelRef ref(Place place) {
    return new ChannelRef("telegram", Long.toString(place.id()));
  }

  /**
   * What is wrong with what was told, in words.
   *
   * @param deliveries as they are stored
   * @param doubts of each death, the channels to which something was on its way
   */
  List<String> faults(List<Map<String, Object>> deliveries, List<Set<ChannelRef>> doubts) {
    List<String> faults = new ArrayList<>();
    boolean died = !doubts.isEmpty();
    for (FakeChannel channel : inDiscord()) {
      Quirk quirk =
          channel == tidied
              ? Quirk.DELETES
              : channel == frozen && died ? Quirk.FREEZES : Quirk.NONE;
      faults.addAll(
          new Transcript(
                  ref(channel), Said.in(discord, channel), deliveries, new Allowance(0, quirk))
              .faults());
    }
    for (Place place : inTelegram()) {
      ChannelRef ref = ref(place);
      Quirk quirk = place == group ? Quirk.REFUSES : place == left ? Quirk.SHUT : Quirk.NONE;
      int doubtful = (int) doubts.stream().filter(d -> d.contains(ref)).count();
      faults.addAll(
          new Transcript(ref, Said.in(telegram, place), deliveries, new Allowance(doubtful, quirk))
              .faults());
    }
    return faults;
  }

  @Override
  public void close() {
    discord.close();
    telegram.close();
  }
}
