package kpwatch.testkit.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands, names and descriptions. */
@Timeout(60)
class FakeTelegramProfileTest extends FakeTelegramFixture {
  @Test
  void commandsHaveTheirLimits() throws Exception {
    String one = "{\"command\":\"%s\",\"description\":\"%s\"}";
    String set =
        "{\"commands\":[%s],\"language_code\":\"ko\","
            + "\"scope\":{\"type\":\"all_private_chats\"}}";
    String many =
        String.join(
            ",", IntStream.range(0, 101).mapToObj(i -> one.formatted("c" + i, "d")).toList());
    assertThat(bot.call("setMyCommands", set.formatted(many)).description())
        .isEqualTo("Bad Request: BOT_COMMANDS_TOO_MUCH");
    for (String bad : new String[] {"Status", "a-b", "", "x".repeat(33)}) {
      assertThat(bot.call("setMyCommands", set.formatted(one.formatted(bad, "d"))).description())
          .isEqualTo("Bad Request: BOT_COMMAND_INVALID");
    }
    for (String bad : new String[] {"", "x".repeat(257)}) {
      assertThat(bot.call("setMyCommands", set.formatted(one.formatted("a", bad))).description())
          .isEqualTo("Bad Request: BOT_COMMAND_DESCRIPTION_INVALID");
    }
    bot.call("setMyCommands", set.formatted(one.formatted("status", "now"))).result();
    assertThat(telegram.profile().commands("all_private_chats", "ko")).containsExactly("status");
    assertThat(bot.call("getMyCommands", set.formatted("")).result()).hasSize(1);
    bot.call("deleteMyCommands", set.formatted("")).result();
    assertThat(telegram.profile().commands("all_private_chats", "ko")).isEmpty();
  }

  @Test
  void scopesLanguagesAndMenuButtonsAreChecked() throws Exception {
    assertThat(bot.call("getMyCommands", "{\"scope\":{\"type\":\"channels\"}}").status())
        .isEqualTo(400);
    assertThat(bot.call("getMyCommands", "{\"language_code\":\"kor\"}").status()).isEqualTo(400);
    assertThat(bot.call("setChatMenuButton", "{\"menu_button\":{\"type\":\"x\"}}").status())
        .isEqualTo(400);
    bot.call("setChatMenuButton", "{\"menu_button\":{\"type\":\"commands\"}}").result();
    assertThat(telegram.profile().text("menu_button", "")).isEqualTo("commands");
  }

  @Test
  void namesAndDescriptionsHaveTheirLimits() throws Exception {
    String set = "{\"%s\":\"%s\",\"language_code\":\"ko\"}";
    String[][] cases = {
      {"setMyName", "name", "64"},
      {"setMyDescription", "description", "512"},
      {"setMyShortDescription", "short_description", "120"}
    };
    for (String[] c : cases) {
      int most = Integer.parseInt(c[2]);
      assertThat(bot.call(c[0], set.formatted(c[1], "가".repeat(most + 1))).status()).isEqualTo(400);
      bot.call(c[0], set.formatted(c[1], "가".repeat(most))).result();
      assertThat(telegram.profile().text(c[1], "ko")).hasSize(most);
    }
  }
}
