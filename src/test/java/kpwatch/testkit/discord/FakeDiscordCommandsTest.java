package kpwatch.testkit.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The set of commands: its limits, and how often it may be made anew. */
class FakeDiscordCommandsTest {
  private final SteppedClock clock = new SteppedClock();
  private final FakeDiscord discord = new FakeDiscord(clock);
  private final PlainBot bot = new PlainBot(discord);

  @AfterEach
  void stop() {
    bot.close();
    discord.close();
  }

  @Test
  void aSetIsKeptWithIdsThatStay() throws IOException {
    String first = put(commands("status", "help")).body().path(0).path("id").asText();
    PlainBot.Reply again = put(commands("status"));
    assertThat(again.body().path(0).path("id").asText()).isEqualTo(first);
    assertThat(bot.get(path()).body()).hasSize(1);
    assertThat(discord.commands().overwrites()).isEqualTo(2);
    assertThat(discord.violations()).isEmpty();
  }

  @Test
  void moreThanTwoHundredNewNamesADayAreRefused() throws IOException {
    for (int i = 0; i < 2; i++) {
      String[] names = new String[100];
      for (int k = 0; k < 100; k++) {
        names[k] = "c" + i + "-" + k;
      }
      assertThat(put(commands(names)).status()).isEqualTo(200);
    }
    assertThat(put(commands("c1-0")).status()).isEqualTo(200);
    assertThat(put(commands("one-more")).refusal()).isEqualTo("429 30034");
    assertThat(discord.commands().registered()).containsOnlyKeys("c1-0");
  }

  @Test
  void theNextDayTakesNewNamesAgain() throws IOException {
    String[] names = new String[100];
    for (int k = 0; k < 100; k++) {
      names[k] = "c" + k;
    }
    put(commands(names));
    put(commands());
    put(commands(names));
    clock.step(Duration.ofHours(25));
    assertThat(put(commands("new")).status()).isEqualTo(200);
  }

  @Test
  void anotherApplicationsCommandsAreRefused() throws IOException {
    assertThat(bot.send("PUT", "applications/1/commands", commands("status")).refusal())
        .isEqualTo("403 20012");
  }

  @ParameterizedTest
  @CsvSource({"Status", "two words", "a!", "''"})
  void aNameOutsideTheAlphabetIsRefused(String name) throws IOException {
    assertRefused(commands(name), "0.name");
  }

  @Test
  void aDescriptionHasOneToAHundredCharacters() throws IOException {
    ArrayNode long101 = commands("status");
    ((ObjectNode) long101.get(0)).put("description", "x".repeat(101));
    assertRefused(long101, "0.description");
  }

  @Test
  void requiredOptionsComeFirst() throws IOException {
    ArrayNode commands = commands("status");
    ArrayNode options = ((ObjectNode) commands.get(0)).putArray("options");
    options.addObject().put("type", 3).put("name", "a").put("description", "a");
    options
        .addObject()
        .put("type", 3)
        .put("name", "b")
        .put("description", "b")
        .put("required", true);
    assertRefused(commands, "0.options.1.required");
  }

  @Test
  void choicesAreAtMostTwentyFiveAndNotWithAutocomplete() throws IOException {
    ArrayNode commands = commands("status");
    ObjectNode option = ((ObjectNode) commands.get(0)).putArray("options").addObject();
    option.put("type", 3).put("name", "a").put("description", "a").put("autocomplete", true);
    for (int i = 0; i < 26; i++) {
      option.withArray("choices").addObject().put("name", "n" + i).put("value", "v" + i);
    }
    assertRefused(commands, "0.options.0.choices");
  }

  @Test
  void aCommandWeighsAtMostEightThousand() throws IOException {
    ArrayNode commands = commands("status");
    for (int i = 0; i < 25; i++) {
      ObjectNode option = ((ObjectNode) commands.get(0)).withArray("options").addObject();
      option.put("type", 3).put("name", "o" + i).put("description", "a");
      for (int k = 0; k < 4; k++) {
        option
            .withArray("choices")
            .addObject()
            .put("name", "n" + k)
            .put("value", "v".repeat(80) + k);
      }
    }
    assertRefused(commands, "0: Command exceeds");
  }

  @Test
  void aNameIsThereOnceAndNoMoreThanAHundredAre() throws IOException {
    assertRefused(commands("status", "status"), "1.name");
    String[] names = new String[101];
    for (int k = 0; k < 101; k++) {
      names[k] = "c" + k;
    }
    assertRefused(commands(names), ": Must be 100");
  }

  private void assertRefused(JsonNode commands, String violation) throws IOException {
    assertThat(put(commands).refusal()).isEqualTo("400 50035");
    assertThat(discord.violations()).anyMatch(line -> line.contains(violation));
    assertThat(discord.commands().overwrites()).isZero();
  }

  static ArrayNode commands(String... names) {
    ArrayNode commands = Json.array();
    for (String name : names) {
      commands.addObject().put("name", name).put("description", "Does " + name).put("type", 1);
    }
    return commands;
  }

  private PlainBot.Reply put(JsonNode commands) throws IOException {
    return bot.send("PUT", path(), commands);
  }

  private String path() {
    return "applications/" + discord.world().bot().id() + "/commands";
  }
}
