package kpwatch.storage;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class SqlOutboxTest {
  @Nested
  class InMemory extends OutboxContract {
    @Override
    Database open() {
      return Database.inMemory();
    }
  }

  @Nested
  class OnFile extends OutboxContract {
    @TempDir private Path folder;

    @Override
    Database open() {
      return Database.open(
          "jdbc:sqlite:" + folder.resolve("kpwatch.db"), InstantSource.fixed(Filled.START));
    }
  }
}
