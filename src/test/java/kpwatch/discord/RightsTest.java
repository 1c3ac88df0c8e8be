package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeUser;
import kpwatch.testkit.discord.Permissions;
import kpwatch.testkit.discord.Played;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where people may change something: what counts are their rights in the channel that is named. */
class RightsTest extends Shared {
  private FakeUser anna;

  @BeforeEach
  void anna() {
    anna = scene.discord.world().user("anna");
    guild.member(anna);
  }

  @Test
  void whoManagesAChannelSubscribesItAndNamesItAsALink() {
    alerts.allow(anna, Permissions.MANAGE_CHANNELS);
    Played played =
        scene.discord.people().slash(anna, alerts, "subscribe", Map.of("channel", alerts));

    assertThat(played.awaitAnswer(Scene.SOON).text()).contains("<#" + alerts.id() + ">");
    assertThat(scene.subscriptions.find(Scene.ref(alerts))).isPresent();
  }

  @Test
  void theCallersRightsCountInTheChannelThatIsNamed() {
    FakeChannel other = scene.channel(guild, "other");
    alerts.allow(anna, Permissions.MANAGE_CHANNELS);
    Played refused =
        scene.discord.people().slash(anna, alerts, "subscribe", Map.of("channel", other));
    assertThat(refused.awaitAnswer(Scene.SOON).text()).contains("Manage Channels");
    assertThat(scene.subscriptions.find(Scene.ref(other))).isEmpty();

    Played done = scene.discord.people().slash(anna, other, "subscribe", Map.of("channel", alerts));
    done.awaitAnswer(Scene.SOON);
    assertThat(scene.subscriptions.find(Scene.ref(alerts))).isPresent();
  }

  @Test
  void aManagerWhoCannotSeeAChannelCannotSubscribeIt() {
    FakeChannel hidden = scene.channel(guild, "hidden");
    hidden.allow(anna, Permissions.MANAGE_CHANNELS);
    hidden.deny(anna, Permissions.VIEW_CHANNEL);
    Played played =
        scene.discord.people().slash(anna, alerts, "subscribe", Map.of("channel", hidden));

    played.awaitAnswer(Scene.SOON);
    assertThat(scene.subscriptions.find(Scene.ref(hidden))).isEmpty();
  }

  @Test
  void aManagerToWhomAChannelDeniesItCannotSubscribeIt() {
    FakeChannel closed = scene.channel(guild, "closed");
    guild.member(anna, guild.role("manager", Permissions.MANAGE_CHANNELS));
    closed.deny(anna, Permissions.MANAGE_CHANNELS);
    Played played =
        scene.discord.people().slash(anna, alerts, "subscribe", Map.of("channel", closed));

    assertThat(played.awaitAnswer(Scene.SOON).text()).contains("Manage Channels");
    assertThat(scene.subscriptions.find(Scene.ref(closed))).isEmpty();
  }

  @Test
  void aChannelWhereTheBotMayNotPostIsRefusedAtOnceWithWhatIsMissing() {
    alerts.deny(guild.botRole(), Permissions.EMBED_LINKS);
    Played played =
        scene.discord.people().slash(guild.owner(), alerts, "subscribe", Map.of("channel", alerts));

    assertThat(played.awaitAnswer(Scene.SOON).text()).contains("Embed Links");
    assertThat(scene.subscriptions.find(Scene.ref(alerts))).isEmpty();
  }

  @Test
  void aChannelOfAnotherGuildCannotBeSubscribed() {
    FakeChannel elsewhere = scene.alerts();
    try {
      scene
          .discord
          .people()
          .slash(guild.owner(), alerts, "subscribe", Map.of("channel", elsewhere))
          .awaitAnswer(Scene.SOON);
    } catch (IllegalStateException notOffered) {
      assertThat(notOffered).hasMessageNotContaining("no such command");
    }

    assertThat(scene.subscriptions.find(Scene.ref(elsewhere))).isEmpty();
  }

  @Test
  void everyoneIsNotARoleToCall() {
    Played played =
        scene
            .discord
            .people()
            .slash(
                guild.owner(),
                alerts,
                "subscribe",
                Map.of("channel", alerts, "mention", guild.everyone()));

    assertThat(played.awaitAnswer(Scene.SOON).content()).startsWith("I never call everyone.");
    assertThat(scene.subscriptions.find(Scene.ref(alerts))).isEmpty();
  }
}
