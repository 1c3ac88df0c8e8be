package kpwatch.testkit.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the judge sees, beside what the fake refuses. */
@Timeout(60)
class FakeTelegramJudgeTest extends FakeTelegramFixture {
  @Test
  void pollsWithoutAllowedUpdatesAreAViolation() throws Exception {
    bot.call("getUpdates", "{\"offset\":0}");

    assertThat(telegram.violations())
        .containsExactly(
            "getUpdates: no allowed_updates, though the server remembers the last one");
  }

  @Test
  void aTextWithALinkPreviewIsAViolation() throws Exception {
    Place chat = started();
    bot.call("sendMessage", "{\"chat_id\":%d,\"text\":\"a\"}".formatted(chat.id())).result();

    assertThat(telegram.violations())
        .containsExactly("sendMessage: link_preview_options does not disable the preview");
  }

  @Test
  void anEditNamesExactlyOneMessage() throws Exception {
    bot.call("editMessageReplyMarkup", "{\"chat_id\":1}");

    assertThat(telegram.violations())
        .contains(
            "editMessageReplyMarkup: not exactly one of chat_id with message_id,"
                + " inline_message_id");
  }

  @Test
  void aButtonHasOneAction() throws Exception {
    String markup =
        ",\"reply_markup\":{\"inline_keyboard\":[[{\"text\":\"a\",\"callback_data\":\"b\","
            + "\"url\":\"https://t.me/KpWatchTestBot?start=in+c\"}]]}";
    bot.text(started(), "a", markup).result();

    assertThat(telegram.violations())
        .containsExactly(
            "sendMessage: a button with 2 actions",
            "sendMessage: a start payload that is not 1-64 of A-Z a-z 0-9 _ -");
  }

  @Test
  void whatTheServerDropsFromCodeIsAViolation() throws Exception {
    bot.text(started(), "<code>a<b>b</b></code>").result();

    assertThat(telegram.violations()).containsExactly("sendMessage: dropped bold inside code");
  }

  @Test
  void moreUtf16UnitsThanTheLimitOfCharactersIsAWarning() throws Exception {
    bot.text(started(), "\uD83D\uDE00".repeat(2049)).result();

    assertThat(telegram.violations()).isEmpty();
    assertThat(telegram.warnings()).hasSize(1);
  }

  /** Needs the schema. */
  @Nested
  class BySchema {
    private Schema schema() {
      assumeTrue(Schema.recorded().isPresent(), "needs the recordings: -Drecorded.dir=<folder>");
      return Schema.recorded().orElseThrow();
    }

    @Test
    void anUnknownParameterIsAViolation() throws Exception {
      schema();
      bot.text(started(), "a", ",\"reply_to_message_id\":1").result();

      assertThat(telegram.violations()).containsExactly("sendMessage: unknown reply_to_message_id");
    }

    @Test
    void aParameterThatIsNewInTheLibraryIsAWarning() throws Exception {
      schema();
      bot.text(started(), "a", ",\"receiver_user_id\":1").result();

      assertThat(telegram.violations()).isEmpty();
      assertThat(telegram.warnings()).containsExactly("sendMessage: unknown receiver_user_id");
    }

    @Test
    void aMissingParameterIsAViolation() throws Exception {
      schema();
      bot.call("getChatMember", "{\"chat_id\":1}");

      assertThat(telegram.violations()).containsExactly("getChatMember: missing user_id");
    }

    @Test
    void aWrongTypeIsAViolationAtAnyDepth() throws Exception {
      schema();
      String markup = ",\"reply_markup\":{\"inline_keyboard\":[{\"text\":\"a\"}]}";
      bot.text(started(), "a", markup);
      bot.text(started(), "a", ",\"disable_notification\":\"maybe\"");

      assertThat(telegram.violations())
          .contains(
              "sendMessage: reply_markup.inline_keyboard[0] is no Array of InlineKeyboardButton",
              "sendMessage: disable_notification is no Boolean");
    }

    @Test
    void anAnswerOfTheFakeThatDoesNotFitMakesItFailAtItsEnd() {
      schema();
      var world = new World(InstantSource.system(), new Person(1, true, "a", "b", ""));
      var service = new Service(world);
      JsonNode user = Json.object().put("id", "no number").put("is_bot", true).put("new", 1);

      assertThat(new Judge(service).answer("getMe", Answer.ok(user))).isPresent();
      assertThat(service.notes.ownFaults())
          .containsExactly(
              "getMe: [getMe.id is no Integer, missing getMe.first_name, unknown getMe.new]");
    }

    @Test
    void theLibrarysOddSpellingsOfNumbersAreTaken() {
      var params = new Params(Map.of("chat_id", Params.textual("5")), Map.of(), true);

      assertThat(schema().parameters("getChat", params)).isEmpty();
    }
  }

  @Test
  void aFailureOfTheFakeIsNotTakenForTheBots() throws Exception {
    var broken = new FakeTelegram();
    broken.faults().next(1, seen -> Integer.parseInt("x") > 0, Fault.reset());

    assertThat(new PlainBot(broken).call("getMe", "{}").status()).isEqualTo(500);
    assertThatThrownBy(broken::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("NumberFormatException");
  }

  @Test
  void closingAFakeThatGaveAWrongAnswerFails() {
    var wrong = new FakeTelegram();
    wrong.service().notes.ownFault("getMe: missing id");

    assertThatThrownBy(wrong::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("getMe: missing id");
  }
}
