package kpwatch.telegram;

import java.util.ArrayList;
import java.util.Optional;
import kpwatch.telegram.Answer.Ok;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChat;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChatAdministrators;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChatMember;
import org.telegram.telegrambots.meta.api.objects.ChatPermissions;
import org.telegram.telegrambots.meta.api.objects.chat.ChatFullInfo;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMember;

/** Asks Telegram who may do what. Nothing is remembered: rights change. */
final class Rights {
  private final BotApi api;
  private final Self self;

  Rights(BotApi api, Self self) {
    this.api = api;
    this.self = self;
  }

  /** Whether somebody decides what is posted in a chat. */
  enum Decision {
    YES,
    NO,
    /** Telegram does not say now. */
    UNKNOWN
  }

  /**
   * Whether somebody may decide what is posted: an administrator; in a channel one who may post.
   * Asking for one member is only sure to work where the bot is an administrator itself
   * (https://core.telegram.org/bots/api#getchatmember), so the list of administrators is asked
   * next, unless Telegram asks to wait or is in trouble.
   */
  Decision decides(long chat, long user) {
    Answer<ChatMember> asked = api.call(new GetChatMember(Long.toString(chat), user));
    if (asked instanceof Ok<ChatMember> ok) {
      return decides(ok.result()) ? Decision.YES : Decision.NO;
    }
    if (!isDefinite(asked)) {
      return Decision.UNKNOWN;
    }
    Answer<ArrayList<ChatMember>> admins = api.call(new GetChatAdministrators(Long.toString(chat)));
    if (admins instanceof Ok<ArrayList<ChatMember>> ok) {
      boolean listed =
          ok.result().stream().anyMatch(m -> m.getUser().getId() == user && decides(m));
      return listed ? Decision.YES : Decision.NO;
    }
    return isDefinite(admins) ? Decision.NO : Decision.UNKNOWN;
  }

  /** Whether asking again soon would bring the same: yes, or a refusal that is no trouble. */
  static boolean isDefinite(Answer<?> answer) {
    return answer instanceof Ok<?>
        || (answer instanceof Answer.Refused<?> refused
            && (refused.code() == 400 || refused.code() == 403));
  }

  private static boolean decides(ChatMember member) {
    return switch (member.getStatus()) {
      case "creator" -> true;
      case "administrator" -> Presence.of(member) == Presence.POSTING;
      default -> false;
    };
  }

  /** What the bot is there; empty if Telegram does not say. */
  Optional<Presence> ours(long chat) {
    Answer<ChatMember> asked = api.call(new GetChatMember(Long.toString(chat), self.id()));
    if (!(asked instanceof Ok<ChatMember> ok)) {
      return asked instanceof Answer.Refused<?> refused && refused.code() == 403
          ? Optional.of(Presence.ABSENT)
          : Optional.empty();
    }
    boolean plain = ok.result().getStatus().equals("member") && chat < 0;
    return Optional.of(plain && membersAreMute(chat) ? Presence.SILENT : Presence.of(ok.result()));
  }

  /** The bot's own membership; empty if Telegram does not say. */
  Optional<ChatMember> us(long chat) {
    return api.call(new GetChatMember(Long.toString(chat), self.id())) instanceof Ok<ChatMember> ok
        ? Optional.of(ok.result())
        : Optional.empty();
  }

  private boolean membersAreMute(long chat) {
    return chat(Long.toString(chat)) instanceof Ok<ChatFullInfo> ok
        && Optional.ofNullable(ok.result().getPermissions())
            .map(ChatPermissions::getCanSendMessages)
            .filter(may -> !may)
            .isPresent();
  }

  /**
   * A chat that the bot can see.
   *
   * @param name its id, or the @name of a public one
   */
  Answer<ChatFullInfo> chat(String name) {
    return api.call(new GetChat(name));
  }
}
