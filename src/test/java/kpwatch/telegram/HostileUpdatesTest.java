package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import kpwatch.command.Pulse;
import kpwatch.supervision.ItemFailures;
import kpwatch.testkit.telegram.Place;
import kpwatch.testkit.telegram.Post;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 17, item 1: whatever an update holds, it costs that update and nothing else. */
@Timeout(120)
final class HostileUpdatesTest {
  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  private String message(Place chat, String rest) {
    return "\"message\":{\"message_id\":77,\"date\":"
        + scene.now().getEpochSecond()
        + ",\"from\":{\"id\":"
        + scene.owner.id()
        + ",\"is_bot\":false,\"first_name\":\"O\"},\"chat\":{\"id\":"
        + chat.id()
        + ",\"type\":\"private\",\"first_name\":\"O\"}"
        + rest
        + "}";
  }

  private List<String> answers(Place chat) {
    return scene.telegram.sent(chat).stream().map(Post::text).toList();
  }

  private void isHeardAfter(Place chat) {
    int before = answers(chat).size();
    scene.people.says(scene.owner, chat, "/about");
    scene.hear();
    assertThat(answers(chat)).hasSizeGreaterThan(before);
    assertThat(answers(chat).get(answers(chat).size() - 1)).contains("kpwatch");
    assertThat(scene.telegram.updates().lastId() + 1L).isEqualTo(scene.ledger().next());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"bot_command\",\"offset\":0,\"length\":-5}",
        "{\"type\":\"bot_command\",\"offset\":0,\"length\":0}",
        "{\"type\":\"bot_command\",\"offset\":0,\"length\":1}",
        "{\"type\":\"bot_command\",\"offset\":0,\"length\":2147483647}",
        "{\"type\":\"bot_command\",\"offset\":-1,\"length\":7}"
      })
  void entitiesThatLieAreUnderstoodAllTheSame(String entity) {
    Place chat = scene.started();
    scene
        .telegram
        .updates()
        .raw(message(chat, ",\"text\":\"/status\",\"entities\":[" + entity + "]"));
    isHeardAfter(chat);
    assertThat(answers(chat)).as("a command or a hint").hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"bot_command\",\"offset\":0}",
        "{\"type\":\"bot_command\",\"length\":7}",
        "{\"type\":null,\"offset\":0,\"length\":7}",
        "null"
      })
  void entitiesThatLackFieldsCostOneUpdate(String entity) {
    Place chat = scene.started();
    scene
        .telegram
        .updates()
        .raw(message(chat, ",\"text\":\"/status\",\"entities\":[" + entity + "]"));
    isHeardAfter(chat);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",\"entities\":[{\"type\":\"bot_command\",\"offset\":0,\"length\":7}]",
        ",\"text\":\"\",\"entities\":[{\"type\":\"bot_command\",\"offset\":0,\"length\":7}]",
        ",\"text\":\"/\",\"entities\":[{\"type\":\"bot_command\",\"offset\":0,\"length\":7}]",
        ",\"text\":null,\"migrate_to_chat_id\":\"x\"",
        ",\"text\":\"/mute"
            + " 8h\",\"date\":-9223372036854775808,\"entities\":[{\"type\":\"bot_command\",\"offset\":0,\"length\":5}]",
        ",\"text\":\"/mute"
            + " 8h\",\"date\":99999999999,\"entities\":[{\"type\":\"bot_command\",\"offset\":0,\"length\":5}]",
        ",\"text\":\"/start"
            + " x\",\"chat\":null,\"entities\":[{\"type\":\"bot_command\",\"offset\":0,\"length\":6}]",
        ",\"text\":\"/status\",\"chat\":{},\"entities\":[{\"type\":\"bot_command\",\"offset\":0,\"length\":7}]",
        ",\"text\":\"/subscribe\",\"from\":null,\"entities\":[{\"type\":\"bot_command\",\"offset\":0,\"length\":10}]"
      })
  void fieldsThatLackOrLieCostOneUpdate(String rest) {
    Place chat = scene.started();
    scene.telegram.updates().raw(message(chat, rest));
    isHeardAfter(chat);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"callback_query\":7",
        "\"callback_query\":{\"id\":\"1\",\"data\":\"v1:status\"}",
        "\"callback_query\":{\"id\":\"1\",\"message\":{\"chat\":{\"id\":\"x\"}},\"data\":[]}",
        "\"callback_query\":{\"id\":{},\"message\":[],\"data\":\"v1:subscribe\"}",
        "\"my_chat_member\":{}",
        "\"my_chat_member\":{\"chat\":{\"id\":-5,\"type\":\"group\"},\"old_chat_member\":null}",
        "\"my_chat_member\":{\"chat\":{\"id\":-5,\"type\":\"group\"},\"new_chat_member\":{\"status\":\"emperor\"}}",
        "\"message\":[]",
        "\"channel_post\":{\"chat\":{\"id\":1e400}}",
        "\"message\":{\"chat\":{\"id\":99999999999999999999999}}"
      })
  void pressesAndMembershipsOfAnyFormCostOneUpdate(String fields) {
    scene.provoked();
    Place chat = scene.started();
    scene.telegram.updates().raw(fields);
    isHeardAfter(chat);
  }

  @Test
  void aNestThatIsTooDeepForTheReaderCostsOneUpdate() {
    Place chat = scene.started();
    scene.people.says(scene.owner, chat, "/status");
    scene.telegram.updates().raw("\"message\":" + "[".repeat(5_000) + "]".repeat(5_000));
    scene
        .telegram
        .updates()
        .raw("\"message\":" + "{\"reply_to_message\":".repeat(900) + "{}" + "}".repeat(900));
    scene
        .telegram
        .updates()
        .raw("\"x\":\"" + "]}\\\"{[".repeat(2_000) + "\",\"n\":" + "9".repeat(5_000));
    isHeardAfter(chat);
    assertThat(answers(chat)).hasSize(3);
    assertThat(scene.sign("Telegram updates").text()).contains("could not be read");
  }

  @Test
  void anErrorWhileAnsweringCostsThatQuestionAndSaysSo() {
    Place chat = scene.started();
    Pulse broken =
        now -> {
          throw new StackOverflowError("planted");
        };
    scene.bot.hearing(scene.desk(broken));
    scene.people.says(scene.owner, chat, "/status");
    scene.people.says(scene.owner, chat, "/health");
    isHeardAfter(chat);
    assertThat(answers(chat)).anyMatch(text -> text.startsWith("Not done: something went wrong"));
    assertThat(scene.supervisor.failures())
        .extracting(ItemFailures::item)
        .containsExactly("Telegram update");
    assertThat(scene.halted).isEmpty();
    scene.restart();
    isHeardAfter(chat);
    assertThat(answers(chat).stream().filter(t -> t.startsWith("Not done"))).hasSize(1);
  }

  @Test
  void noMemoryEndsTheProcess() {
    Place chat = scene.started();
    Pulse greedy =
        (Instant now) -> {
          throw new OutOfMemoryError("planted");
        };
    scene.bot.hearing(scene.desk(greedy));
    scene.people.says(scene.owner, chat, "/health");
    scene.hear();
    assertThat(scene.halted).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.", "a-", "a@", "/a", "{channel:", "<b>", "://", "\u0301", "\u202e"})
  void aLongWordIsAnsweredOnASmallStack(String shape) throws InterruptedException {
    Place chat = scene.started();
    scene.people.says(scene.owner, chat, "/help " + shape.repeat(4_000 / shape.length()));
    // the stack of the documented start
    Thread small = new Thread(null, scene::hear, "small", 512 << 10);
    small.start();
    small.join();
    assertThat(answers(chat)).hasSize(2);
    assertThat(answers(chat).get(1)).startsWith("Not done");
    isHeardAfter(chat);
  }
}
