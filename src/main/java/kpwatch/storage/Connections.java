package kpwatch.storage;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** How a database is opened: what was committed survives the death of the process and of power. */
final class Connections {
  static final Duration BUSY = Duration.ofSeconds(5);

  /**
   * A log that grew beyond this shrinks back at its next turn. Pages that become free in the file
   * itself are not given back but used again: what is forgotten and what is added balance, and
   * {@code auto_vacuum} would cost writes and order for the same size.
   */
  private static final int LOG_BYTES = 8 << 20;

  /**
   * The {@code user_version} of a file in which whatever is deleted is overwritten. In an older one
   * free pages may still hold a channel that was forgotten long ago.
   */
  private static final int OVERWRITTEN = 1;

  private Connections() {}

  /** With every table in place. */
  static HikariDataSource migrated(String url) {
    HikariDataSource pool = open(url);
    boolean migrated = false;
    try {
      Schema.migrate(pool);
      overwriteFreePages(Jdbi.create(pool));
      migrated = true;
      return pool;
    } finally {
      if (!migrated) {
        pool.close();
      }
    }
  }

  static HikariDataSource open(String url) {
    return new HikariDataSource(pool(source(url)));
  }

  /** The log is emptied afterwards, so that the file has its size before anybody measures it. */
  private static void overwriteFreePages(Jdbi jdbi) {
    jdbi.useHandle(
        handle -> {
          int version = handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one();
          if (version < OVERWRITTEN) {
            handle.execute("VACUUM");
            handle.execute("PRAGMA user_version = " + OVERWRITTEN);
            handle.createQuery("PRAGMA wal_checkpoint(TRUNCATE)").mapToMap().list();
          }
        });
  }

  private static DataSource source(String url) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout((int) BUSY.toMillis());
    config.setJournalSizeLimit(LOG_BYTES);
    config.enforceForeignKeys(true);
    // What is deleted is overwritten with zeros:
    // https://sqlite.org/pragma.html#pragma_secure_delete
    config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "true");
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
