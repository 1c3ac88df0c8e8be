package kpwatch.ripestat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.observation.AsPath;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;

/**
 * A peer and its route as both archive calls write it: an entry of {@code initial_state}, or the
 * {@code attrs} of an event. A withdrawal has no path.
 */
final class ArchiveRow {
  private static final int LONGEST_PATH = 1_000;

  private final Cursor cursor;
  private Optional<String> source = Optional.empty();
  private Optional<String> prefix = Optional.empty();
  private Optional<AsPath> path = Optional.empty();

  ArchiveRow(Cursor cursor) {
    this.cursor = cursor;
  }

  void member(String key) throws IOException {
    switch (key) {
      case "source_id" -> source = cursor.name(key);
      case "target_prefix" -> prefix = cursor.name(key);
      case "path" -> path = cursor.absent() ? Optional.empty() : Optional.of(path());
      default -> {}
    }
  }

  /** Whether it is of another prefix than was asked for. */
  boolean ofAnother(Prefix wanted) {
    try {
      return prefix.filter(p -> !Prefix.parse(p).equals(wanted)).isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Empty if the peer or the prefix is missing or unreadable. */
  Optional<PeerId> peer() {
    return prefix.filter(ArchiveRow::readable).isPresent()
        ? source.flatMap(SourceId::parse)
        : Optional.empty();
  }

  Optional<AsPath> route() {
    return path;
  }

  /** A set of AS numbers, which names no single neighbour, is left out. */
  private AsPath path() throws IOException {
    List<Asn> hops = new ArrayList<>();
    cursor.array(
        "path",
        () -> {
          if (!cursor.atArray()) {
            cursor.textOrInteger("path[]").flatMap(ArchiveRow::asn).ifPresent(hops::add);
          }
          if (hops.size() > LONGEST_PATH) {
            throw new NoReading(Cause.TOO_LARGE, "a path of more than " + LONGEST_PATH + " hops");
          }
        });
    return new AsPath(hops);
  }

  private static Optional<Asn> asn(String text) {
    try {
      return Optional.of(Asn.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean readable(String text) {
    try {
      Prefix.parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
