package kpwatch.testkit.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.dv8tion.jda.api.EmbedBuilder;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.components.selections.StringSelectMenu;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.events.channel.GenericChannelEvent;
import net.dv8tion.jda.api.events.interaction.command.CommandAutoCompleteInteractionEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.events.interaction.component.StringSelectInteractionEvent;
import net.dv8tion.jda.api.events.thread.ThreadHiddenEvent;
import net.dv8tion.jda.api.events.thread.ThreadRevealedEvent;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.DefaultMemberPermissions;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.SubcommandData;
import net.dv8tion.jda.api.utils.FileUpload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands, clicks and choices as the real client hears and answers them. */
class FakeDiscordPeopleWithJdaTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final FakeDiscord discord = new FakeDiscord();
  private final FakeGuild guild = discord.world().guild("Watchers");
  private final FakeChannel alerts = guild.text("alerts");
  private final FakeUser anna = discord.world().user("anna");
  private JdaBot bot;

  @BeforeEach
  void connect() throws Exception {
    guild.member(anna, guild.role("editors", Permissions.MANAGE_CHANNELS));
    bot = new JdaBot(discord);
    bot.jda()
        .updateCommands()
        .addCommands(
            Commands.slash("status", "How it is")
                .setContexts(InteractionContextType.GUILD, InteractionContextType.BOT_DM),
            Commands.slash("incident", "One of them")
                .setContexts(InteractionContextType.GUILD)
                .setDefaultPermissions(
                    DefaultMemberPermissions.enabledFor(Permission.MANAGE_CHANNEL))
                .addSubcommands(
                    new SubcommandData("show", "Shows it")
                        .addOption(OptionType.STRING, "id", "Which", true, true)
                        .addOption(OptionType.ROLE, "role", "Whom to ping")))
        .complete();
  }

  @AfterEach
  void disconnect() {
    assertThat(discord.violations()).isEmpty();
    bot.close();
    discord.close();
  }

  @Test
  void aGuildIsLeftOnce() {
    Guild known = bot.jda().getGuildById(guild.id());
    assertThat(known).isNotNull();
    known.leave().complete();
    assertThatThrownBy(() -> known.leave().complete()).hasMessageContaining("10004");
  }

  @Test
  void answersInADirectMessage() throws Exception {
    Played played = discord.people().slash(anna, discord.world().direct(anna), "status");
    bot.next(SlashCommandInteractionEvent.class).reply("Up").complete();
    assertThat(played.awaitAnswer(SOON).content()).isEqualTo("Up");
  }

  @Test
  void answersInAThread() throws Exception {
    Played played = discord.people().slash(anna, alerts.thread("incident"), "status");
    bot.next(SlashCommandInteractionEvent.class).reply("Up").complete();
    assertThat(played.awaitAnswer(SOON).content()).isEqualTo("Up");
  }

  @Test
  void hearsASubcommandWithARoleAndTheCallersPermissions() throws Exception {
    FakeRole role = guild.role("duty", 0);
    discord.people().slash(anna, alerts, "incident show", Map.of("id", "7", "role", role));
    var event = bot.next(SlashCommandInteractionEvent.class);
    assertThat(event.getFullCommandName()).isEqualTo("incident show");
    assertThat(event.getOption("role").getAsRole().getIdLong()).isEqualTo(role.id());
    assertThat(event.getMember().hasPermission(Permission.MANAGE_CHANNEL)).isTrue();
  }

  @Test
  void offersChoices() throws Exception {
    Played played = discord.people().autocomplete(anna, alerts, "incident show", "id", "2");
    var event = bot.next(CommandAutoCompleteInteractionEvent.class);
    assertThat(event.getFocusedOption().getValue()).isEqualTo("2");
    event.replyChoice("The second", "2").complete();
    assertThat(played.awaitChoices(SOON).get(0).path("value").asText()).isEqualTo("2");
  }

  @Test
  void reactsToAClickAndAChoiceUnderAChart() throws Exception {
    bot.channel(alerts)
        .sendMessage("Down")
        .setEmbeds(new EmbedBuilder().setTitle("Outage").addField("Seen", "2 of 9", true).build())
        .setComponents(
            ActionRow.of(Button.secondary("v1:why", "Why")),
            ActionRow.of(StringSelectMenu.create("v1:lang").addOption("Korean", "ko").build()))
        .setFiles(FileUpload.fromData(new byte[] {1}, "chart.png").setDescription("A chart"))
        .complete();
    StoredMessage message = discord.messages(alerts).get(0);
    assertThat(message.text()).isEqualTo("Down\nOutage\nSeen: 2 of 9\nWhy\nKorean");
    assertThat(message.customIds()).containsExactly("v1:why", "v1:lang");
    assertThat(message.attachments().get(0).description()).isEqualTo("A chart");

    Played click = discord.people().click(anna, message, "v1:why");
    bot.next(ButtonInteractionEvent.class).reply("Because").setEphemeral(true).complete();
    assertThat(click.awaitAnswer(SOON).ephemeral()).isTrue();

    Played choice = discord.people().select(anna, message, "v1:lang", "ko");
    bot.next(StringSelectInteractionEvent.class)
        .editMessage("In Korean")
        .setAllowedMentions(List.of())
        .complete();
    choice.awaitAnswer(SOON);
    assertThat(discord.messages(alerts).get(0).content()).isEqualTo("In Korean");
  }

  @Test
  void aThreadGoesOutOfSightWithItsChannelAndComesBack() throws Exception {
    FakeChannel thread = alerts.thread("incident");
    bot.next(GenericChannelEvent.class);
    alerts.deny(guild.botRole(), Permissions.VIEW_CHANNEL);
    bot.next(ThreadHiddenEvent.class);
    alerts.inherit(guild.botRole());
    assertThat(bot.next(ThreadRevealedEvent.class).getThread().getIdLong()).isEqualTo(thread.id());
  }
}
