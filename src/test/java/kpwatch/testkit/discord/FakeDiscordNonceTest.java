package kpwatch.testkit.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One message for one nonce, as long as it is remembered; and whom a message rings. */
class FakeDiscordNonceTest {
  private final SteppedClock clock = new SteppedClock();
  private final FakeDiscord discord = new FakeDiscord(clock);
  private final PlainBot bot = new PlainBot(discord);
  private final FakeGuild guild = discord.world().guild("Watchers");
  private final FakeChannel alerts = guild.text("alerts");

  @AfterEach
  void stop() {
    bot.close();
    discord.close();
  }

  @Test
  void aKnownNonceGivesTheFirstMessageBack() throws IOException {
    String first = bot.post(alerts, PlainBot.message("Down", "n")).id();
    clock.step(Duration.ofMinutes(2));
    assertThat(bot.post(alerts, PlainBot.message("Other", "n")).id()).isEqualTo(first);
    assertThat(discord.messages(alerts)).extracting(StoredMessage::content).containsExactly("Down");
    assertThat(discord.postsSwallowedByNonce()).isEqualTo(1);
  }

  @Test
  void anAnswerThatWasLostLeavesOneMessage() throws IOException {
    discord.faults().nextPost(Fault.answerLost());
    assertThatThrownBy(() -> bot.post(alerts, PlainBot.message("Down", "n")))
        .isInstanceOf(IOException.class);
    assertThat(bot.post(alerts, PlainBot.message("Down", "n")).status()).isEqualTo(200);
    assertThat(discord.messages(alerts)).hasSize(1);
  }

  @Test
  void aForgottenNonceMakesASecondMessage() throws IOException {
    discord.nonceMemory(Duration.ofMinutes(1));
    bot.post(alerts, PlainBot.message("Down", "n"));
    clock.step(Duration.ofSeconds(61));
    bot.post(alerts, PlainBot.message("Down", "n"));
    assertThat(discord.messages(alerts)).hasSize(2);
  }

  @Test
  void aNonceThatIsNotEnforcedMakesASecondMessageAndIsAViolation() throws IOException {
    bot.post(alerts, PlainBot.message("Down", "n").put("enforce_nonce", false));
    bot.post(alerts, PlainBot.message("Down", "n").put("enforce_nonce", false));
    assertThat(discord.messages(alerts)).hasSize(2);
    assertThat(discord.violations()).hasSize(2);
  }

  @Test
  void aRoleRingsIfItIsNamedAndMentionable() throws IOException {
    FakeRole role = guild.role("duty", 0);
    assertThat(pings("<@&" + role.id() + "> down", "1", role)).isEmpty();

    role.mentionable(true);
    assertThat(pings("<@&" + role.id() + "> down", "2", role)).containsExactly("role:" + role.id());
    assertThat(pings("nobody", "3", role)).isEmpty();
  }

  @Test
  void aSilentMessageRingsNobody() throws IOException {
    FakeRole role = guild.role("duty", 0);
    role.mentionable(true);
    ObjectNode body = PlainBot.message("<@&" + role.id() + ">", "1").put("flags", 1 << 12);
    body.putObject("allowed_mentions").putArray("roles").add(Json.id(role.id()));
    bot.post(alerts, body);
    assertThat(discord.messages(alerts).get(0).pings()).isEmpty();
    assertThat(discord.messages(alerts).get(0).silent()).isTrue();
  }

  @Test
  void withoutAllowedMentionsEverythingRings() throws IOException {
    guild.botRole().permissions(Permissions.BOT_RECOMMENDED | Permissions.MENTION_EVERYONE);
    bot.post(alerts, Json.object().put("content", "@everyone <@7>"));
    assertThat(discord.messages(alerts).get(0).pings())
        .containsExactlyInAnyOrder("everyone", "user:7");
  }

  private java.util.Set<String> pings(String content, String nonce, FakeRole role)
      throws IOException {
    ObjectNode body = PlainBot.message(content, nonce);
    body.putObject("allowed_mentions").putArray("roles").add(Json.id(role.id()));
    bot.post(alerts, body);
    var messages = discord.messages(alerts);
    return messages.get(messages.size() - 1).pings();
  }
}
