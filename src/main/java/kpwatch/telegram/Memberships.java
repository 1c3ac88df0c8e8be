package kpwatch.telegram;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import kpwatch.command.Access;
import kpwatch.command.Subscribers;
import kpwatch.notify.Sign;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Standing.State;
import kpwatch.subscription.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMember;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberUpdated;

/**
 * Keeps the subscriptions true to what happens to the bot in chats. Wishes are kept when it is sent
 * away and hold again when it returns; only what can never return is forgotten.
 */
final class Memberships {
  private static final Logger LOG = LoggerFactory.getLogger(Memberships.class);

  /** The first pause before a chat that refused is tried again; doubled up to about an hour. */
  private static final Duration RETRY = Duration.ofMinutes(1);

  private static final int MOST_DOUBLINGS = 6;

  /** Nothing is heard while chats are looked at after a start. */
  private static final Duration LOOKING = Duration.ofMinutes(2);

  private final Map<ChannelRef, Integer> retries = new ConcurrentHashMap<>();
  private final Subscribers subscribers;
  private final Greetings greetings;
  private final Rights rights;
  private final Access access;
  private final InstantSource clock;

  Memberships(
      Subscribers subscribers,
      Greetings greetings,
      Rights rights,
      Access access,
      InstantSource clock) {
    this.subscribers = subscribers;
    this.greetings = greetings;
    this.rights = rights;
    this.access = access;
    this.clock = clock;
  }

  /** https://core.telegram.org/bots/api#chatmemberupdated, about the bot itself. */
  void changed(ChatMemberUpdated change) {
    Chat chat = change.getChat();
    Presence before = Presence.of(change.getOldChatMember());
    Presence now = Presence.of(change.getNewChatMember());
    boolean back = stands(chat.getId(), chat.isUserChat(), now);
    if (Presence.managesTopics(change.getNewChatMember())) {
      of(chat.getId()).forEach(s -> wakes(s, Absence.TOPIC_CLOSED));
    }
    if (now == Presence.ABSENT) {
      return;
    }
    if (chat.isChannelChat()) {
      if (before != Presence.POSTING) {
        greetings.inChannel(change, now, back);
      }
    } else if (before == Presence.ABSENT && now == Presence.POSTING) {
      greetings.here(chat, back);
    }
  }

  /** Whether a subscription became active by it. */
  private boolean stands(long chat, boolean person, Presence presence) {
    boolean back = false;
    for (Subscription subscription : of(chat)) {
      Standing standing = subscription.standing();
      boolean away = standing.state() == State.GONE && Absence.endsWithReturn(standing.reason());
      switch (presence) {
        case ABSENT -> {
          if (standing.state() != State.GONE) {
            put(subscription, State.GONE, person ? Absence.BLOCKED : Absence.REMOVED);
          }
        }
        case SILENT -> {
          if (away || standing.isActive()) {
            put(subscription, State.PAUSED, Absence.MAY_NOT_POST);
          }
        }
        case POSTING -> {
          boolean silent = standing.reason().equals(Absence.MAY_NOT_POST);
          if (away || silent || Absence.isRefusal(standing.reason())) {
            put(subscription, Standing.active(clock.instant()));
            back = true;
          }
        }
      }
    }
    return back;
  }

  private void put(Subscription subscription, State state, String reason) {
    put(subscription, new Standing(state, reason, clock.instant()));
  }

  /** Unless it stands otherwise by now, as after an {@code /unsubscribe}. */
  private void put(Subscription read, Standing next) {
    subscribers.standing(read.channel(), read.standing(), next);
  }

  private void wakes(Subscription subscription, String reason) {
    if (subscription.standing().reason().equals(reason)) {
      put(subscription, Standing.active(clock.instant()));
    }
  }

  /** Whether a message tells of the chat itself: https://core.telegram.org/bots/api#message. */
  static boolean isNews(org.telegram.telegrambots.meta.api.objects.message.Message message) {
    return message.getMigrateToChatId() != null
        || message.getMigrateFromChatId() != null
        || message.getForumTopicClosed() != null
        || message.getForumTopicReopened() != null;
  }

  /** A message that tells of the chat itself. */
  void heard(org.telegram.telegrambots.meta.api.objects.message.Message message) {
    if (message.getMigrateToChatId() != null) {
      moved(message.getChatId(), message.getMigrateToChatId());
    } else if (message.getMigrateFromChatId() != null) {
      moved(message.getMigrateFromChatId(), message.getChatId());
    } else if (message.getForumTopicClosed() != null) {
      subscribers
          .find(Questions.here(message).ref())
          .filter(s -> s.standing().isActive())
          .filter(s -> !mayWriteInClosedTopics(message.getChatId()))
          .ifPresent(s -> put(s, State.PAUSED, Absence.TOPIC_CLOSED));
    } else if (message.getForumTopicReopened() != null) {
      subscribers
          .find(Questions.here(message).ref())
          .ifPresent(s -> wakes(s, Absence.TOPIC_CLOSED));
    }
  }

  private boolean mayWriteInClosedTopics(long chat) {
    Optional<ChatMember> us = rights.us(chat);
    return us.filter(Presence::managesTopics).isPresent();
  }

  private void moved(long from, long to) {
    Destination next = Destination.of(to);
    access.moved(Destination.PLATFORM, Long.toString(from), next.home());
    subscribers.moved(Destination.of(from).ref(), next.ref(), next.home(), clock.instant());
  }

  /** What a refusal tells of the chat, beyond the message that was refused. */
  void after(Answer.Refused<?> refused, Destination in) {
    refused.movedTo().ifPresent(to -> moved(in.chat(), to));
    if (Verdict.isForEver(refused)) {
      LOG.info("{} is gone for good and forgotten: {}", in, refused.description());
      of(in.chat()).forEach(s -> subscribers.remove(s.channel(), clock.instant()));
    }
    if (Verdict.isOfTheTopic(refused) && in.topic().isPresent()) {
      greetings.topicWaits(in);
    }
  }

  /** Looks at paused groups and channels again: a change of rights may have been missed. */
  void recheck() {
    look(standing -> standing.reason().equals(Absence.MAY_NOT_POST));
    retry();
  }

  /**
   * Lets chats that refused for a reason that is not known be tried again, after growing pauses: no
   * question to Telegram tells whether the reason has gone.
   */
  void retry() {
    for (Subscription subscription : refusing()) {
      ChannelRef chat = subscription.channel();
      int before = retries.getOrDefault(chat, 0);
      Duration pause = RETRY.multipliedBy(1L << Math.min(before, MOST_DOUBLINGS));
      if (!clock.instant().isBefore(subscription.standing().since().plus(pause))) {
        retries.put(chat, before + 1);
        subscribers.standing(chat, Standing.active(clock.instant()));
      }
    }
  }

  /** A chat takes messages. */
  void took(Destination chat) {
    retries.remove(chat.ref());
  }

  /** That chats refuse messages for a reason that is not known; empty: none does. */
  Optional<Sign> sign() {
    List<Subscription> refusing = refusing();
    return refusing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Sign(
                "Telegram chats",
                false,
                Sign.Harm.ALERTS_WAIT,
                refusing.size()
                    + " wait and are tried again: "
                    + refusing.get(0).standing().reason()));
  }

  private List<Subscription> refusing() {
    return subscribers.all().stream()
        .filter(s -> s.channel().platform().equals(Destination.PLATFORM))
        .filter(s -> s.standing().state() == State.PAUSED)
        .filter(s -> Absence.isRefusal(s.standing().reason()))
        .toList();
  }

  /**
   * Looks at groups and channels that the bot was not in: Telegram keeps updates for a day, so a
   * return may have been missed while the program did not run.
   */
  void afterAbsence() {
    look(standing -> Absence.endsWithReturn(standing.reason()));
  }

  /** The latest to go first, and only for a time: strangers decide how many chats there are. */
  private void look(Predicate<Standing> which) {
    Instant end = clock.instant().plus(LOOKING);
    subscribers.all().stream()
        .filter(s -> s.channel().platform().equals(Destination.PLATFORM))
        .filter(s -> which.test(s.standing()))
        .sorted(Comparator.comparing((Subscription s) -> s.standing().since()).reversed())
        .map(s -> Long.parseLong(s.home()))
        .filter(chat -> chat < 0)
        .distinct()
        .takeWhile(chat -> clock.instant().isBefore(end))
        .forEach(chat -> rights.ours(chat).ifPresent(now -> stands(chat, false, now)));
  }

  private List<Subscription> of(long chat) {
    return subscribers.of(Destination.PLATFORM, Long.toString(chat));
  }
}
