package kpwatch.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps other instances and other people away from one database file, and notices when its path
 * names another file. Used by one thread at a time.
 */
final class DatabaseGuard implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseGuard.class);

  private final Path named;
  private final Path file;
  private final InstanceLock lock;
  private final FileClaim claim;
  private FileIdentity identity;

  private DatabaseGuard(Path named, Path file, InstanceLock lock, FileClaim claim) {
    this.named = named;
    this.file = file;
    this.lock = lock;
    this.claim = claim;
    this.identity = new FileIdentity(named, file);
  }

  /**
   * Before anything is written. The file is made if it is not there. Throws {@link StorageRefused}
   * if another instance has it.
   */
  static DatabaseGuard before(Path named, Path file, InstanceLock lock) {
    try {
      FileClaim claim = FileClaim.take(file).orElseThrow(() -> LockHolder.UNKNOWN.refusal(file));
      return new DatabaseGuard(named, file, lock, claim);
    } catch (IOException e) {
      throw new StorageRefused(
          DatabaseFile.noRoom(file, DatabaseFile.NO_ROOM)
              ? DatabaseFile.full(file)
              : "cannot open " + file + " for writing (" + DatabaseFile.reason(e) + ")",
          e);
    }
  }

  /** Once a connection is open: which files these are, and who may read them. */
  void opened() {
    if (!claimed()) {
      throw LockHolder.UNKNOWN.refusal(file);
    }
    Stream.of(file, FileIdentity.log(file), FileIdentity.index(file), lock.file())
        .forEach(DatabaseGuard::tighten);
    identity = new FileIdentity(named, file);
  }

  /** Before a transaction. Throws {@link FileFault}. */
  void look() {
    same();
    if (lock.renew()) {
      LOG.warn("somebody removed {}; it is made anew", lock.file());
    }
    if (!claimed()) {
      throw new FileFault(file + " is in use by another process as well; stop one of the two");
    }
  }

  private boolean claimed() {
    try {
      return claim.renew();
    } catch (IOException e) {
      throw new FileFault("cannot lock " + file + " (" + DatabaseFile.reason(e) + ")");
    }
  }

  /** Before a commit. Throws {@link FileFault}. */
  void same() {
    identity
        .fault()
        .ifPresent(
            fault -> {
              throw new FileFault(fault);
            });
  }

  /** Whether nobody will find the open file under its path. */
  boolean lost() {
    return identity.fault().isPresent();
  }

  /** Whether the log has to be made anew for commits to last. */
  boolean lostLog() {
    return identity.lostLog();
  }

  private static void tighten(Path file) {
    try {
      PrivateFile.tighten(file);
    } catch (IOException e) {
      LOG.warn(
          "others may read {}, which tells who subscribed; chmod 600 it as its owner ({})",
          file,
          DatabaseFile.reason(e));
    }
  }

  /** After the last connection is closed. */
  @Override
  public void close() {
    try {
      claim.close();
    } finally {
      lock.close();
    }
  }

  /** The database is not the file that was opened; the message is one line for the operator. */
  static final class FileFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FileFault(String line) {
      super(line);
    }
  }
}
