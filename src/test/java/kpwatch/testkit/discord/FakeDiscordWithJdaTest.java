package kpwatch.testkit.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.concrete.TextChannel;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.StatusChangeEvent;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.events.guild.GuildUnavailableEvent;
import net.dv8tion.jda.api.events.guild.override.PermissionOverrideCreateEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fake is good enough for the real client. */
class FakeDiscordWithJdaTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final FakeDiscord discord = new FakeDiscord();
  private final FakeGuild guild = discord.world().guild("Watchers");
  private final FakeChannel alerts = guild.text("alerts");
  private JdaBot bot;

  @BeforeEach
  void connect() throws Exception {
    bot = new JdaBot(discord);
  }

  @AfterEach
  void disconnect() {
    bot.close();
    discord.close();
  }

  @Test
  void becomesReadyWithItsGuild() {
    assertThat(bot.jda().getGuilds()).hasSize(1);
    assertThat(bot.channel(alerts).getName()).isEqualTo("alerts");
    assertThat(discord.gateway().identifies()).isEqualTo(1);
    assertThat(discord.gateway().connected()).isEqualTo(1);
    assertThat(discord.violations()).isEmpty();
  }

  @Test
  void registersACommandAndAnswersIt() throws Exception {
    bot.jda()
        .updateCommands()
        .addCommands(
            Commands.slash("subscribe", "Alerts in a channel")
                .addOption(OptionType.CHANNEL, "channel", "Where", true))
        .complete();
    FakeUser anna = discord.world().user("anna", "ko");
    guild.member(anna);

    Played played = discord.people().slash(anna, alerts, "subscribe", Map.of("channel", alerts));
    SlashCommandInteractionEvent event = bot.next(SlashCommandInteractionEvent.class);
    event.deferReply(true).complete();
    event
        .getHook()
        .editOriginal("Subscribed " + event.getOption("channel").getAsChannel().getAsMention())
        .setAllowedMentions(List.of())
        .complete();

    assertThat(played.awaitAnswer(SOON).content()).isEqualTo("Subscribed <#" + alerts.id() + ">");
    assertThat(played.acknowledgement()).isEqualTo(5);
    assertThat(played.ephemeral()).isTrue();
    assertThat(played.acknowledgedAfter()).isLessThan(Duration.ofSeconds(3));
    assertThat(event.getUserLocale().getLocale()).isEqualTo("ko");
    assertThat(discord.messages(alerts)).isEmpty();
    assertThat(discord.violations()).isEmpty();
  }

  @Test
  void postsWithANonceAndEdits() {
    TextChannel channel = bot.channel(alerts);
    Message message = channel.sendMessage("Down").setNonce("incident-1").complete();
    Message again = channel.sendMessage("Down").setNonce("incident-1").complete();
    message.editMessage("Up").setAllowedMentions(List.of()).complete();

    StoredMessage stored = discord.awaitMessages(alerts, 1, SOON).get(0);
    assertThat(again.getIdLong()).isEqualTo(message.getIdLong());
    assertThat(stored.content()).isEqualTo("Up");
    assertThat(stored.nonce()).contains("incident-1");
    assertThat(stored.edits()).isEqualTo(1);
    assertThat(discord.messages(alerts)).hasSize(1);
    assertThat(discord.violations()).isEmpty();
  }

  @Test
  void anEditOfJdaLeavesAllowedMentionsOutUnlessItIsTold() {
    Message message = bot.channel(alerts).sendMessage("Down").complete();
    message.editMessage("Up").complete();
    assertThat(discord.violations()).hasSize(1);
    assertThat(discord.violations().get(0)).endsWith("allowed_mentions: is missing");
  }

  @Test
  void computesPermissionsAsTheFakeDoes() throws Exception {
    alerts.deny(guild.botRole(), Permissions.EMBED_LINKS);
    bot.next(PermissionOverrideCreateEvent.class);
    TextChannel channel = bot.channel(alerts);
    assertThat(channel.getGuild().getSelfMember().hasPermission(channel, Permission.MESSAGE_SEND))
        .isTrue();
    assertThat(
            channel
                .getGuild()
                .getSelfMember()
                .hasPermission(channel, Permission.MESSAGE_EMBED_LINKS))
        .isFalse();
  }

  @Test
  void resumesAfterALostGatewayAndHearsWhatItMissed() throws Exception {
    discord.gateway().close(4000);
    guild.goUnavailable();

    bot.next(GuildUnavailableEvent.class);
    bot.next(SessionResumeEvent.class);
    assertThat(discord.gateway().identifies()).isEqualTo(1);
    assertThat(discord.gateway().resumes()).isEqualTo(1);
  }

  @Test
  void resumesWhenItIsAskedToReconnect() throws Exception {
    discord.gateway().askToReconnect();
    bot.next(SessionResumeEvent.class);
    assertThat(discord.gateway().resumes()).isEqualTo(1);
  }

  @Test
  void resumesAfterACutLine() throws Exception {
    discord.gateway().cut();
    bot.next(SessionResumeEvent.class);
    assertThat(discord.gateway().resumes()).isEqualTo(1);
  }

  /**
   * It resumes as a rule. At times the interrupt that ends the silent connection reaches JDA 6.5.0
   * while it waits to reconnect; it takes that for its own shutdown and ends for good.
   */
  @Test
  void leavesASilentGatewayAndResumesOrEnds() throws Exception {
    discord.gateway().heartbeatInterval(Duration.ofMillis(300));
    discord.gateway().cut();
    bot.next(SessionResumeEvent.class);
    discord.gateway().goSilent();
    GenericEvent after =
        bot.next(
            GenericEvent.class,
            event -> event instanceof SessionResumeEvent || event instanceof ShutdownEvent);
    assertThat(discord.gateway().resumes()).isEqualTo(after instanceof SessionResumeEvent ? 2 : 1);
  }

  @Test
  void identifiesAnewAfterAnInvalidSession() throws Exception {
    discord.gateway().invalidateSessions(false);
    bot.next(SessionRecreateEvent.class);
    assertThat(discord.gateway().identifies()).isEqualTo(2);
  }

  @Test
  void findsItsWayBackToAServerThatWasGone() throws Exception {
    discord.stop();
    bot.next(StatusChangeEvent.class, is(JDA.Status.ATTEMPTING_TO_RECONNECT));
    bot.next(StatusChangeEvent.class, is(JDA.Status.WAITING_TO_RECONNECT));
    discord.start();

    bot.next(SessionResumeEvent.class);
    bot.channel(alerts).sendMessage("Still here").complete();
    assertThat(discord.messages(alerts)).hasSize(1);
  }

  @Test
  void learnsOfAGuildThatInvitesIt() throws Exception {
    FakeGuild other = discord.world().guild("Others");
    assertThat(bot.next(GuildJoinEvent.class).getGuild().getIdLong()).isEqualTo(other.id());
  }

  private static java.util.function.Predicate<StatusChangeEvent> is(JDA.Status status) {
    return event -> event.getNewStatus() == status;
  }
}
