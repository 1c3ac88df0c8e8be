package kpwatch.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A lock of the operating system on the database file itself. It follows the file through renames
 * and links, ends with the process, and is not in a copy. Used by one thread at a time.
 *
 * <p>It lies on two bytes that SQLite never locks (https://sqlite.org/lockingv3.html: its own are
 * at 0x40000000). SQLite unlocks the whole file when its last connection leaves it, which takes
 * this lock away too; so the claim is renewed once a connection is open, and later on, one byte
 * after the other: one of them is always held, and a claimant needs both. POSIX drops all locks of
 * the process when it closes any descriptor of the file: close this after the last connection.
 */
final class FileClaim implements Closeable {
  private static final long FIRST = Long.MAX_VALUE - 3;
  private static final int BYTES = 2;

  private final FileChannel channel;

  /** By byte; empty where another process was quicker. */
  private final List<Optional<FileLock>> held;

  private FileClaim(FileChannel channel, List<Optional<FileLock>> held) {
    this.channel = channel;
    this.held = held;
  }

  /** Throws {@link StorageRefused} if another process has the database; makes nothing. */
  static void refuseHeld(Path database) {
    if (!Files.exists(database)) {
      return;
    }
    try {
      take(database).orElseThrow(() -> LockHolder.UNKNOWN.refusal(database)).close();
    } catch (IOException e) {
      throw new StorageRefused(
          "cannot open " + database + " for writing (" + DatabaseFile.reason(e) + ")", e);
    }
  }

  /**
   * Empty if another process has it. A database that is not there yet is made, empty and readable
   * by its owner only.
   */
  static Optional<FileClaim> take(Path database) throws IOException {
    FileChannel channel =
        FileChannel.open(
            database,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PrivateFile.attributes(Optional.ofNullable(database.getParent()).orElse(database)));
    boolean taken = false;
    try {
      List<Optional<FileLock>> held = new ArrayList<>();
      for (int i = 0; i < BYTES; i++) {
        held.add(lock(channel, i));
      }
      taken = held.stream().allMatch(Optional::isPresent);
      return taken ? Optional.of(new FileClaim(channel, held)) : Optional.empty();
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  /** False if another process has it: SQLite gave it up, and the other one was quicker. */
  boolean renew() throws IOException {
    for (int i = 0; i < BYTES; i++) {
      Optional<FileLock> before = held.get(i);
      if (before.isPresent()) {
        before.get().release();
      }
      held.set(i, lock(channel, i));
    }
    return held.stream().anyMatch(Optional::isPresent);
  }

  private static Optional<FileLock> lock(FileChannel channel, int index) throws IOException {
    return Optional.ofNullable(channel.tryLock(FIRST + index, 1, false));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give up the lock of the database", e);
    }
  }
}
