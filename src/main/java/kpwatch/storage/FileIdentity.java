package kpwatch.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * Whether a database's path still names the file that is open. SQLite goes on in a file that was
 * removed or replaced, and what it keeps there is lost with the process. Used by one thread at a
 * time.
 *
 * <p>Files are compared by device and inode; where the file system has none, such as that of
 * Windows, it is only seen whether the file is there.
 */
final class FileIdentity {
  private final Path named;
  private final Path file;
  private final Optional<Object> opened;
  private final List<Optional<Object>> logs;

  /** The file never shrinks, as nothing here gives its free pages back. */
  private long size;

  private boolean cut;

  /**
   * Of a database that is open by now.
   *
   * @param named as the settings say; links on this way may be switched later
   * @param file the same, links followed
   */
  FileIdentity(Path named, Path file) {
    this.named = named;
    this.file = file;
    this.opened = key(file);
    this.logs = logs(file);
  }

  /** Device and inode; empty for a file that is not there, and where nothing tells files apart. */
  static Optional<Object> key(Path path) {
    return attributes(path).flatMap(a -> Optional.ofNullable(a.fileKey()));
  }

  /** Why what is committed now would not be found after a restart; empty if it would. */
  Optional<String> fault() {
    Optional<BasicFileAttributes> found = attributes(file);
    if (found.isEmpty()) {
      return Optional.of(
          file
              + " is not there any more: it was moved or removed while kpwatch had it open; move"
              + " it back, or stop kpwatch and start it on a copy");
    }
    if (!sameFile(found) || (!named.equals(file) && !sameFile(attributes(named)))) {
      return Optional.of(
          named
              + " is another file now than the one that kpwatch has open; put that one back, or"
              + " stop kpwatch and start it again");
    }
    cut |= found.get().size() < size;
    size = Math.max(size, found.get().size());
    return cut
        ? Optional.of(
            file
                + " was cut short or overwritten while kpwatch had it open; stop kpwatch and"
                + " restore a copy")
        : Optional.empty();
  }

  /**
   * Whether somebody removed or replaced the write-ahead log or its index, without which commits
   * are lost with the process. What they hold can still be written into the database.
   */
  boolean lostLog() {
    return !logs(file).equals(logs);
  }

  private boolean sameFile(Optional<BasicFileAttributes> found) {
    return found.isPresent() && found.flatMap(a -> Optional.ofNullable(a.fileKey())).equals(opened);
  }

  private static List<Optional<Object>> logs(Path file) {
    return List.of(key(log(file)), key(index(file)));
  }

  static Path log(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal");
  }

  static Path index(Path file) {
    return file.resolveSibling(file.getFileName() + "-shm");
  }

  private static Optional<BasicFileAttributes> attributes(Path path) {
    try {
      return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
