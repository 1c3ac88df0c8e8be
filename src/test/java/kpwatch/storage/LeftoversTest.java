package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The remains of a database whose main file is gone are neither overwritten nor passed over. */
final class LeftoversTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Filled.START);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"kpwatch.db.rescued", "kpwatch.db-wal"})
  void noNewDatabaseIsMadeBesideThem(String name) throws IOException {
    Path left = Files.writeString(folder.resolve(name), "what was stored");
    assertThatThrownBy(() -> Database.open(url(), CLOCK))
        .isInstanceOf(StorageRefused.class)
        .hasMessageContaining("kpwatch.db is not there, but " + left + " is");
    assertThat(left).hasContent("what was stored");
  }

  @Test
  void emptyOnesAndThoseOfAPresentDatabaseDoNotMatter() throws IOException {
    Files.createFile(folder.resolve("kpwatch.db-wal"));
    Database.open(url(), CLOCK).close();
    Files.writeString(folder.resolve("kpwatch.db.rescued"), "of an earlier time");
    Database.open(url(), CLOCK).close();
  }

  private String url() {
    return "jdbc:sqlite:" + folder.resolve("kpwatch.db");
  }
}
