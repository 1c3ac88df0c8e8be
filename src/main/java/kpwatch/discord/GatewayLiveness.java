package kpwatch.discord;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import net.dv8tion.jda.api.JDA;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins a session anew that JDA holds for alive although it cannot hear any more: a thread of it
 * is missing at several looks in a row, or no event came for long. Each answer to a heartbeat is an
 * event, and Discord wants one about every 41 seconds
 * (https://docs.discord.com/developers/events/gateway, read 2026-12-01). To be looked at from one
 * thread, about once a second.
 */
final class GatewayLiveness {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayLiveness.class);

  /** JDA by itself notices missing heartbeats within about two minutes. */
  private static final Duration SILENCE = Duration.ofMinutes(5);

  /** A reconnection of JDA's own changes its threads for a moment. */
  private static final int LOOKS = 4;

  private final Connection connection;
  private final LongSupplier nanos;
  private List<JDA> seen = List.of();
  private volatile long heard;
  private int incomplete;

  /**
   * @param nanos of a clock that nobody sets
   */
  GatewayLiveness(Connection connection, LongSupplier nanos) {
    this.connection = connection;
    this.nanos = nanos;
  }

  /** An event came. */
  void heard() {
    heard = nanos.getAsLong();
  }

  void look() {
    List<JDA> present = connection.all();
    if (present.isEmpty() || !present.equals(seen)) {
      seen = present;
      incomplete = 0;
      heard();
      return;
    }
    boolean connecting = connection.connecting();
    boolean complete = present.stream().allMatch(jda -> GatewayThreads.complete(jda, connecting));
    incomplete = complete ? 0 : incomplete + 1;
    if (incomplete >= LOOKS) {
      anew("a thread of it has died");
    } else if (nanos.getAsLong() - heard > SILENCE.toNanos()) {
      anew("nothing was heard for " + SILENCE.toMinutes() + " minutes");
    }
  }

  private void anew(String why) {
    LOG.warn("the session with Discord is begun anew: {}", why);
    connection.again(seen.get(0));
    seen = List.of();
  }
}
