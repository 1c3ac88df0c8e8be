package kpwatch.rislive;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kpwatch.files.NetworkFile;
import kpwatch.network.Network;
import kpwatch.observation.AsPath;
import kpwatch.observation.Asn;
import kpwatch.observation.Prefix;

/** Networks to be watched, and short ways to write what is said of them. */
final class Watching {
  static final Network KP = NetworkFile.read("kp");
  static final Prefix PREFIX = KP.prefixes().get(0);

  private Watching() {}

  /** One like no other, with these prefixes and no block. */
  static Network network(String... prefixes) {
    return new Network(
        KP.name(),
        KP.country(),
        KP.zone(),
        KP.timezone(),
        KP.capital(),
        KP.origin(),
        Optional.empty(),
        Stream.of(prefixes).map(Prefix::parse).toList(),
        KP.upstreams(),
        KP.sites(),
        KP.nameservers(),
        KP.controls(),
        KP.controlPrefixes());
  }

  static AsPath path(long... hops) {
    return new AsPath(Arrays.stream(hops).mapToObj(Asn::new).toList());
  }

  static List<Prefix> prefixes(String... texts) {
    return Stream.of(texts).map(Prefix::parse).toList();
  }
}
