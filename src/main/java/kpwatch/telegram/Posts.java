package kpwatch.telegram;

import java.io.Serializable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kpwatch.command.Reply.Button;
import kpwatch.supervision.FailureStreak;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/**
 * Puts texts into chats: HTML, link previews off since they would show a stranger's page. What the
 * server refuses for its form is said once more in plain.
 */
final class Posts {
  private static final Logger LOG = LoggerFactory.getLogger(Posts.class);
  static final LinkPreviewOptions NO_PREVIEW =
      LinkPreviewOptions.builder().isDisabled(true).build();

  /** Where a 429 names no time, which it always should. */
  private static final Duration UNTOLD = Duration.ofSeconds(30);

  private final BotApi api;
  private final Pacer pacer;
  private final boolean paid;
  private final InstantSource clock;
  private final FailureStreak formless = new FailureStreak();

  /**
   * @param paid whether each message asks for a paid broadcast
   */
  Posts(BotApi api, Pacer pacer, boolean paid, InstantSource clock) {
    this.api = api;
    this.pacer = pacer;
    this.paid = paid;
    this.clock = clock;
  }

  /**
   * One text.
   *
   * @param replyTo a message of the same chat that it answers
   */
  record Post(Page page, List<List<Button>> buttons, boolean silent, Optional<Integer> replyTo) {
    Post unattached() {
      return new Post(page, buttons, silent, Optional.empty());
    }
  }

  /** Whether the server answers a question that costs nothing. */
  boolean answered() {
    Answer<User> answer = api.call(new GetMe());
    return answer instanceof Answer.Ok<User>
        || (answer instanceof Answer.Refused<User> refused && refused.code() < 500);
  }

  Answer<Message> send(Destination to, Post post) {
    Answer<Message> answer = api.call(message(to, post, post.page().html(), true));
    if (says(answer, "replied not found")) {
      return send(to, post.unattached());
    }
    Optional<String> plain = plainer(answer, post.page());
    if (plain.isPresent()) {
      formless(answer);
      answer = api.call(message(to, post.unattached(), plain.get(), false));
    }
    return noted(to, answer);
  }

  Answer<Serializable> edit(Destination in, int message, Page page, List<List<Button>> buttons) {
    Answer<Serializable> answer = api.call(change(in, message, page.html(), true, buttons));
    Optional<String> plain = plainer(answer, page);
    if (plain.isPresent()) {
      formless(answer);
      answer = api.call(change(in, message, plain.get(), false, buttons));
    }
    return noted(in, answer);
  }

  /** A stranger's text may be the cause, so not every time is told. */
  private void formless(Answer<?> answer) {
    if (formless.again()) {
      LOG.error(
          "a defect: Telegram refused the form of a text: {}; so often so far: {}",
          answer,
          formless.times());
    }
  }

  private <T> Answer<T> noted(Destination to, Answer<T> answer) {
    if (answer instanceof Answer.Refused<T> refused && refused.code() == 429) {
      Duration wait = refused.told().orElse(UNTOLD);
      pacer.told(to.chat(), wait, clock.instant());
      return new Answer.Refused<>(429, refused.description(), Optional.of(wait), refused.movedTo());
    }
    return answer;
  }

  /** The text without markup, if it was its form that did not please. */
  private static <T> Optional<String> plainer(Answer<T> answer, Page page) {
    if (says(answer, "can't parse entities")) {
      return Optional.of(page.plain());
    }
    return says(answer, "message is too long")
        ? Optional.of(page.brief().plain())
        : Optional.empty();
  }

  private static <T> boolean says(Answer<T> answer, String words) {
    return answer instanceof Answer.Refused<T> refused
        && refused.code() == 400
        && refused.says(words);
  }

  private Posting message(Destination to, Post post, String text, boolean html) {
    Posting message = new Posting(to.chat(), text);
    message.setDisableNotification(post.silent());
    message.setLinkPreviewOptions(NO_PREVIEW);
    to.topic().ifPresent(message::setMessageThreadId);
    Buttons.keyboard(post.buttons()).ifPresent(message::setReplyMarkup);
    if (html) {
      message.setParseMode("HTML");
    }
    if (paid) {
      message.setAllowPaidBroadcast(true);
    }
    post.replyTo()
        .map(id -> ReplyParameters.builder().messageId(id).allowSendingWithoutReply(true).build())
        .ifPresent(message::setReplyParameters);
    return message;
  }

  private static EditMessageText change(
      Destination in, int message, String text, boolean html, List<List<Button>> buttons) {
    EditMessageText change =
        EditMessageText.builder()
            .chatId(in.chat())
            .messageId(message)
            .text(text)
            .linkPreviewOptions(NO_PREVIEW)
            .build();
    Buttons.keyboard(buttons).ifPresent(change::setReplyMarkup);
    if (html) {
      change.setParseMode("HTML");
    }
    return change;
  }
}
