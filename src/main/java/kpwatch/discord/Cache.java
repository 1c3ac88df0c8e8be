package kpwatch.discord;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.sharding.ShardManager;

/** What is known of servers without asking: kept up by the gateway, so it may be late or empty. */
final class Cache {
  private static final Duration FILLING = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Supplier<Optional<ShardManager>> shards;

  Cache(Supplier<Optional<ShardManager>> shards) {
    this.shards = shards;
  }

  /** Absent for a thread that was archived before we connected. */
  Optional<GuildChannel> channel(String id) {
    return shards.get().map(s -> s.getGuildChannelById(Long.parseUnsignedLong(id)));
  }

  /**
   * Whether what Discord shows of a channel's past is all of it; false where that is not known.
   * Right after a start it waits a little for the gateway to tell what there is.
   */
  boolean mayReadBack(String channel) {
    return told(channel)
        .filter(c -> c.getGuild().getSelfMember().hasPermission(c, Permission.MESSAGE_HISTORY))
        .isPresent();
  }

  private Optional<GuildChannel> told(String channel) {
    Optional<GuildChannel> known = channel(channel);
    long end = System.nanoTime() + FILLING.toNanos();
    while (known.isEmpty()
        && filling()
        && System.nanoTime() < end
        && !Thread.currentThread().isInterrupted()) {
      LockSupport.parkNanos(LOOK.toNanos());
      known = channel(channel);
    }
    return known;
  }

  private boolean filling() {
    return shards.get().stream()
        .flatMap(s -> s.getShardCache().stream())
        .anyMatch(jda -> jda.getStatus().isInit());
  }

  boolean isOurs(String author) {
    return shards.get().stream()
        .flatMap(s -> s.getShardCache().stream())
        .map(JDA::getSelfUser)
        .anyMatch(self -> self.getId().equals(author));
  }

  /**
   * What the bot lacks to post there, as Discord's screens call it; empty where nothing is known.
   */
  List<String> missing(String channel) {
    return channel(channel).map(Places::missing).orElse(List.of());
  }
}
