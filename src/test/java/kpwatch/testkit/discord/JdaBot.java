package kpwatch.testkit.discord;

import java.util.EnumSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.concrete.TextChannel;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.sharding.DefaultShardManagerBuilder;
import net.dv8tion.jda.api.sharding.ShardManager;
import net.dv8tion.jda.api.utils.ChunkingFilter;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import net.dv8tion.jda.api.utils.MemberCachePolicy;
import net.dv8tion.jda.api.utils.messages.MessageRequest;

/** The real client, pointed at the fake, with all that it says in a queue. */
final class JdaBot implements AutoCloseable {
  private final BlockingQueue<GenericEvent> events = new LinkedBlockingQueue<>();
  private final ShardManager shards;
  private final JDA jda;

  JdaBot(FakeDiscord discord) throws InterruptedException {
    MessageRequest.setDefaultMentions(EnumSet.noneOf(Message.MentionType.class));
    EventListener keep = events::add;
    shards =
        DefaultShardManagerBuilder.createLight(discord.token(), EnumSet.noneOf(GatewayIntent.class))
            .setRestConfig(new RestConfig().setBaseUrl(discord.baseUrl()))
            .setSessionController(new Sessions(discord.gatewayUrl()))
            .setCompression(Compression.NONE)
            .setMemberCachePolicy(MemberCachePolicy.NONE)
            .setChunkingFilter(ChunkingFilter.NONE)
            .addEventListeners(keep)
            .build();
    jda = next(ReadyEvent.class).getJDA();
  }

  JDA jda() {
    return jda;
  }

  TextChannel channel(FakeChannel channel) {
    return jda.getTextChannelById(channel.id());
  }

  /** The next event of this kind; those before it are let go. Fails after 20 s. */
  <T extends GenericEvent> T next(Class<T> type) throws InterruptedException {
    return next(type, event -> true);
  }

  <T extends GenericEvent> T next(Class<T> type, Predicate<T> which) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (System.nanoTime() < end) {
      GenericEvent event = events.poll(1, TimeUnit.SECONDS);
      if (type.isInstance(event) && which.test(type.cast(event))) {
        return type.cast(event);
      }
    }
    throw new AssertionError("no " + type.getSimpleName() + "; shards: " + shards.getStatuses());
  }

  @Override
  public void close() {
    shards.shutdown();
  }

  /**
   * JDA forgets both {@code resume_gateway_url} and the answer of {@code GET gateway/bot} when it
   * once cannot connect; it then asks this, and the default is Discord's own address.
   */
  private static final class Sessions extends ConcurrentSessionController {
    private final String gateway;

    Sessions(String gateway) {
      this.gateway = gateway;
    }

    @Override
    public String getGateway() {
      return gateway;
    }
  }
}
