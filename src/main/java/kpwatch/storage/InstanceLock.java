package kpwatch.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to be the only program on a database: SQLite itself lets two write. A lock of the
 * operating system on {@code PATH.lock}, which ends with the process however it ends; the text in
 * that file only says who holds it. Where that file is removed, {@link FileClaim} still keeps a
 * second instance out. Used by one thread at a time.
 */
final class InstanceLock implements Closeable {
  /** Far behind the text, so that it can be read where locks are binding. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final long BLOCK = 4096;

  /**
   * What this process holds. POSIX drops a lock as soon as the process closes any descriptor of the
   * file, so a second attempt from within must be refused before it opens one.
   */
  private static final Map<Path, LockHolder> HELD = new ConcurrentHashMap<>();

  private final Path file;
  private final LockHolder self;
  private FileChannel channel;
  private Optional<Object> identity;

  private InstanceLock(Path file, LockHolder self, FileChannel channel) {
    this.file = file;
    this.self = self;
    this.channel = channel;
    this.identity = FileIdentity.key(file);
  }

  /**
   * Throws {@link StorageRefused}, which names the holder, if there is one.
   *
   * @param now becomes the start time that others are told
   */
  static InstanceLock take(Path database, Instant now) {
    Path file = database.resolveSibling(database.getFileName() + ".lock");
    LockHolder self = LockHolder.self(now);
    LockHolder inside = HELD.putIfAbsent(file, self);
    if (inside != null) {
      throw inside.refusal(database);
    }
    boolean taken = false;
    try {
      Optional<FileChannel> channel = locked(file, self);
      if (channel.isEmpty()) {
        throw LockHolder.read(Files.readString(file)).refusal(database);
      }
      taken = true;
      return new InstanceLock(file, self, channel.get());
    } catch (IOException e) {
      throw new StorageRefused(
          DatabaseFile.noRoom(file, BLOCK)
              ? DatabaseFile.full(file)
              : "cannot write "
                  + file
                  + " ("
                  + DatabaseFile.reason(e)
                  + "); the folder must be writable for the lock of the database",
          e);
    } finally {
      if (!taken) {
        HELD.remove(file);
      }
    }
  }

  /** Empty if another process has it. */
  private static Optional<FileChannel> locked(Path file, LockHolder self) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PrivateFile.attributes(Optional.ofNullable(file.getParent()).orElse(file)));
    boolean locked = false;
    try {
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        return Optional.empty();
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(self.written().getBytes(StandardCharsets.UTF_8)), 0);
      locked = true;
      return Optional.of(channel);
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  Path file() {
    return file;
  }

  /**
   * Makes the lock file anew if somebody removed or replaced it, unless another process holds the
   * new one: {@link FileClaim} sends that one away, and the next call succeeds.
   *
   * @return whether it was made anew
   */
  boolean renew() {
    if (FileIdentity.key(file).equals(identity)) {
      return false;
    }
    try {
      Optional<FileChannel> anew = locked(file, self);
      if (anew.isEmpty()) {
        return false;
      }
      channel.close();
      channel = anew.get();
      identity = FileIdentity.key(file);
      return true;
    } catch (IOException e) {
      // the folder is gone or full, which the next commit tells
      return false;
    }
  }

  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try (FileChannel given = channel) {
      given.truncate(0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give up the lock " + file, e);
    } finally {
      HELD.remove(file);
    }
  }
}
