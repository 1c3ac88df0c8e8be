package kpwatch.telegram;

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

  /** The chat of an update, if it is not allowed. Asks nobody. */
  Optional<Chat> refused(Update update) {
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

  /**
   * Says one line where somebody can read it.
   *
   * @param asked whether somebody said something, and the bot did not only come into the chat
   * @return whether there is a line on its way
   */
  boolean tells(Chat chat, boolean asked) {
    String home = Long.toString(chat.getId());
    if (chat.isUserChat()) {
      return asked && say(chat, AccessRefusal.person(Destination.PLATFORM, home));
    }
    return !chat.isChannelChat() && say(chat, AccessRefusal.group(Destination.PLATFORM, home));
  }

  /** Leaves a group or channel; a person is no chat to be left. */
  void leaves(Chat chat) {
    if (chat.isUserChat()) {
      return;
    }
    if (logged.due("any chat", clock.instant())) {
      LOG.info("leaving {}, which is not in access.allow; said once a day", chat.getId());
    }
    Answer<Boolean> unused = api.call(new LeaveChat(Long.toString(chat.getId())));
  }

  private boolean say(Chat chat, Reply line) {
    boolean due = notice.due(Long.toString(chat.getId()), clock.instant());
    if (due) {
      replies.say(Destination.of(chat.getId()), Replies.Said.of(line), true, Optional.empty());
    }
    return due;
  }

  /** The news that a group became a supergroup may come later, or may have been missed. */
  boolean tookThePlaceOfAnAllowedOne(Chat chat) {
    String home = Long.toString(chat.getId());
    if (!home.startsWith(SUPERGROUP)) {
      return false;
    }
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
