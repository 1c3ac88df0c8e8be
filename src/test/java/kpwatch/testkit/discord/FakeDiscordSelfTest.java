package kpwatch.testkit.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that is broken on purpose: the list of violations turns red each time. */
class FakeDiscordSelfTest {
  private final FakeDiscord discord = new FakeDiscord();
  private final PlainBot bot = new PlainBot(discord);
  private final FakeChannel alerts = discord.world().guild("Watchers").text("alerts");

  @BeforeEach
  void beforehandItIsGreen() throws IOException {
    bot.post(alerts, PlainBot.message("Fine", "fine"));
    assertThat(discord.violations()).isEmpty();
  }

  @AfterEach
  void stop() {
    bot.close();
    discord.close();
  }

  @Test
  void aClientThatForgetsTheNonce() throws IOException {
    bot.post(alerts, PlainBot.text("Down"));
    assertRed("nonce");
  }

  @Test
  void aClientThatForgetsAllowedMentions() throws IOException {
    ObjectNode body = PlainBot.message("Down", "n");
    body.remove("allowed_mentions");
    bot.post(alerts, body);
    assertRed("allowed_mentions");
  }

  @Test
  void aClientThatForgetsAllowedMentionsOnAnEdit() throws IOException {
    String id = Json.id(discord.messages(alerts).get(0).id());
    bot.edit(alerts, id, Json.object().put("content", "Up"));
    assertRed("allowed_mentions");
  }

  @Test
  void aClientThatAsksAgainAtOnceAfterA429() throws IOException {
    discord.faults().nextPost(Fault.rateLimited(Scope.GLOBAL, Duration.ofSeconds(30)));
    bot.post(alerts, PlainBot.message("Down", "n"));
    assertThat(discord.violations()).isEmpty();
    bot.post(alerts, PlainBot.message("Down", "n"));
    assertRed("forbidden window of scope global");
  }

  @Test
  void aClientWhoseEmbedIsTooLong() throws IOException {
    ObjectNode body = PlainBot.message("Down", "n");
    for (int i = 0; i < 2; i++) {
      body.withArray("embeds").addObject().put("description", "x".repeat(4000));
    }
    bot.post(alerts, body);
    assertRed("Embed size exceeds maximum size of 6000");
  }

  @Test
  void aClientThatGoesOnAfterA401() throws IOException {
    discord.revokeToken();
    bot.post(alerts, PlainBot.message("Down", "n"));
    assertThat(discord.requestsAfter401()).isZero();
    bot.post(alerts, PlainBot.message("Down", "n"));
    assertThat(discord.requestsAfter401()).isEqualTo(1);
  }

  private void assertRed(String why) {
    assertThat(discord.violations()).hasSize(1);
    assertThat(discord.violations().get(0)).contains(why);
  }
}
