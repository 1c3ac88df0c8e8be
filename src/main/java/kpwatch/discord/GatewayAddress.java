package kpwatch.discord;

import java.net.URI;
import java.util.Optional;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.utils.SessionControllerAdapter;

/** Where JDA finds the gateway: as Discord says, or at the address that was set. */
final class GatewayAddress extends SessionControllerAdapter {
  private final Optional<URI> fixed;

  GatewayAddress(Optional<URI> fixed) {
    this.fixed = fixed;
  }

  @Override
  public String getGateway() {
    return fixed.map(URI::toString).orElseGet(super::getGateway);
  }

  @Override
  public ShardedGateway getShardedGateway(JDA api) {
    ShardedGateway told = super.getShardedGateway(api);
    return fixed
        .map(url -> new ShardedGateway(url.toString(), told.getShardTotal(), told.getConcurrency()))
        .orElse(told);
  }
}
