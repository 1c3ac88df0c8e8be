package kpwatch.storage;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.io.Closeable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open database with its tables in place. What was committed survives the death of the process
 * and the loss of power: SQLite with WAL and {@code synchronous=FULL}.
 *
 * <p>Thread-safe: one connection, used in turn.
 */
public final class Database implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  private final Optional<Path> file;
  private final Optional<DatabaseGuard> guard;

  /** The pool favours who had the connection last: many small edits would hold up an alert. */
  private final ReentrantLock turn = new ReentrantLock(true);

  private HikariDataSource pool;
  private Jdbi jdbi;

  private boolean closed;

  /** Whether the log may still hold what was to be forgotten. */
  private boolean unforgotten;

  private Database(HikariDataSource pool, Optional<Path> file, Optional<DatabaseGuard> guard) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
    this.file = file;
    this.guard = guard;
  }

  /**
   * Opens the database, which is made if it is not there, and keeps every other instance out until
   * {@link #close} or the end of the process. Throws {@link StorageRefused} if another instance has
   * it, if a newer program made it, or if the file cannot be used; what is in the file is then as
   * it was.
   *
   * @param url {@code jdbc:sqlite:} and the path of a file
   * @param clock tells others since when it is in use
   */
  public static Database open(String url, InstantSource clock) {
    Path file = DatabaseFile.of(url);
    InstanceLock lock = InstanceLock.take(file, clock.instant());
    boolean opened = false;
    try {
      DatabaseFile.refuseLeftovers(file);
      FileClaim.refuseHeld(file);
      NativeLibrary.load(file);
      Schema.refuseUnusable(file);
      Database database = guarded(file, DatabaseGuard.before(DatabaseFile.named(url), file, lock));
      opened = true;
      return database;
    } catch (StorageRefused e) {
      throw e;
    } catch (SQLException | RuntimeException e) {
      throw new StorageRefused(DatabaseFile.line(file, e), e);
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  private static Database guarded(Path file, DatabaseGuard guard) {
    Optional<Database> database = Optional.empty();
    boolean opened = false;
    try {
      HikariDataSource pool = Connections.migrated("jdbc:sqlite:" + file);
      database = Optional.of(new Database(pool, Optional.of(file), Optional.of(guard)));
      guard.opened();
      opened = true;
      return database.get();
    } finally {
      if (!opened) {
        database.ifPresentOrElse(Database::close, guard::close);
      }
    }
  }

  /** A database of its own that is gone after {@link #close}. */
  public static Database inMemory() {
    return new Database(
        Connections.migrated("jdbc:sqlite::memory:"), Optional.empty(), Optional.empty());
  }

  /** Gives the locks up after everything is on the disk. */
  @Override
  public void close() {
    turn.lock();
    try {
      if (!closed && guard.filter(DatabaseGuard::lost).isPresent()) {
        Salvage.save(jdbi, file.orElseThrow());
      }
      closed = true;
      pool.close();
      guard.ifPresent(DatabaseGuard::close);
    } finally {
      turn.unlock();
    }
  }

  /**
   * Does {@code work} as a whole or not at all. Never call it from within {@code work}: there is
   * one connection. Throws {@link StorageFailed}, whose message is one line for the operator; so it
   * does if the database's path does not name the open file any more.
   */
  <T> T transaction(Work<T> work) {
    turn.lock();
    try {
      look();
      T done =
          jdbi.inTransaction(
              handle -> {
                T result = work.with(handle);
                guard.ifPresent(DatabaseGuard::same);
                return result;
              });
      emptyLog();
      return done;
    } catch (JdbiException | StorageFailed | StorageRefused | DatabaseGuard.FileFault e) {
      throw failed(e);
    } finally {
      turn.unlock();
    }
  }

  /** Whether what is committed now would last. Reads nothing. Throws {@link StorageFailed}. */
  public void check() {
    turn.lock();
    try {
      look();
    } catch (JdbiException | StorageRefused | DatabaseGuard.FileFault e) {
      throw failed(e);
    } finally {
      turn.unlock();
    }
  }

  /**
   * Has what was deleted leave the log as well as the file. Where somebody reads the log, such as a
   * backup, this is done by the first transaction after that.
   */
  void forget() {
    turn.lock();
    try {
      unforgotten = true;
      emptyLog();
    } finally {
      turn.unlock();
    }
  }

  /** What is done in one transaction. */
  interface Work<T> {
    T with(Handle handle);
  }

  private StorageFailed failed(RuntimeException e) {
    return new StorageFailed(
        file.map(f -> DatabaseFile.line(f, e))
            .orElseGet(() -> "the database failed: " + DatabaseFile.reason(e)),
        e);
  }

  /** A closed database says so by itself. */
  private void look() {
    if (guard.isPresent() && !closed) {
      guard.get().look();
      if (pool.isClosed() || guard.get().lostLog()) {
        reopen(file.orElseThrow(), guard.get());
      }
    }
  }

  /** All that was committed goes from the log, which has no name any more, into the database. */
  private void reopen(Path database, DatabaseGuard opened) {
    if (!pool.isClosed() && !checkpoint()) {
      throw new DatabaseGuard.FileFault(
          FileIdentity.log(database)
              + " was removed or replaced, and what it holds cannot be saved while another program"
              + " reads the database");
    }
    pool.close();
    try {
      pool = Connections.open("jdbc:sqlite:" + database);
    } catch (HikariPool.PoolInitializationException e) {
      // the pool stays closed, so the next transaction tries again
      throw new DatabaseGuard.FileFault(DatabaseFile.line(database, e));
    }
    jdbi = Jdbi.create(pool);
    jdbi.useHandle(handle -> handle.createQuery("SELECT id FROM watch_state").mapToMap().list());
    opened.opened();
    LOG.warn(
        "somebody removed or replaced {}; it is made anew and nothing is lost",
        FileIdentity.log(database));
  }

  private void emptyLog() {
    if (unforgotten) {
      try {
        unforgotten = !checkpoint();
      } catch (JdbiException e) {
        LOG.debug("the log cannot be emptied yet", e);
      }
    }
  }

  /** Whether all of the log is in the file now, and the log is empty; waits for nobody. */
  private boolean checkpoint() {
    return jdbi.withHandle(
        handle -> {
          handle.execute("PRAGMA busy_timeout = 0");
          try {
            return handle
                .createQuery("PRAGMA wal_checkpoint(TRUNCATE)")
                .map((row, context) -> row.getInt("busy") == 0)
                .one();
          } finally {
            handle.execute("PRAGMA busy_timeout = " + Connections.BUSY.toMillis());
          }
        });
  }
}
