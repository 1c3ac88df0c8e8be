package kpwatch.testkit.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Texts, buttons, edits, pins and answers. */
@Timeout(60)
class FakeTelegramSendingTest extends FakeTelegramFixture {
  private Post sent(Place place, String text, String more) throws Exception {
    bot.text(place, text, more).result();
    return telegram.sent(place).get(telegram.sent(place).size() - 1);
  }

  private PlainBot.Reply on(String method, Post post, String more) throws Exception {
    return bot.call(
        method,
        "{\"chat_id\":%d,\"message_id\":%d%s}".formatted(post.place().id(), post.id(), more));
  }

  @Test
  void keepsWhatTheReaderSees() throws Exception {
    Place chat = started();
    Post first = sent(chat, "one", "");
    String reply =
        ",\"disable_notification\":true,\"reply_parameters\":{\"message_id\":%d,"
            + "\"allow_sending_without_reply\":true}";
    Post second = sent(chat, "two", reply.formatted(first.id()));

    assertThat(first.silent()).isFalse();
    assertThat(second.silent()).isTrue();
    assertThat(second.previewDisabled()).isTrue();
    assertThat(second.replyTo()).contains(first);
    assertThat(telegram.warnings()).isEmpty();
  }

  @Test
  void aTextHasAtMost4096CharactersAfterParsing() throws Exception {
    Place chat = started();
    String fits = "<b>" + "&lt;".repeat(4094) + "한\uD83D\uDE00" + "</b>";
    assertThat(bot.text(chat, fits).status()).isEqualTo(200);
    assertThat(bot.text(chat, "한".repeat(4097)).description())
        .isEqualTo("Bad Request: message is too long");
    assertThat(bot.edit(telegram.sent().get(0), "한".repeat(4097), "").description())
        .isEqualTo("Bad Request: message is too long");
    assertThat(telegram.violations()).hasSize(2);
  }

  @Test
  void callbackDataHas1To64Bytes() throws Exception {
    Place chat = started();
    assertThat(bot.text(chat, "a", PlainBot.keyboard("b", "한".repeat(21) + "x")).status())
        .isEqualTo(200);
    for (String data : new String[] {"한".repeat(22), ""}) {
      assertThat(bot.text(chat, "a", PlainBot.keyboard("b", data)).description())
          .isEqualTo("Bad Request: BUTTON_DATA_INVALID");
    }
    assertThat(telegram.violations()).hasSize(2);
  }

  @Test
  void aButtonHasATextAndAnAction() throws Exception {
    String markup = ",\"reply_markup\":{\"inline_keyboard\":[[{\"text\":\"%s\"%s}]]}";
    Place chat = started();
    assertThat(bot.text(chat, "a", markup.formatted("b", "")).description())
        .endsWith("Text buttons are unallowed in the inline keyboard");
    assertThat(bot.text(chat, "a", markup.formatted("", ",\"pay\":true")).description())
        .endsWith("field \"text\" must be non-empty");
    assertThat(bot.text(chat, "a", markup.formatted("b", ",\"url\":\"a\"")).description())
        .isEqualTo("Bad Request: BUTTON_URL_INVALID");
    String many =
        String.join(",", Collections.nCopies(101, "[{\"text\":\"a\",\"callback_data\":\"b\"}]"));
    assertThat(
            bot.text(chat, "a", ",\"reply_markup\":{\"inline_keyboard\":[" + many + "]}")
                .description())
        .isEqualTo("Bad Request: reply markup is too long");
  }

  @Test
  void aReplyNeedsItsMessageUnlessTold() throws Exception {
    Place chat = started();
    String reply = ",\"reply_parameters\":{\"message_id\":9999%s}";
    assertThat(bot.text(chat, "a", reply.formatted("")).description())
        .isEqualTo("Bad Request: message to be replied not found");
    Post post = sent(chat, "a", reply.formatted(",\"allow_sending_without_reply\":true"));
    assertThat(post.replyTo()).isEmpty();
  }

  @Test
  void anEditThatChangesNothingIsRefused() throws Exception {
    Post post = sent(started(), "<b>a</b>", PlainBot.keyboard("b", "c"));
    assertThat(bot.edit(post, "<b>a</b>", PlainBot.keyboard("b", "c")).description())
        .isEqualTo(
            "Bad Request: message is not modified: specified new message content and reply markup"
                + " are exactly the same as a current content and reply markup of the message");
    assertThat(bot.edit(post, "a", PlainBot.keyboard("b", "c")).status()).isEqualTo(200);
    assertThat(post.edits()).isEqualTo(1);
    assertThat(on("editMessageReplyMarkup", post, "").status()).isEqualTo(200);
    assertThat(post.buttons()).isEmpty();
  }

  @Test
  void onlyOwnMessagesThatAreThereCanBeEdited() throws Exception {
    Place chat = started();
    Post theirs = people.says(owner, chat, "hello");
    assertThat(bot.edit(theirs, "a", "").description())
        .isEqualTo("Bad Request: message can't be edited");
    Post ours = sent(chat, "a", "");
    on("deleteMessage", ours, "").result();
    assertThat(ours.deleted()).isTrue();
    assertThat(bot.edit(ours, "b", "").description())
        .isEqualTo("Bad Request: message to edit not found");
    assertThat(on("deleteMessage", ours, "").description())
        .isEqualTo("Bad Request: message to delete not found");
    assertThat(bot.call("deleteMessage", "{\"chat_id\":" + chat.id() + "}").description())
        .isEqualTo("Bad Request: message identifier is not specified");
  }

  @Test
  void messagesCanBeDeletedForTwoDays() throws Exception {
    Post post = sent(started(), "a", "");
    later(Duration.ofHours(48));
    assertThat(on("deleteMessage", post, "").description())
        .isEqualTo("Bad Request: message can't be deleted for everyone");
    Post theirs = people.says(owner, supergroup(), "/a");
    assertThat(on("deleteMessage", theirs, "").description())
        .isEqualTo("Bad Request: message can't be deleted");
  }

  @Test
  void pinningNeedsItsRight() throws Exception {
    Place place = supergroup().allowMembers(Right.SEND_MESSAGES);
    Post post = sent(place, "a", "");
    assertThat(on("pinChatMessage", post, ",\"disable_notification\":true").description())
        .isEqualTo("Bad Request: not enough rights to manage pinned messages in the chat");
    people.promotesBot(owner, place, Right.PIN_MESSAGES);
    on("pinChatMessage", post, "").result();
    assertThat(telegram.warnings()).containsExactly("pinChatMessage: without disable_notification");
    assertThat(place.pinned()).containsExactly(post.id());
    String chat = "{\"chat_id\":" + place.id() + "}";
    assertThat(bot.call("getChat", chat).result().at("/pinned_message/text").asText())
        .isEqualTo("a");
    bot.call("unpinChatMessage", chat).result();
    assertThat(place.pinned()).isEmpty();
    String missing = "{\"chat_id\":%d,\"message_id\":9999}".formatted(place.id());
    assertThat(bot.call("pinChatMessage", missing).description())
        .isEqualTo("Bad Request: message to pin not found");
    assertThat(bot.call("unpinChatMessage", missing).description())
        .isEqualTo("Bad Request: message to unpin not found");
  }

  @Test
  void aPressIsAnsweredOnceAndInTime() throws Exception {
    Post post = sent(started(), "a", PlainBot.keyboard("b", "c"));
    telegram.callbackLife(Duration.ofSeconds(10));
    String first = people.clicks(owner, post, "c");
    String answer = "{\"callback_query_id\":\"%s\",\"text\":\"%s\",\"show_alert\":true}";
    assertThat(bot.call("answerCallbackQuery", answer.formatted(first, "x".repeat(201))).status())
        .isEqualTo(400);
    later(Duration.ofSeconds(10));
    bot.call("answerCallbackQuery", answer.formatted(first, "x".repeat(200))).result();
    String second = people.clicks(owner, post, "b");
    later(Duration.ofSeconds(11));
    String late =
        "Bad Request: query is too old and response timeout expired or query ID is invalid";
    for (String id : new String[] {first, second, "0"}) {
      assertThat(bot.call("answerCallbackQuery", answer.formatted(id, "")).description())
          .isEqualTo(late);
    }
    assertThat(telegram.callbackAnswers()).hasSize(1);
    assertThat(telegram.callbackAnswers().get(0).alert()).isTrue();
    assertThat(telegram.unansweredCallbacks()).containsExactly(second);
  }

  @Test
  void aPressOnADeletedMessageComesWithAnInaccessibleOne() throws Exception {
    Post post = sent(started(), "a", PlainBot.keyboard("b", "c"));
    on("deleteMessage", post, "").result();
    people.presses(owner, post, "c");

    JsonNode message = bot.updates(0).get(0).at("/callback_query/message");
    assertThat(message.path("date").asInt()).isZero();
    assertThat(message.path("message_id").asInt()).isEqualTo(post.id());
  }
}
