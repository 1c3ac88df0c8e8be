package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What outlives a lost connection: the number of the last event, and all events for a resume.
 * Guarded by the gateway's lock.
 */
final class GatewaySession {
  private final String id;
  private final int shard;
  private final int shards;
  private final long intents;
  private final List<ObjectNode> sent = new ArrayList<>();
  private Optional<GatewayConnection> connection = Optional.empty();

  GatewaySession(String id, int shard, int shards, long intents) {
    this.id = id;
    this.shard = shard;
    this.shards = shards;
    this.intents = intents;
  }

  String id() {
    return id;
  }

  int shard() {
    return shard;
  }

  int shards() {
    return shards;
  }

  /** Source: https://docs.discord.com/developers/events/gateway#sharding */
  boolean minds(long guildId) {
    return guildId == 0 ? shard == 0 : Long.remainderUnsigned(guildId >>> 22, shards) == shard;
  }

  boolean wantsGuilds() {
    return (intents & Intents.GUILDS) != 0;
  }

  void connected(GatewayConnection now) {
    connection = Optional.of(now);
  }

  void disconnected(GatewayConnection gone) {
    connection = connection.filter(now -> now != gone);
  }

  Optional<GatewayConnection> connection() {
    return connection;
  }

  /** Sends now, and again at a resume that has not seen it. */
  void dispatch(String type, JsonNode data) {
    ObjectNode event = Json.object().put("op", 0).put("t", type).put("s", sent.size() + 1);
    event.set("d", data.deepCopy());
    sent.add(event);
    connection.ifPresent(now -> now.send(event));
  }

  boolean knows(long sequence) {
    return sequence >= 0 && sequence <= sent.size();
  }

  List<ObjectNode> after(long sequence) {
    return List.copyOf(sent.subList((int) sequence, sent.size()));
  }
}
