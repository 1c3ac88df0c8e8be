package kpwatch.ripestat;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import kpwatch.observation.AsPath;
import kpwatch.observation.AsPathReader;
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

  /** An AS set is an array in the array, or text in braces. */
  private AsPath path() throws IOException {
    AsPathReader path = new AsPathReader();
    cursor.array(
        "path",
        () -> {
          if (cursor.atArray()) {
            path.set(set());
          } else {
            cursor.textOrInteger("path[]").ifPresentOrElse(path::text, path::unreadable);
          }
          if (path.size() > LONGEST_PATH) {
            throw new NoReading(Cause.TOO_LARGE, "a path of more than " + LONGEST_PATH + " hops");
          }
        });
    return path.path();
  }

  /** Two members are enough to see that it names no single network. */
  private Set<Optional<Asn>> set() throws IOException {
    Set<Optional<Asn>> members = new HashSet<>();
    cursor.array(
        "path[][]",
        () -> {
          if (members.size() < 2) {
            members.add(
                cursor.atArray()
                    ? Optional.empty()
                    : cursor.textOrInteger("path[][]").flatMap(Asn::read));
          }
        });
    return members;
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
