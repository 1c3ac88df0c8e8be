package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import kpwatch.testkit.discord.FakeRole;
import kpwatch.testkit.discord.Permissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whoever names a role that nobody may mention (Discord's default for a new role), while the bot
 * lacks Mention Everyone, is told that nobody will be called, and what to change.
 */
class RoleThatCannotBeCalledTest extends Shared {
  private final FakeRole watch = guild.role("watch", 0);

  @BeforeEach
  void heard() {
    scene.await(() -> scene.role(watch), "the role was not heard of");
  }

  @Test
  void isNotPromisedToBeCalled() {
    assertThat(answer("subscribe", Map.of("mention", watch)))
        .doesNotContain("your role is called")
        .contains("mention this role")
        .contains("Mention Everyone");
    assertThat(answer("test", Map.of("mention", true)))
        .doesNotContain("It calls your role")
        .contains("mention this role");
  }

  @Test
  void isToldAgainWhenAnotherSettingIsChanged() {
    answer("subscribe", Map.of("mention", watch));
    assertThat(answer("subscribe", Map.of("level", "all")))
        .doesNotContain("your role is called")
        .contains("mention this role");
  }

  @Test
  void isPromisedOnceEverybodyMayMentionIt() {
    watch.mentionable(true);
    scene.await(
        () ->
            scene
                .bot
                .connection
                .any()
                .map(jda -> jda.getRoleById(watch.id()))
                .filter(role -> role.isMentionable())
                .isPresent(),
        "the change was not heard of");
    assertThat(answer("subscribe", Map.of("mention", watch))).contains("your role is called");
    assertThat(answer("test", Map.of("mention", true))).contains("It calls your role");
  }

  @Test
  void isPromisedWhereTheBotMayMentionEverybody() {
    alerts.allow(guild.botRole(), Permissions.MENTION_EVERYONE);
    scene.await(
        () ->
            scene
                .bot
                .connection
                .any()
                .map(jda -> jda.getGuildChannelById(alerts.id()))
                .filter(
                    c ->
                        c.getGuild()
                            .getSelfMember()
                            .hasPermission(
                                c, net.dv8tion.jda.api.Permission.MESSAGE_MENTION_EVERYONE))
                .isPresent(),
        "the change was not heard of");
    assertThat(answer("subscribe", Map.of("mention", watch))).contains("your role is called");
  }

  private String answer(String command, Map<String, ?> options) {
    return scene
        .discord
        .people()
        .slash(guild.owner(), alerts, command, options)
        .awaitAnswer(Scene.SOON)
        .text();
  }
}
