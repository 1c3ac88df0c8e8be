package kpwatch.discord;

import java.net.URI;
import java.util.Optional;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.utils.SessionControllerAdapter;

/**
 * Where JDA finds the gateway: at the address that was set, or where Discord last said. JDA 6.5.0
 * forgets what Discord said once a reconnection has failed, and then asks here.
 */
final class GatewayAddress extends SessionControllerAdapter {
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
}
