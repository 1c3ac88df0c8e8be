package kpwatch.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The tables and their version. */
final class Schema {
  /** The newest file in {@code db/migration}. */
  static final MigrationVersion NEWEST = MigrationVersion.fromVersion("6");

  private static final String HISTORY = "flyway_schema_history";

  private Schema() {}

  static void migrate(DataSource source) {
    flyway(source).migrate();
  }

  static Flyway flyway(DataSource source) {
    return Flyway.configure().dataSource(source).locations("classpath:db/migration").load();
  }

  /**
   * Looks at {@code file} without writing: Flyway alone would work on a newer schema with a
   * warning. Throws {@link StorageRefused} if it is newer or damaged. A file that is not there yet
   * is fine.
   */
  static void refuseUnusable(Path file) throws SQLException {
    if (!Files.exists(file)) {
      return;
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(5000);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      Optional<MigrationVersion> found = version(statement);
      if (found.filter(v -> v.compareTo(NEWEST) > 0).isPresent()) {
        throw new StorageRefused(
            file
                + " was written by a newer kpwatch: its tables have version "
                + found.get()
                + ", this program knows "
                + NEWEST
                + "; it was left as it is: run the newer program, or give storage.url another file");
      }
      try (ResultSet answer = statement.executeQuery("PRAGMA quick_check(1)")) {
        if (!answer.next() || !"ok".equals(answer.getString(1))) {
          throw new StorageRefused(DatabaseFile.corrupt(file));
        }
      }
    }
  }

  /** The highest version ever applied; empty for a file that Flyway has not seen. */
  static Optional<MigrationVersion> version(Statement statement) throws SQLException {
    try (ResultSet tables =
        statement.executeQuery("SELECT name FROM sqlite_master WHERE name = '" + HISTORY + "'")) {
      if (!tables.next()) {
        return Optional.empty();
      }
    }
    try (ResultSet versions =
        statement.executeQuery("SELECT version FROM " + HISTORY + " WHERE version IS NOT NULL")) {
      Optional<MigrationVersion> highest = Optional.empty();
      while (versions.next()) {
        MigrationVersion version = MigrationVersion.fromVersion(versions.getString(1));
        highest = Optional.of(highest.filter(h -> h.compareTo(version) >= 0).orElse(version));
      }
      return highest;
    }
  }
}
