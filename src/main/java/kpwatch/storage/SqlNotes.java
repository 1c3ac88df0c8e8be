package kpwatch.storage;

import java.util.Optional;
import kpwatch.notify.PlatformNotes;

/** Small things in the database. Every method throws {@link StorageFailed}. */
public final class SqlNotes implements PlatformNotes {
  private final Database database;

  public SqlNotes(Database database) {
    this.database = database;
  }

  @Override
  public Optional<String> find(String name) {
    return database.transaction(
        handle ->
            handle
                .createQuery("SELECT value FROM note WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne());
  }

  @Override
  public void keep(String name, String value) {
    database.transaction(
        handle ->
            handle
                .createUpdate(
                    """
                    INSERT INTO note (name, value) VALUES (:name, :value)
                    ON CONFLICT (name) DO UPDATE SET value = excluded.value
                    """)
                .bind("name", name)
                .bind("value", value)
                .execute());
  }
}
