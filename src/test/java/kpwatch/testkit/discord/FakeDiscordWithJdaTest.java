package kpwatch.testkit.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.concrete.TextChannel;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.guild.GuildJoinEvent;
import net.dv8tion.jda.api.events.guild.GuildUnavailableEvent;
import net.dv8tion.jda.api.events.interaction.command.SlashCommandInteractionEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.sharding.DefaultShardManagerBuilder;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.ChunkingFilter;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.MemberCachePolicy;
import net.dv8tion.jda.api.utils.messages.MessageRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fake is good enough for the real client. */
class FakeDiscordWithJdaTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  private final FakeDiscord discord = new FakeDiscord();
  private final FakeGuild guild = discord.world().guild("Watchers");
  private final FakeChannel alerts = guild.text("alerts");
  private final BlockingQueue<GenericEvent> events = new LinkedBlockingQueue<>();
  private ShardManager shards;
  private JDA jda;

  @BeforeEach
  void connect() throws Exception {
    MessageRequest.setDefaultMentions(EnumSet.noneOf(Message.MentionType.class));
    EventListener keep = events::add;
    shards =
        DefaultShardManagerBuilder.createLight(discord.token(), EnumSet.noneOf(GatewayIntent.class))
            .setRestConfig(new RestConfig().setBaseUrl(discord.baseUrl()))
            .setCompression(Compression.NONE)
            .setMemberCachePolicy(MemberCachePolicy.NONE)
            .setChunkingFilter(ChunkingFilter.NONE)
            .addEventListeners(keep)
            .build();
    jda = next(ReadyEvent.class).getJDA();
  }

  @AfterEach
  void disconnect() {
    shards.shutdown();
    discord.close();
  }

  @Test
  void becomesReadyWithItsGuild() {
    assertThat(jda.getGuilds()).hasSize(1);
    assertThat(jda.getGuilds().get(0).getTextChannels()).hasSize(1);
    assertThat(discord.gateway().identifies()).isEqualTo(1);
    assertThat(discord.gateway().connected()).isEqualTo(1);
  }

  @Test
  void registersACommandAndAnswersIt() throws Exception {
    jda.updateCommands()
        .addCommands(
            Commands.slash("subscribe", "Alerts in a channel")
                .addOption(OptionType.CHANNEL, "channel", "Where", true))
        .complete();
    FakeUser anna = discord.world().user("anna", "ko");
    guild.member(anna);

    Played played = discord.people().slash(anna, alerts, "subscribe", Map.of("channel", alerts));
    SlashCommandInteractionEvent event = next(SlashCommandInteractionEvent.class);
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
    assertThat(discord.commands().overwrites()).isEqualTo(1);
  }

  @Test
  void postsWithANonceAndEdits() {
    TextChannel channel = jda.getTextChannelById(alerts.id());
    Message message =
        channel.sendMessage("Down").setNonce("incident-1").setAllowedMentions(List.of()).complete();
    Message again =
        channel.sendMessage("Down").setNonce("incident-1").setAllowedMentions(List.of()).complete();
    message.editMessage("Up").setAllowedMentions(List.of()).complete();

    StoredMessage stored = discord.awaitMessages(alerts, 1, SOON).get(0);
    assertThat(again.getIdLong()).isEqualTo(message.getIdLong());
    assertThat(stored.content()).isEqualTo("Up");
    assertThat(stored.nonce()).contains("incident-1");
    assertThat(stored.edits()).isEqualTo(1);
    assertThat(stored.allowedMentions()).isPresent();
    assertThat(discord.messages(alerts)).hasSize(1);
  }

  @Test
  void resumesAfterALostGatewayAndHearsWhatItMissed() throws Exception {
    discord.gateway().close(4000);
    guild.goUnavailable();

    next(GuildUnavailableEvent.class);
    next(SessionResumeEvent.class);
    assertThat(discord.gateway().identifies()).isEqualTo(1);
    assertThat(discord.gateway().resumes()).isEqualTo(1);
  }

  @Test
  void comesBackOnTheSamePort() throws Exception {
    discord.stop();
    discord.start();

    next(SessionResumeEvent.class);
    jda.getTextChannelById(alerts.id())
        .sendMessage("Still here")
        .setAllowedMentions(List.of())
        .complete();
    assertThat(discord.messages(alerts)).hasSize(1);
  }

  @Test
  void learnsOfAGuildThatInvitesIt() throws Exception {
    FakeGuild other = discord.world().guild("Others");

    assertThat(next(GuildJoinEvent.class).getGuild().getIdLong()).isEqualTo(other.id());
  }

  private <T extends GenericEvent> T next(Class<T> type) throws InterruptedException {
    long end = System.nanoTime() + SOON.toNanos();
    while (System.nanoTime() < end) {
      GenericEvent event = events.poll(1, TimeUnit.SECONDS);
      if (type.isInstance(event)) {
        return type.cast(event);
      }
    }
    throw new AssertionError("no " + type.getSimpleName());
  }
}
