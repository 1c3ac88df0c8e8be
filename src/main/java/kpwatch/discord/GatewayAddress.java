package kpwatch.discord;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.utils.SessionControllerAdapter;

/**
 * Where JDA finds the gateway: at the address that was set, or where Discord last said. JDA 6.5.0
 * forgets what Discord said once a reconnection has failed, and then asks here. A shard whose
 * connection failed it puts back into its queue and takes out again at once; here it waits before.
 */
final class GatewayAddress extends SessionControllerAdapter {
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Optional<URI> fixed;
  private volatile Optional<String> told = Optional.empty();

  GatewayAddress(Optional<URI> fixed) {
    this.fixed = fixed;
  }

  @Override
  public String getGateway() {
    return fixed.map(URI::toString).or(() -> told).orElseGet(super::getGateway);
  }

  @Override
  public ShardedGateway getShardedGateway(JDA api) {
    ShardedGateway answer = super.getShardedGateway(api);
    told = Optional.of(answer.getUrl());
    return fixed
        .map(
            url ->
                new ShardedGateway(url.toString(), answer.getShardTotal(), answer.getConcurrency()))
        .orElse(answer);
  }

  /** Whether a thread is there that connects what waits. */
  boolean connecting() {
    synchronized (lock) {
      return workerHandle != null && workerHandle.isAlive();
    }
  }

  @Override
  public void appendSession(SessionConnectNode node) {
    if (Thread.currentThread() instanceof QueueWorker && !waited(node)) {
      return;
    }
    super.appendSession(node);
  }

  /** On the thread that connects, after a failure; false if the shard was given up meanwhile. */
  private static boolean waited(SessionConnectNode node) {
    try {
      Thread.sleep(AGAIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    JDA.Status status = node.getJDA().getStatus();
    return status != JDA.Status.SHUTTING_DOWN && status != JDA.Status.SHUTDOWN;
  }
}
