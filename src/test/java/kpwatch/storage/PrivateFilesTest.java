package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody but the owner reads what tells who subscribed. */
class PrivateFilesTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Filled.START);
  private static final String OWNER = "rw-------";

  @TempDir private Path folder;

  @Test
  void everyFileIsMadeForItsOwnerOnly() throws IOException {
    try (Database database = open()) {
      new SqlNotes(database).keep("a", "b");
      assertThat(rights()).hasSize(4).allSatisfy((file, rights) -> owners(file, rights));
    }
    assertThat(rights()).hasSize(2).allSatisfy((file, rights) -> owners(file, rights));
  }

  @Test
  void aDatabaseWithWiderRightsIsTightenedAtTheStart() throws IOException {
    open().close();
    for (String name : rights().keySet()) {
      Files.setPosixFilePermissions(
          folder.resolve(name), PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    try (Database database = open()) {
      new SqlNotes(database).keep("a", "b");
      assertThat(rights()).hasSize(4).allSatisfy((file, rights) -> owners(file, rights));
    }
  }

  @Test
  void aLogThatAKilledProgramLeftIsTightenedToo() throws IOException {
    Path copy = Files.createDirectory(folder.resolve("killed")).resolve("kpwatch.db");
    try (Database database = open()) {
      new SqlNotes(database).keep("a", "b");
      for (String end : new String[] {"", "-wal", "-shm"}) {
        Path to = copy.resolveSibling("kpwatch.db" + end);
        Files.copy(folder.resolve("kpwatch.db" + end), to);
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-rw-r--"));
      }
    }
    try (Database again = Database.open("jdbc:sqlite:" + copy, CLOCK)) {
      assertThat(new SqlNotes(again).find("a")).contains("b");
      assertThat(rights(copy.getParent()))
          .hasSize(4)
          .allSatisfy((file, rights) -> owners(file, rights));
    }
  }

  private static void owners(String file, String rights) {
    assertThat(rights).as(file).isEqualTo(OWNER);
  }

  private Map<String, String> rights() throws IOException {
    return rights(folder);
  }

  private static Map<String, String> rights(Path folder) throws IOException {
    Map<String, String> rights = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        rights.put(
            file.getFileName().toString(),
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    return rights;
  }

  private Database open() {
    return Database.open("jdbc:sqlite:" + folder.resolve("kpwatch.db"), CLOCK);
  }
}
