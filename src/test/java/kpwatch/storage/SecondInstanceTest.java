package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second instance is refused whatever was removed, and the end of the first one frees all. */
class SecondInstanceTest {
  private static final InstantSource LATER = InstantSource.fixed(Filled.START.plusSeconds(86_400));

  @TempDir private Path temporary;
  private Path folder;
  private Path file;
  private Path lock;
  private Child first;

  @BeforeEach
  void start() throws IOException {
    folder = temporary.toRealPath();
    file = folder.resolve("kpwatch.db");
    lock = folder.resolve("kpwatch.db.lock");
    first = Child.start(CommittingChild.class, folder.resolve("errors"), url(file), "0");
    commits();
  }

  @AfterEach
  void kill() throws Exception {
    first.kill();
    first.close();
  }

  @Test
  void itIsRefusedThoughTheLockFileWasRemoved() throws Exception {
    Files.delete(lock);
    refused(file).hasMessageStartingWith(file + " is in use by ");
    Files.deleteIfExists(lock);
    refused(file).hasMessageStartingWith(file + " is in use by ");
    commits();
  }

  @Test
  void theFirstMakesItsLockFileAnewAndSaysWhoItIs() throws Exception {
    Files.delete(lock);
    while (!Files.exists(lock)) {
      commits();
    }
    commits();
    refused(file).hasMessageContaining("is in use by process " + first.pid());

    Files.writeString(folder.resolve("other"), "pid 1\n");
    Files.move(folder.resolve("other"), lock, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    while (!Files.readString(lock).startsWith("pid " + first.pid())) {
      commits();
    }
    refused(file).hasMessageContaining("is in use by process " + first.pid());
  }

  @Test
  void anotherNameOfTheSameFileIsRefused() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other")).resolve("name.db");
    Files.createLink(other, file);

    refused(other).hasMessageStartingWith(other + " is in use by another process");
    commits();
  }

  @Test
  void whatWasKilledHoldsNothing() throws Exception {
    Files.delete(lock);
    first.kill();

    try (Database second = Database.open(url(file), LATER)) {
      assertThat(new SqlWatchStore(second, new SqlSubscriptions(second)).load()).isPresent();
    }
  }

  @Test
  void aCopyOfADatabaseInUseIsInNobodysUse() throws Exception {
    Path copy = Files.createDirectory(folder.resolve("copy")).resolve("kpwatch.db");
    Files.copy(lock, copy.resolveSibling("kpwatch.db.lock"));
    new Backup(url(file)).to(copy);

    try (Database second = Database.open(url(copy), LATER)) {
      assertThat(new SqlWatchStore(second, new SqlSubscriptions(second)).load()).isPresent();
    }
    commits();
  }

  /** Some more rounds, all of them after this call began. */
  private void commits() throws IOException {
    for (int i = 0; i < 20; i++) {
      assertThat(first.kept()).isPresent();
    }
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused(Path database) {
    return assertThatThrownBy(() -> Database.open(url(database), LATER).close())
        .isInstanceOf(StorageRefused.class)
        .hasMessageNotContaining("\n");
  }

  private static String url(Path database) {
    return "jdbc:sqlite:" + database;
  }
}
