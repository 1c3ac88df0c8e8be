package kpwatch.storage;

import java.util.Optional;
import kpwatch.notify.PlatformNotes;
import org.jdbi.v3.core.Handle;

/** Small things in the database. Every method throws {@link StorageFailed}. */
public final class SqlNotes implements PlatformNotes {
  private final Database database;

  public SqlNotes(Database database) {
    this.database = database;
  }

  @Override
  public Optional<String> find(String name) {
    return database.transaction(handle -> find(handle, name));
  }

  static Optional<String> find(Handle handle, String name) {
    return handle
        .createQuery("SELECT value FROM note WHERE name = :name")
        .bind("name", name)
        .mapTo(String.class)
        .findOne();
  }

  @Override
  public void keep(String name, String value) {
    database.transaction(handle -> keep(handle, name, value));
  }

  @Override
  public void replace(String name, String value) {
    keep(name, value);
    database.forget();
  }

  static int keep(Handle handle, String name, String value) {
    return handle
        .createUpdate(
            """
                    INSERT INTO note (name, value) VALUES (:name, :value)
                    ON CONFLICT (name) DO UPDATE SET value = excluded.value
                    """)
        .bind("name", name)
        .bind("value", value)
        .execute();
  }
}
