package kpwatch.app;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import kpwatch.files.NetworkFile;
import kpwatch.network.Network;
import kpwatch.observation.Prefix;
import kpwatch.testkit.FakeArchive;

/**
 * A night like that of June 2025 as the archive might hold it. Who saw it, over which carrier, and
 * the seconds are made up: no recording of it is known.
 */
final class ArchivedJune {
  static final Instant START = Instant.parse("2025-06-06T18:00:00Z");
  static final Instant END = Instant.parse("2025-06-07T09:00:00Z");
  static final Instant LOST = Instant.parse("2025-06-06T23:15:00Z");
  static final Instant BACK = LOST.plus(Duration.ofHours(9));
  static final int PEERS = 120;

  private static final Network KP = NetworkFile.read("kp");
  private static final long[] CARRIERS = {1299, 174, 3356, 2914};

  private ArchivedJune() {}

  /** All leave within two minutes, the last 119 s after the first, and return within ten. */
  static FakeArchive night() {
    FakeArchive archive =
        new FakeArchive(
            Instant.parse("2024-01-01T00:00:00Z"), Instant.parse("2025-06-30T00:00:00Z"));
    String control = KP.controlPrefixes().get(0).toString();
    for (int peer = 0; peer < PEERS; peer++) {
      archive.has(control, source(peer), asn(peer), 3333);
      for (Prefix prefix : KP.prefixes()) {
        archive.has(prefix.toString(), source(peer), path(peer));
        archive.lets(LOST.plusSeconds(peer), prefix.toString(), source(peer));
        archive.takes(BACK.plusSeconds(5L * peer), prefix.toString(), source(peer), path(peer));
      }
    }
    for (Instant at = START; at.isBefore(END); at = at.plus(Duration.ofMinutes(50))) {
      archive.takes(at, control, source(3), asn(3), 1103, 3333);
    }
    return archive;
  }

  static String source(int peer) {
    String collector = List.of("00", "01", "12", "21", "25", "26").get(peer % 6);
    return collector + "-" + (peer % 7 == 0 ? "2001:7f8:4::" + peer + ":1" : "192.0.2." + peer);
  }

  static long asn(int peer) {
    return 200_003L + 61L * (peer % 48);
  }

  private static long[] path(int peer) {
    long upstream = peer % 2 == 0 ? 4837 : 20485;
    return new long[] {asn(peer), CARRIERS[peer % CARRIERS.length], upstream, 131279};
  }
}
