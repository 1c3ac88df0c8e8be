package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import kpwatch.files.Scenario;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeDiscord;
import kpwatch.testkit.discord.FakeGuild;
import kpwatch.testkit.discord.FakeRole;
import kpwatch.testkit.discord.FakeUser;
import kpwatch.testkit.discord.Permissions;
import kpwatch.testkit.discord.Played;
import kpwatch.testkit.discord.StoredMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server's first night with the packaged program: invited, subscribed, through the outage of June
 * 2025 at sixty times its speed, asked, muted and sent away.
 */
@Tag("night")
class DiscordNightIT {
  private static final int SPEED = 60;
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final FakeDiscord discord = new FakeDiscord();
  private final FakeGuild guild = discord.world().guild("Watchers");
  private final FakeChannel alerts = guild.text("alerts");
  private final FakeRole watch = guild.role("outage-watch", 0);
  private final FakeUser manager = discord.world().user("manager");
  private final FakeUser reader = discord.world().user("reader");
  private Night night;

  @BeforeEach
  void begin() throws Exception {
    guild.member(manager, guild.role("managers", Permissions.MANAGE_CHANNELS));
    guild.member(reader);
    watch.mentionable(true);
    Scenario june = ShortJune.with(Duration.ofMinutes(35));
    night =
        Night.begin(
            folder,
            june,
            SPEED,
            List.of(
                "discord.token = " + discord.token(), "discord.base-url = " + discord.baseUrl()));
    discord.await(
        () -> discord.commands().registered().size() == 14,
        SOON,
        "the commands are not registered");
  }

  @AfterEach
  void end() {
    night.close();
    discord.close();
  }

  @Test
  void aNightFromTheInvitationToTheFarewell() throws Exception {
    assertThat(ask(reader, "subscribe").text()).contains("Manage Channels");
    missingPermissionsAreNamed();

    String welcome = ask(manager, "subscribe", "mention", watch, "mention_from", "outage").text();
    assertThat(welcome).contains("Posted (level major)");
    ask(manager, "test");
    StoredMessage sample = discord.awaitMessages(alerts, 1, SOON).get(0);
    assertThat(sample.content()).contains("TEST, not an event");

    Instant loss = night.scenario().changes().get(0).at();
    night.waitUntil(loss.minus(Duration.ofMinutes(10)));
    assertThat(ask(reader, "status").text()).contains("NORMAL");
    night.waitUntil(loss);
    StoredMessage card = discord.awaitMessages(alerts, 2, SOON).get(1);
    assertThat(card.content())
        .startsWith("<@&" + watch.id() + "> ○ OUTAGE: North Korea unreachable since about");
    assertThat(card.text()).contains("China line", "Russia line", "Assessment", "UTC", "Pyongyang");
    assertThat(card.silent()).isFalse();
    String code = code(card);

    assertThat(ask(reader, "why").text()).contains("consistent with an attack", code);
    Played typed =
        discord.people().autocomplete(reader, alerts, "incident", "code", code.substring(3, 5));
    assertThat(typed.awaitChoices(SOON))
        .extracting(JsonNode::toString)
        .anyMatch(c -> c.contains(code));
    assertThat(ask(reader, "incident", "code", code).text()).contains(code);
    Played why = discord.people().click(reader, card, card.customIds().get(0));
    assertThat(why.awaitAnswer(SOON).text()).contains("consistent with an attack");

    night.waitUntil(night.scenario().end());
    List<StoredMessage> all = discord.messages(alerts);
    StoredMessage closing = all.get(all.size() - 1);
    assertThat(closing.content()).startsWith("● ENDED: North Korea");
    assertThat(closing.reference()).contains(card.id());
    discord.await(
        () -> discord.messages(alerts).get(1).content().startsWith("● ENDED"),
        SOON,
        "the card does not read as ended");
    assertThat(discord.messages(alerts).get(1).edits()).isPositive();
    assertThat(discord.messages(alerts))
        .filteredOn(m -> m.content().contains("○ OUTAGE") && !m.content().startsWith("TEST"))
        .isEmpty();

    assertThat(ask(manager, "mute", "for", "8h").text()).contains("UTC");
    assertThat(ask(manager, "subscriptions").text()).contains("<#" + alerts.id() + ">");
    assertThat(ask(manager, "health").text()).contains("Discord");
    assertThat(ask(manager, "unsubscribe", "forget", true).text()).isNotBlank();
    assertThat(ask(manager, "subscriptions").text()).doesNotContain("<#" + alerts.id() + ">");
    assertThat(discord.violations()).isEmpty();
    night.jar().stop();
    assertThat(night.jar().errors()).doesNotContain(discord.token()).doesNotContain("Exception");
  }

  private void missingPermissionsAreNamed() {
    Map<Long, String> each =
        Map.of(
            Permissions.VIEW_CHANNEL, "View Channel",
            Permissions.SEND_MESSAGES, "Send Messages",
            Permissions.EMBED_LINKS, "Embed Links");
    FakeChannel other = guild.text("other");
    each.forEach(
        (bit, name) -> {
          other.deny(guild.botRole(), bit);
          String refusal = ask(manager, "subscribe", "channel", other).text();
          assertThat(refusal).contains(name).contains("server manager");
          other.inherit(guild.botRole());
        });
    assertThat(ask(manager, "subscriptions").text()).doesNotContain("<#" + other.id() + ">");
  }

  private StoredMessage ask(FakeUser who, String command, Object... options) {
    Map<String, Object> given = new java.util.HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      given.put((String) options[i], options[i + 1]);
    }
    return discord.people().slash(who, alerts, command, given).awaitAnswer(SOON);
  }

  private static String code(StoredMessage card) {
    String foot = card.embeds().get(0).path("footer").path("text").asText();
    return foot.substring(0, foot.indexOf(' '));
  }
}
