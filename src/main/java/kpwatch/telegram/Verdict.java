package kpwatch.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.Delivery;
import kpwatch.notify.SendResult;
import kpwatch.telegram.Answer.Refused;

/**
 * What an answer of Telegram means for us, by the code first and then by the words, which change:
 * https://github.com/tdlib/telegram-bot-api/blob/master/telegram-bot-api/Client.cpp, read
 * 2026-11-23.
 */
final class Verdict {
  /** A chat that is not found is tried three times in a day before it counts as gone. */
  private static final Duration SEARCH = Duration.ofHours(12);

  private static final int SEARCHES = 2;

  /**
   * Words of refusals that say nothing of the chat's readiness: of the text, the buttons, the
   * message replied to, or another call. A chat that is not found is searched for by its own rule.
   */
  private static final List<String> OF_THE_MESSAGE =
      List.of(
          "too long",
          "TOO_LONG",
          "can't parse",
          "ENTIT",
          "text is empty",
          "must be non-empty",
          "MESSAGE_EMPTY",
          "not valid:",
          "BUTTON_",
          "REPLY_MARKUP",
          "reply markup",
          "replied",
          "REPLY_MESSAGE",
          "caption",
          "photo",
          "pinned",
          "query is too old",
          "chat not found");

  private Verdict() {}

  /** Whether a refusal is of the bot as a whole. */
  static boolean refusesTheBot(Refused<?> answer) {
    return answer.code() == 401
        || answer.code() == 421
        || (answer.code() == 404 && !answer.says("method not found"));
  }

  /** The chat will never come back. */
  static boolean isForEver(Refused<?> answer) {
    return answer.code() == 403
        && (answer.says("user is deactivated") || answer.says("group chat was deleted"));
  }

  static boolean isOfTheTopic(Refused<?> answer) {
    return answer.says("thread not found") || answer.says("TOPIC_CLOSED");
  }

  /** For a delivery that was refused. Whatever was in doubt before stays so. */
  static SendResult of(Refused<?> answer, Delivery delivery, Instant now) {
    boolean doubt = delivery.begun().isPresent();
    if (answer.code() == 400 && answer.says("chat not found")) {
      boolean searched =
          delivery.attempts() >= SEARCHES
              && !now.isBefore(delivery.notification().at().plus(SEARCH.multipliedBy(2)));
      return searched
          ? new SendResult.Gone(Absence.NOT_FOUND)
          : new SendResult.Failed(said(answer), Optional.of(SEARCH), doubt);
    }
    return of(answer, doubt);
  }

  static SendResult of(Refused<?> answer, boolean doubt) {
    if (refusesTheBot(answer)) {
      return new SendResult.Down(said(answer));
    }
    if (answer.code() >= 500 && answer.told().isEmpty()) {
      return new SendResult.Ill(said(answer), doubt);
    }
    if (answer.code() == 429 || answer.code() >= 500) {
      return new SendResult.Failed(said(answer), answer.told(), doubt);
    }
    if (answer.movedTo().isPresent()) {
      return new SendResult.Failed("the group is a supergroup now", Optional.empty(), doubt);
    }
    return answer.code() == 403 ? forbidden(answer) : bad(answer);
  }

  private static SendResult forbidden(Refused<?> answer) {
    if (answer.says("blocked by the user")) {
      return new SendResult.Gone(Absence.BLOCKED);
    }
    if (answer.says("initiate conversation")) {
      return new SendResult.Gone(Absence.NOT_STARTED);
    }
    if (answer.says("kicked") || answer.says("not a member") || isForEver(answer)) {
      return new SendResult.Gone(Absence.REMOVED);
    }
    return isOfOurRights(answer)
        ? new SendResult.Paused(Absence.MAY_NOT_POST)
        : new SendResult.Paused(Absence.refused(answer));
  }

  private static boolean isOfOurRights(Refused<?> answer) {
    boolean ofText = !answer.says("photos") && !answer.says("pinned");
    return (answer.says("not enough rights") && ofText)
        || answer.says("have no rights")
        || answer.says("have no write access")
        || answer.says("WRITE_FORBIDDEN")
        || answer.says("need administrator rights");
  }

  /**
   * Whether it is this message that is refused, and another one would be taken. All other refusals
   * are of the chat, known or not: the alert waits.
   */
  private static boolean isOfTheMessage(Refused<?> answer) {
    boolean ofTheChat = answer.says("CHAT_") || answer.says("RESTRICTED");
    return !ofTheChat && OF_THE_MESSAGE.stream().anyMatch(answer::says);
  }

  /** The server turns some 403 into 400: those whose text is all capitals. */
  private static SendResult bad(Refused<?> answer) {
    if (answer.says("message to edit not found")
        || answer.says("message can't be edited")
        || answer.says("MESSAGE_ID_INVALID")) {
      return new SendResult.Lost(said(answer));
    }
    if (answer.says("thread not found")) {
      return new SendResult.Paused(Absence.NO_TOPIC);
    }
    if (answer.says("TOPIC_CLOSED")) {
      return new SendResult.Paused(Absence.TOPIC_CLOSED);
    }
    if (isOfOurRights(answer)) {
      return new SendResult.Paused(Absence.MAY_NOT_POST);
    }
    if (answer.code() == 400 && !isOfTheMessage(answer)) {
      return new SendResult.Paused(Absence.refused(answer));
    }
    return new SendResult.Refused(said(answer));
  }

  private static String said(Refused<?> answer) {
    return answer.code() + " " + answer.description();
  }
}
