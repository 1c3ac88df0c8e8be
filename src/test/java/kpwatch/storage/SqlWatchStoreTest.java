package kpwatch.storage;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqlWatchStoreTest {
  @Nested
  class InMemory extends WatchStoreContract {
    @Override
    Database open() {
      return Database.inMemory();
    }
  }

  @Nested
  class OnFile extends WatchStoreContract {
    @TempDir private Path folder;

    @Override
    Database open() {
      return Database.open(
          "jdbc:sqlite:" + folder.resolve("kpwatch.db"), InstantSource.fixed(Filled.START));
    }
  }
}
