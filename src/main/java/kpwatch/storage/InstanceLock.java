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
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to be the only program on a database: SQLite itself lets two write. A lock of the
 * operating system on {@code PATH.lock}, which ends with the process however it ends; the text in
 * that file only says who holds it.
 */
final class InstanceLock implements Closeable {
  /** Far behind the text, so that it can be read where locks are binding. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final long BLOCK = 4096;

  /**
   * What this process holds. POSIX drops a lock as soon as the process closes any descriptor of the
   * file, so a second attempt from within must be refused before it opens one.
   */
  private static final Map<Path, Holder> HELD = new ConcurrentHashMap<>();

  private final Path file;
  private final FileChannel channel;

  private InstanceLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Throws {@link StorageRefused}, which names the holder, if there is one.
   *
   * @param now becomes the start time that others are told
   */
  static InstanceLock take(Path database, Instant now) {
    Path file = database.resolveSibling(database.getFileName() + ".lock");
    Holder self = Holder.self(now);
    Holder inside = HELD.putIfAbsent(file, self);
    if (inside != null) {
      throw inside.refusal(database);
    }
    boolean taken = false;
    try {
      FileChannel channel = locked(database, file);
      try {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(self.written().getBytes(StandardCharsets.UTF_8)), 0);
        taken = true;
      } finally {
        if (!taken) {
          channel.close();
        }
      }
      return new InstanceLock(file, channel);
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

  private static FileChannel locked(Path database, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw Holder.read(Files.readString(file)).refusal(database);
      }
      return channel;
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try (channel) {
      channel.truncate(0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot give up the lock " + file, e);
    } finally {
      HELD.remove(file);
    }
  }

  /** Who holds a lock, as far as its file tells. */
  private record Holder(Optional<String> pid, Optional<String> started, Optional<String> host) {
    static Holder self(Instant now) {
      return new Holder(
          Optional.of(Long.toString(ProcessHandle.current().pid())),
          Optional.of(now.truncatedTo(ChronoUnit.SECONDS).toString()),
          hostName());
    }

    static Holder read(String text) {
      Map<String, String> entries = new ConcurrentHashMap<>();
      for (String line : text.lines().toList()) {
        int space = line.indexOf(' ');
        if (space > 0) {
          entries.put(line.substring(0, space), line.substring(space + 1));
        }
      }
      return new Holder(
          Optional.ofNullable(entries.get("pid")),
          Optional.ofNullable(entries.get("started")),
          Optional.ofNullable(entries.get("host")));
    }

    String written() {
      StringBuilder text = new StringBuilder();
      pid.ifPresent(p -> text.append("pid ").append(p).append('\n'));
      started.ifPresent(s -> text.append("started ").append(s).append('\n'));
      host.ifPresent(h -> text.append("host ").append(h).append('\n'));
      return text.toString();
    }

    StorageRefused refusal(Path database) {
      return new StorageRefused(
          database
              + " is in use by "
              + pid.map(p -> "process " + p).orElse("another process")
              + started.map(s -> ", started " + s).orElse("")
              + host.map(h -> ", on " + h).orElse("")
              + "; stop it first, or give storage.url another file");
    }

    /** Where the process runs: in a container the number alone would mislead. Asks no resolver. */
    private static Optional<String> hostName() {
      return Optional.ofNullable(System.getenv("HOSTNAME"))
          .or(() -> Optional.ofNullable(System.getenv("COMPUTERNAME")))
          .or(Holder::kernelName)
          .filter(name -> !name.isBlank());
    }

    private static Optional<String> kernelName() {
      try {
        return Optional.of(Files.readString(Path.of("/proc/sys/kernel/hostname")).strip());
      } catch (IOException e) {
        // no Linux: the process number has to do
        return Optional.empty();
      }
    }
  }
}
