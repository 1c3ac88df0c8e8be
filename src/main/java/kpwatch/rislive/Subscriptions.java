package kpwatch.rislive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import kpwatch.network.Network;
import kpwatch.observation.Prefix;

/**
 * What RIS Live is asked for, as frames. Source: https://ris-live.ripe.net/manual/, read
 * 2026-11-23.
 */
final class Subscriptions {
  /**
   * Two RIS beacons, announced at 00, 04, … 20 h and withdrawn two hours later: they change when
   * the watched network does not. Source:
   * https://github.com/RIPE-NCC/ris-docs/blob/master/docs/30_routing_beacons.md, read 2026-11-23.
   */
  static final List<Prefix> BEACONS =
      List.of(Prefix.parse("84.205.64.0/24"), Prefix.parse("84.205.65.0/24"));

  /** The message that proves life; RIS Live answers with {@code pong}. */
  static final String PING = "{\"type\":\"ping\",\"data\":null}";

  private Subscriptions() {}

  /**
   * The frames, in the order in which they are sent: the block with everything in it and around it,
   * prefixes outside of it, whatever the origin announces (a withdrawal has no path, so the former
   * are needed too), sessions of the collectors, beacons.
   */
  static List<String> of(Network network) {
    List<String> frames = new ArrayList<>();
    network.block().ifPresent(block -> frames.add(around(List.of(block))));
    List<Prefix> outside =
        network.prefixes().stream()
            .filter(p -> network.block().map(block -> !block.covers(p)).orElse(true))
            .toList();
    if (!outside.isEmpty()) {
      frames.add(around(outside));
    }
    ObjectNode origin = wish("UPDATE").put("path", network.origin().number() + "$");
    frames.add(frame(origin));
    frames.add(frame(wish("RIS_PEER_STATE")));
    frames.add(frame(prefixes(wish("UPDATE"), BEACONS)));
    return List.copyOf(frames);
  }

  private static String around(List<Prefix> prefixes) {
    ObjectNode wish = prefixes(wish("UPDATE"), prefixes);
    return frame(wish.put("moreSpecific", true).put("lessSpecific", true));
  }

  private static ObjectNode prefixes(ObjectNode wish, List<Prefix> prefixes) {
    if (prefixes.size() == 1) {
      return wish.put("prefix", prefixes.get(0).toString());
    }
    ArrayNode all = wish.putArray("prefix");
    prefixes.forEach(p -> all.add(p.toString()));
    return wish;
  }

  private static ObjectNode wish(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  /** Options hold for the whole connection and the last ones win, so all say the same. */
  private static String frame(ObjectNode wish) {
    wish.putObject("socketOptions").put("acknowledge", true);
    ObjectNode frame = JsonNodeFactory.instance.objectNode().put("type", "ris_subscribe");
    frame.set("data", wish);
    return frame.toString();
  }
}
