package kpwatch.telegram;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import kpwatch.command.Access;
import kpwatch.command.AccessRefusal;
import kpwatch.command.DailyNotice;
import kpwatch.command.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChat;
import org.telegram.telegrambots.meta.api.methods.groupadministration.LeaveChat;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/**
 * Keeps updates out that come from chats which are not allowed. A person reads one line a day, a
 * group one line before the bot leaves it; a channel is left without a word, since its readers
 * asked nothing.
 */
final class AccessGate {
  private static final Logger LOG = LoggerFactory.getLogger(AccessGate.class);

  /** Of the groups that are named, so many are asked at most whether they became this one. */
  private static final int GROUPS = 20;

  private static final String SUPERGROUP = "-100";

  /** So long the last line has before the bot leaves. */
  private static final Duration SPEECH = Duration.ofSeconds(2);

  private final Access access;
  private final BotApi api;
  private final Replies replies;
  private final InstantSource clock;
  private final DailyNotice notice = new DailyNotice();
  private final DailyNotice logged = new DailyNotice();

  AccessGate(Access access, BotApi api, Replies replies, InstantSource clock) {
    this.access = access;
    this.api = api;
    this.replies = replies;
    this.clock = clock;
  }

  /** Whether an update looks as if it came from a chat that is not allowed. Asks nobody. */
  boolean doubts(Update update) {
    return outside(update).isPresent();
  }

  /**
   * Deals with an update that was doubted, if its chat is allowed after all when its turn comes.
   *
   * @param admitted does it
   */
  Errand.Steps guarded(Update update, Errand.Steps admitted) {
    return new GuardedSteps(update, admitted);
  }

  private final class GuardedSteps implements Errand.Steps {
    private final Update update;
    private final Errand.Steps admitted;
    private boolean leaving;

    GuardedSteps(Update update, Errand.Steps admitted) {
      this.update = update;
      this.admitted = admitted;
    }

    @Override
    public Optional<Duration> step(Lateness lateness) {
      Optional<Chat> outside = outside(update);
      if (outside.isEmpty()) {
        return admitted.step(lateness);
      }
      Chat chat = outside.get();
      String home = Long.toString(chat.getId());
      if (chat.isUserChat()) {
        if (update.getMyChatMember() == null) {
          say(chat, AccessRefusal.person(Destination.PLATFORM, home));
        }
        return Optional.empty();
      }
      if (!leaving && home.startsWith(SUPERGROUP) && wasAllowed(home)) {
        return admitted.step(lateness);
      }
      if (!leaving
          && !chat.isChannelChat()
          && say(chat, AccessRefusal.group(Destination.PLATFORM, home))) {
        leaving = true;
        return Optional.of(SPEECH);
      }
      leave(home);
      return Optional.empty();
    }
  }

  private Optional<Chat> outside(Update update) {
    return chat(update).filter(chat -> !allows(chat.getId()) && !admitted(update));
  }

  private boolean allows(long chat) {
    return access.allows(Destination.PLATFORM, Long.toString(chat));
  }

  /** That the bot is gone is heard from everywhere, and so is the new id of an allowed group. */
  private boolean admitted(Update update) {
    if (update.getMyChatMember() != null) {
      return Presence.of(update.getMyChatMember().getNewChatMember()) == Presence.ABSENT;
    }
    return Optional.ofNullable(update.getMessage())
        .flatMap(message -> Optional.ofNullable(message.getMigrateFromChatId()))
        .filter(this::allows)
        .isPresent();
  }

  private static Optional<Chat> chat(Update update) {
    if (update.getMyChatMember() != null) {
      return Optional.of(update.getMyChatMember().getChat());
    }
    if (update.getCallbackQuery() != null) {
      return Optional.ofNullable(update.getCallbackQuery().getMessage()).map(m -> m.getChat());
    }
    Message message =
        update.getChannelPost() != null ? update.getChannelPost() : update.getMessage();
    return Optional.ofNullable(message).map(Message::getChat);
  }

  private void leave(String home) {
    if (logged.due("any chat", clock.instant())) {
      LOG.info("leaving {}, which is not in access.allow; said once a day", home);
    }
    Answer<Boolean> unused = api.call(new LeaveChat(home));
  }

  /** True if it is on its way. */
  private boolean say(Chat chat, Reply line) {
    boolean due = notice.due(Long.toString(chat.getId()), clock.instant());
    if (due) {
      replies.say(Destination.of(chat.getId()), Replies.Said.of(line), true, Optional.empty());
    }
    return due;
  }

  /** The news that a group became a supergroup may come later, or may have been missed. */
  private boolean wasAllowed(String home) {
    access.named(Destination.PLATFORM).stream()
        .filter(named -> named.startsWith("-") && !named.startsWith(SUPERGROUP))
        .limit(GROUPS)
        .filter(named -> becameThis(named, home))
        .forEach(named -> access.moved(Destination.PLATFORM, named, home));
    return access.allows(Destination.PLATFORM, home);
  }

  private boolean becameThis(String named, String home) {
    return api.call(new GetChat(named)) instanceof Answer.Refused<?> refused
        && refused.movedTo().map(to -> Long.toString(to)).equals(Optional.of(home));
  }
}
