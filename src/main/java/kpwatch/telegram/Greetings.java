package kpwatch.telegram;

import java.util.Optional;
import kpwatch.command.Reply;
import kpwatch.command.Reply.Button;
import kpwatch.notify.Message;
import kpwatch.untrusted.UntrustedText;
import org.telegram.telegrambots.meta.api.objects.chat.Chat;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberUpdated;

/** What the bot says by itself when it comes into a chat, or cannot speak in a part of it. */
final class Greetings {
  private final Replies replies;

  Greetings(Replies replies) {
    this.replies = replies;
  }

  /**
   * In a conversation or a group.
   *
   * @param back whether alerts that had ended go on
   */
  void here(Chat chat, boolean back) {
    if (back) {
      Reply reply = Reply.of(Message.note("Alerts go on here, with the settings of before"));
      replies.say(Destination.of(chat.getId()), Replies.Said.of(reply), true, Optional.empty());
    } else if (!chat.isUserChat()) {
      Replies.Said said = Replies.Said.of(Questions.welcome());
      replies.say(Destination.of(chat.getId()), said, true, Optional.empty());
    }
  }

  /** A channel has no place for talk: who added the bot is told in private, if that is possible. */
  void inChannel(ChatMemberUpdated change, Presence now, boolean back) {
    String title =
        UntrustedText.echo(Optional.ofNullable(change.getChat().getTitle()).orElse("the channel"));
    String id = Destination.of(change.getChat().getId()).toString();
    Reply reply;
    if (now == Presence.SILENT) {
      reply =
          Reply.of(
              Message.note(
                  "I may not post in \"" + title + "\"",
                  "Give me the right to post messages there; then alerts can be asked for."));
    } else if (back) {
      reply = Reply.of(Message.note("Alerts go on in \"" + title + "\", as before"));
    } else {
      reply =
          Reply.of(
              Message.note("I may post in \"" + title + "\"", "Nothing is posted there yet."),
              new Button(
                  "Subscribe " + UntrustedText.echo(title, 30), Counter.SUBSCRIBE + "@" + id));
    }
    Destination who = Destination.of(change.getFrom().getId());
    replies.say(who, Replies.Said.of(reply), false, Optional.empty());
  }

  /** The administrators of a group read it beside the topic, where they can do something. */
  void topicWaits(Destination topic) {
    Reply reply =
        Reply.of(
            Message.note(
                "Alerts for topic " + topic.topic().orElse(0) + " wait: it is closed or deleted",
                "An administrator can reopen it, or say /subscribe in another topic or here."));
    replies.say(topic.general(), Replies.Said.of(reply), true, Optional.empty());
  }
}
