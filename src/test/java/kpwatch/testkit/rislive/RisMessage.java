package kpwatch.testkit.rislive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One {@code ris_message}.
 *
 * @param type {@code UPDATE} or {@code RIS_PEER_STATE}
 * @param state of the session; empty for an update
 */
public record RisMessage(
    Instant at,
    RisPeer peer,
    String type,
    List<Long> path,
    List<String> announced,
    List<String> withdrawn,
    Optional<String> state) {
  /** How RIS Live wrote it in which years, as recorded. */
  public enum Format {
    /** Short host; what is absent is left out. */
    FROM_2019,
    /** {@code rrc25.ripe.net}; what is absent is an empty array. */
    FROM_2025
  }

  public RisMessage {
    path = List.copyOf(path);
    announced = List.copyOf(announced);
    withdrawn = List.copyOf(withdrawn);
  }

  public static RisMessage announcement(Instant at, RisPeer peer, String prefix, List<Long> path) {
    return new RisMessage(at, peer, "UPDATE", path, List.of(prefix), List.of(), Optional.empty());
  }

  public static RisMessage withdrawal(Instant at, RisPeer peer, String prefix) {
    return new RisMessage(
        at, peer, "UPDATE", List.of(), List.of(), List.of(prefix), Optional.empty());
  }

  public static RisMessage session(Instant at, RisPeer peer, String state) {
    return new RisMessage(
        at, peer, "RIS_PEER_STATE", List.of(), List.of(), List.of(), Optional.of(state));
  }

  Stream<String> prefixes() {
    return Stream.concat(announced.stream(), withdrawn.stream());
  }

  /**
   * The frame.
   *
   * @param number makes its id unlike others
   */
  public String text(Format format, long number) {
    boolean old = format == Format.FROM_2019;
    ObjectNode frame = JsonNodeFactory.instance.objectNode().put("type", "ris_message");
    ObjectNode data = frame.putObject("data");
    data.put("timestamp", BigDecimal.valueOf(at.toEpochMilli() / 10, 2));
    data.put("peer", peer.address()).put("peer_asn", Long.toString(peer.asn()));
    data.put("id", id(old, number));
    data.put("host", peer.collector() + (old ? "" : ".ripe.net")).put("type", type);
    state.ifPresent(s -> data.put("state", s));
    if (type.equals("UPDATE")) {
      update(data, old);
    }
    return frame.toString();
  }

  private String id(boolean old, long number) {
    return old
        ? peer.collector().substring(3) + "-5761-" + number
        : peer.address() + "-" + String.format("%016x", number);
  }

  private void update(ObjectNode data, boolean old) {
    if (!old || !path.isEmpty()) {
      ArrayNode hops = data.putArray("path");
      path.forEach(hops::add);
    }
    if (!old) {
      data.putArray("community");
    }
    if (!announced.isEmpty()) {
      data.put("origin", old ? "igp" : "IGP");
    }
    if (!old || !announced.isEmpty()) {
      ArrayNode announcements = data.putArray("announcements");
      if (!announced.isEmpty()) {
        ObjectNode hop = announcements.addObject().put("next_hop", peer.address());
        announced.forEach(hop.putArray("prefixes")::add);
      }
    }
    if (!old || !withdrawn.isEmpty()) {
      withdrawn.forEach(data.putArray("withdrawals")::add);
    }
  }
}
