package kpwatch.files;

import java.util.List;
import java.util.Optional;
import kpwatch.observation.Asn;

/**
 * One announcement of a prefix as it reaches peers.
 *
 * @param upstream the AS next to the origin; empty where it does not matter which
 * @param community empty, or a BGP community
 */
record Claim(Asn origin, Optional<Asn> upstream, String community) {
  /** Large carriers, for the middle of a path. */
  private static final List<Long> CARRIERS =
      List.of(1299L, 174L, 2914L, 3257L, 6453L, 6461L, 3491L);

  private static final int SOME_DIRECT = 5;
  private static final int SOME_PREPEND = 9;

  /** The path as a peer gives it to its collector. */
  String path(RisPeers.Peer peer) {
    StringBuilder path = new StringBuilder(48).append(peer.asn());
    long carrier = CARRIERS.get(peer.index() % CARRIERS.size());
    boolean named =
        carrier == origin.number() || upstream.stream().anyMatch(u -> u.number() == carrier);
    if (peer.index() % SOME_DIRECT != 0 && !named) {
      path.append(' ').append(carrier);
    }
    upstream.ifPresent(u -> path.append(' ').append(u.number()));
    for (int times = peer.index() % SOME_PREPEND == 4 ? 3 : 1; times > 0; times--) {
      path.append(' ').append(origin.number());
    }
    return path.toString();
  }
}
