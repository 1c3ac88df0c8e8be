package kpwatch.rislive;

import static kpwatch.rislive.Watching.KP;
import static kpwatch.rislive.Watching.path;

import java.time.Instant;
import java.util.List;
import kpwatch.observation.Observation;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;
import kpwatch.testkit.rislive.RisMessage;
import kpwatch.testkit.rislive.RisPeer;

/** A stream that is heard and compared, with one peer who has every route. */
final class OnAir {
  static final String PONG = "{\"type\":\"pong\",\"data\":null}";
  static final RisPeer PEER = new RisPeer("rrc00", "192.0.2.1", 64_496);

  final LiveStream stream = new LiveStream(KP);
  private List<Observation.Route> shown = List.of();

  OnAir() {
    stream.opened(at(0));
    stream.frame(PONG, at(0));
    KP.prefixes().forEach(prefix -> stream.compare(look(prefix, 1, true)));
    routes(1);
  }

  void reconnect(long closed, long opened) {
    stream.closed("cut", at(closed));
    stream.opened(at(opened));
    stream.frame(PONG, at(opened));
  }

  boolean announce(Prefix prefix, long second, long now) {
    List<Long> hops = List.of(PEER.asn(), 4837L, 131_279L);
    return stream.frame(
        text(RisMessage.announcement(at(second), PEER, prefix.toString(), hops)), at(now));
  }

  boolean withdraw(Prefix prefix, long second, long now) {
    return stream.frame(text(RisMessage.withdrawal(at(second), PEER, prefix.toString())), at(now));
  }

  /** What it shows, by its news or those before. */
  List<Observation.Route> routes(long second) {
    stream.frame(PONG, at(second));
    stream.news(at(second)).ifPresent(news -> shown = news.routes());
    return shown;
  }

  static Observation.Route look(Prefix prefix, long second, boolean there) {
    PeerId peer = new PeerId(PEER.collector(), PEER.address());
    Observation.Row row =
        new Observation.Row(peer, path(PEER.asn(), 4837, 131_279), at(second), at(-9999), false);
    return new Observation.Route(at(second), prefix, at(second), there ? List.of(row) : List.of());
  }

  static String text(RisMessage message) {
    return message.text(RisMessage.Format.FROM_2025, 1);
  }

  /** So many seconds after half past noon. */
  static Instant at(long second) {
    return Instant.parse("2026-03-02T12:30:00Z").plusSeconds(second);
  }
}
