package kpwatch.testkit.rislive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;
import kpwatch.testkit.Country;

/** What RIS Live sends of a made-up country: whatever each peer has otherwise than before. */
public final class CountryFrames {
  public static final String PONG = "{\"type\":\"pong\",\"data\":null}";

  private final Country country;
  private Map<Prefix, Map<PeerId, Observation.Row>> before = Map.of();
  private long number;

  /** From how it stands now. */
  public CountryFrames(Country country, Instant now) {
    this.country = country;
    this.before = shown(now);
  }

  /**
   * Everything that changed since the last call.
   *
   * @param stamp the time that the messages bear
   */
  public List<String> changes(Instant stamp) {
    Map<Prefix, Map<PeerId, Observation.Row>> now = shown(stamp);
    List<String> frames = new ArrayList<>();
    now.forEach(
        (prefix, rows) -> {
          Map<PeerId, Observation.Row> old = before.getOrDefault(prefix, Map.of());
          rows.forEach(
              (peer, row) -> {
                Observation.Row was = old.get(peer);
                if (was == null || !was.path().equals(row.path())) {
                  List<Long> path = row.path().hops().stream().map(Asn::number).toList();
                  frames.add(
                      text(RisMessage.announcement(stamp, peer(peer), prefix.toString(), path)));
                }
              });
          old.forEach(
              (peer, row) -> {
                if (!rows.containsKey(peer)) {
                  frames.add(withdrawal(peer, prefix, stamp));
                }
              });
        });
    before = now;
    return frames;
  }

  public String withdrawal(PeerId peer, Prefix prefix, Instant stamp) {
    return text(RisMessage.withdrawal(stamp, peer(peer), prefix.toString()));
  }

  public String session(PeerId peer, String state, Instant stamp) {
    return text(RisMessage.session(stamp, peer(peer), state));
  }

  /** The generations of the format in turn. */
  private String text(RisMessage message) {
    RisMessage.Format[] formats = RisMessage.Format.values();
    return message.text(formats[(int) (number % formats.length)], number++);
  }

  private static RisPeer peer(PeerId peer) {
    return new RisPeer(peer.collector().toLowerCase(Locale.ROOT), peer.address(), 64_500);
  }

  private Map<Prefix, Map<PeerId, Observation.Row>> shown(Instant at) {
    Map<Prefix, Map<PeerId, Observation.Row>> shown = new HashMap<>();
    for (Observation.Route route : country.stream(at).routes()) {
      Map<PeerId, Observation.Row> rows = new HashMap<>();
      route.rows().forEach(row -> rows.put(row.peer(), row));
      shown.put(route.prefix(), rows);
    }
    return shown;
  }
}
