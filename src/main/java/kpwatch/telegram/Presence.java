package kpwatch.telegram;

import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMember;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberAdministrator;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberRestricted;

/** What the bot is in a chat. Statuses: https://core.telegram.org/bots/api#chatmember. */
enum Presence {
  ABSENT,
  /** There, and may not send messages. */
  SILENT,
  POSTING;

  static Presence of(ChatMember member) {
    if (member instanceof ChatMemberAdministrator admin) {
      // Only administrators of channels have this right or lack it.
      return Boolean.FALSE.equals(admin.getCanPostMessages()) ? SILENT : POSTING;
    }
    if (member instanceof ChatMemberRestricted restricted) {
      if (Boolean.FALSE.equals(restricted.getIsMember())) {
        return ABSENT;
      }
      return Boolean.TRUE.equals(restricted.getCanSendMessages()) ? POSTING : SILENT;
    }
    return switch (member.getStatus()) {
      case "creator", "member" -> POSTING;
      default -> ABSENT;
    };
  }

  /** Whether it may also write in topics that are closed. */
  static boolean managesTopics(ChatMember member) {
    return member instanceof ChatMemberAdministrator admin
        && Boolean.TRUE.equals(admin.getCanManageTopics());
  }
}
