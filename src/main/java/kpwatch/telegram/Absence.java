package kpwatch.telegram;

import java.util.Set;

/** Why a chat cannot be posted to, in words for its managers. */
final class Absence {
  static final String BLOCKED = "the bot was blocked there";
  static final String REMOVED = "the bot is not in the chat any more";
  static final String NOT_STARTED = "nobody has pressed Start there yet";
  static final String NOT_FOUND = "Telegram does not find the chat";
  static final String NO_TOPIC = "the topic is no more; /subscribe in another one";
  static final String TOPIC_CLOSED = "the topic is closed";
  static final String MAY_NOT_POST = "the bot may not send messages there";

  /** For reasons that are not known here, as Telegram has more than it tells of. */
  private static final String REFUSED = "Telegram refuses messages there for now";

  private static final int LONGEST = 60;

  /** What ends when the bot is let in again; an unsubscription does not. */
  private static final Set<String> ENDS_WITH_RETURN =
      Set.of(BLOCKED, REMOVED, NOT_STARTED, NOT_FOUND);

  private Absence() {}

  static boolean endsWithReturn(String reason) {
    return ENDS_WITH_RETURN.contains(reason);
  }

  /** A refusal that is not known: it may end by itself, so it is tried again. */
  static String refused(Answer.Refused<?> answer) {
    String words = answer.description().replace("Bad Request: ", "").replace("Forbidden: ", "");
    return REFUSED + " (" + words.substring(0, Math.min(LONGEST, words.length())) + ")";
  }

  static boolean isRefusal(String reason) {
    return reason.startsWith(REFUSED);
  }
}
