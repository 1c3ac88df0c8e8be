package kpwatch.testkit.telegram;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * A right of an administrator or of a restricted member; {@code PIN_MESSAGES} is {@code
 * can_pin_messages} on the wire. Source: https://core.telegram.org/bots/api#chatmemberadministrator
 * and #chatmemberrestricted.
 */
public enum Right {
  MANAGE_CHAT,
  DELETE_MESSAGES,
  MANAGE_VIDEO_CHATS,
  RESTRICT_MEMBERS,
  PROMOTE_MEMBERS,
  POST_STORIES,
  EDIT_STORIES,
  DELETE_STORIES,
  POST_MESSAGES,
  EDIT_MESSAGES,
  MANAGE_DIRECT_MESSAGES,
  MANAGE_TAGS,
  CHANGE_INFO,
  INVITE_USERS,
  PIN_MESSAGES,
  MANAGE_TOPICS,
  SEND_MESSAGES,
  SEND_AUDIOS,
  SEND_DOCUMENTS,
  SEND_PHOTOS,
  SEND_VIDEOS,
  SEND_VIDEO_NOTES,
  SEND_VOICE_NOTES,
  SEND_POLLS,
  SEND_OTHER_MESSAGES,
  ADD_WEB_PAGE_PREVIEWS,
  REACT_TO_MESSAGES,
  EDIT_TAG;

  /** What an administrator can have, other than in a channel. */
  static final Set<Right> OF_GROUP_ADMINS = EnumSet.range(MANAGE_CHAT, DELETE_STORIES);

  /** What a restricted member can have; also what a group allows its members. */
  static final Set<Right> OF_MEMBERS = EnumSet.range(CHANGE_INFO, EDIT_TAG);

  static {
    OF_GROUP_ADMINS.addAll(
        EnumSet.of(MANAGE_TAGS, CHANGE_INFO, INVITE_USERS, PIN_MESSAGES, MANAGE_TOPICS));
  }

  /** What an administrator of such a chat can have. */
  static Set<Right> ofAdmins(Place.Kind kind) {
    Set<Right> rights = EnumSet.copyOf(OF_GROUP_ADMINS);
    if (kind == Place.Kind.CHANNEL) {
      rights.removeAll(EnumSet.of(PIN_MESSAGES, MANAGE_TOPICS, MANAGE_TAGS));
      rights.addAll(EnumSet.of(POST_MESSAGES, EDIT_MESSAGES, MANAGE_DIRECT_MESSAGES));
    } else if (kind == Place.Kind.GROUP) {
      rights.remove(MANAGE_TOPICS);
    }
    return rights;
  }

  String field() {
    return "can_" + name().toLowerCase(Locale.ROOT);
  }
}
