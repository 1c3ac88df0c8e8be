package kpwatch.files;

import java.util.Optional;
import kpwatch.network.Network;

/** Reads network files, format {@code kpwatch-network-1}: see {@code docs/network.md}. */
public final class NetworkFile {
  static final String FORMAT = "kpwatch-network-1";

  /** The network that is in the jar. */
  public static final String BUILT_IN = "kp";

  private NetworkFile() {}

  /**
   * The network in the file at a path, or the built-in one for {@code kp}.
   *
   * @throws FileRefused with everything that is wrong, if it is not a network file
   */
  public static Network read(String nameOrPath) {
    return nameOrPath.equals(BUILT_IN)
        ? parse(nameOrPath, JsonFile.resource("networks/kp.json"))
        : parse(nameOrPath, JsonFile.onDisk(nameOrPath, "\"" + BUILT_IN + "\""));
  }

  static Network parse(String what, String text) {
    Problems problems = new Problems();
    Optional<Network> network =
        Part.whole(JsonFile.tree(what, text), problems)
            .flatMap(whole -> NetworkPart.file(whole).network());
    if (!problems.none()) {
      throw problems.refusal(what);
    }
    return network.orElseThrow(() -> new IllegalStateException(what + ": no network, no problem"));
  }
}
