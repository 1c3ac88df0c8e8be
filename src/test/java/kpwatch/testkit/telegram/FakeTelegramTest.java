package kpwatch.testkit.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The way through: hear, answer, edit, press. */
@Timeout(60)
class FakeTelegramTest extends FakeTelegramFixture {
  @Test
  void tellsWhoTheBotIs() throws Exception {
    JsonNode me = bot.call("getme", "{}").result();

    assertThat(me.path("is_bot").asBoolean()).isTrue();
    assertThat(telegram.token()).startsWith(me.path("id").asText() + ":");
  }

  @Test
  void aStartIsHeardAnsweredEditedAndPressed() throws Exception {
    Place chat = telegram.world().privateChat(owner);
    people.starts(owner, "inc_K7Q2");
    JsonNode update = bot.updates(0).get(0);
    assertThat(update.at("/message/text").asText()).isEqualTo("/start inc_K7Q2");
    assertThat(update.at("/message/entities/0/type").asText()).isEqualTo("bot_command");
    assertThat(update.at("/message/from/language_code").asText()).isEqualTo("ko");

    bot.text(chat, "<b>Seen</b> &lt;now&gt;", PlainBot.keyboard("Why", "v1:why:K7Q2")).result();
    Post post = telegram.awaitSent(1).get(0);
    assertThat(post.text()).isEqualTo("Seen <now>");
    assertThat(post.marked("bold")).containsExactly("Seen");

    String query = people.clicks(owner, post, "Why");
    JsonNode pressed = bot.updates(update.path("update_id").asLong() + 1).get(0);
    assertThat(pressed.at("/callback_query/data").asText()).isEqualTo("v1:why:K7Q2");
    bot.call("answerCallbackQuery", "{\"callback_query_id\":\"" + query + "\"}").result();
    assertThat(telegram.unansweredCallbacks()).isEmpty();

    bot.edit(post, "Ended", "").result();
    assertThat(post.text()).isEqualTo("Ended");
    assertThat(post.history()).containsExactly("Seen <now>");
    assertThat(post.buttons()).as("an edit without buttons takes them away").isEmpty();
    assertThat(telegram.violations()).isEmpty();
  }

  @Test
  void parametersComeAsFormQueryOrMultipartToo() throws Exception {
    Place chat = started();
    String path = "/bot" + telegram.token() + "/sendMessage";
    String form = "chat_id=" + chat.id() + "&text=by%20form";
    assertThat(bot.send(path, "application/x-www-form-urlencoded", form).status()).isEqualTo(200);
    assertThat(bot.send(path + "?" + form.replace("form", "query"), "text/plain", "").status())
        .isEqualTo(200);
    String part = "--b\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
    String parts =
        part.formatted("chat_id", chat.id()) + part.formatted("text", "by parts 한글") + "--b--\r\n";
    assertThat(bot.send(path, "multipart/form-data; boundary=b", parts).status()).isEqualTo(200);

    assertThat(telegram.sent(chat))
        .extracting(Post::text)
        .containsExactly("by form", "by query", "by parts 한글");
  }

  @Test
  void aWrongTokenIsUnauthorizedAndAMalformedOneNotFound() throws Exception {
    List<String> tokens = List.of("7000000001:wrong", "0123:wrong", "nonsense");
    List<String> answers = new ArrayList<>();
    for (String token : tokens) {
      PlainBot.Reply reply = bot.send("/bot" + token + "/getMe", "application/json", "{}");
      answers.add(reply.status() + " " + reply.description());
    }
    assertThat(answers)
        .containsExactly(
            "401 Unauthorized", "401 Unauthorized: invalid token specified", "404 Not Found");
  }

  @Test
  void anUnknownMethodIsNotFound() throws Exception {
    PlainBot.Reply reply = bot.call("sendNonsense", "{}");

    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.description()).isEqualTo("Not Found: method not found");
    assertThat(telegram.violations()).containsExactly("no such method here: sendNonsense");
  }

  @Test
  void comesBackOnTheSamePort() throws Exception {
    String before = telegram.baseUrl();
    telegram.stop();
    assertThat(bot.later("getMe", "{}").handle((r, e) -> e != null).get()).isTrue();
    telegram.start();

    assertThat(bot.call("getMe", "{}").status()).isEqualTo(200);
    assertThat(telegram.baseUrl()).isEqualTo(before);
  }
}
