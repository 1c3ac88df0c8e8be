package kpwatch.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.Closeable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * One open database with its tables in place. What was committed survives the death of the process
 * and the loss of power: SQLite with WAL and {@code synchronous=FULL}.
 *
 * <p>Thread-safe: one connection, used in turn.
 */
public final class Database implements Closeable {
  private static final Duration BUSY = Duration.ofSeconds(5);

  /**
   * A log that grew beyond this shrinks back at its next turn. Pages that become free in the file
   * itself are not given back but used again: what is forgotten and what is added balance, and
   * {@code auto_vacuum} would cost writes and order for the same size.
   */
  private static final int LOG_BYTES = 8 << 20;

  private final HikariDataSource pool;
  private final Jdbi jdbi;

  /** The pool favours who had the connection last: many small edits would hold up an alert. */
  private final ReentrantLock turn = new ReentrantLock(true);

  private final Optional<InstanceLock> lock;
  private final Optional<Path> file;

  private Database(HikariDataSource pool, Optional<InstanceLock> lock, Optional<Path> file) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
    this.lock = lock;
    this.file = file;
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
      NativeLibrary.load(file);
      Schema.refuseUnusable(file);
      Database database =
          new Database(migrated("jdbc:sqlite:" + file), Optional.of(lock), Optional.of(file));
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

  /** A database of its own that is gone after {@link #close}. */
  public static Database inMemory() {
    return new Database(migrated("jdbc:sqlite::memory:"), Optional.empty(), Optional.empty());
  }

  /** Gives the lock up after everything is on the disk. */
  @Override
  public void close() {
    pool.close();
    lock.ifPresent(InstanceLock::close);
  }

  /**
   * Does {@code work} as a whole or not at all. Never call it from within {@code work}: there is
   * one connection. Throws {@link StorageFailed}, whose message is one line for the operator.
   */
  <T> T transaction(Work<T> work) {
    turn.lock();
    try {
      return jdbi.inTransaction(work::with);
    } catch (JdbiException | StorageFailed e) {
      throw new StorageFailed(
          file.map(f -> DatabaseFile.line(f, e))
              .orElseGet(() -> "the database failed: " + DatabaseFile.reason(e)),
          e);
    } finally {
      turn.unlock();
    }
  }

  /** What is done in one transaction. */
  interface Work<T> {
    T with(Handle handle);
  }

  private static HikariDataSource migrated(String url) {
    HikariDataSource pool = new HikariDataSource(pool(source(url)));
    boolean migrated = false;
    try {
      Schema.migrate(pool);
      migrated = true;
      return pool;
    } finally {
      if (!migrated) {
        pool.close();
      }
    }
  }

  private static DataSource source(String url) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout((int) BUSY.toMillis());
    config.setJournalSizeLimit(LOG_BYTES);
    config.enforceForeignKeys(true);
    // Deferred transactions that turn from reading to writing fail at once when another writes.
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(url);
    return source;
  }

  /**
   * One connection that is never replaced: with a second one, memory would be a second database.
   */
  private static HikariConfig pool(DataSource source) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("kpwatch");
    pool.setDataSource(source);
    pool.setMaximumPoolSize(1);
    pool.setMinimumIdle(1);
    pool.setMaxLifetime(0);
    pool.setIdleTimeout(0);
    return pool;
  }
}
