package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The database is the one that was opened: what its path names is compared with the open file. */
class OpenFileTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Filled.START);

  @TempDir private Path temporary;
  private Path folder;
  private Path file;
  private Path link;
  private Database database;
  private Instant at = Filled.START;

  @BeforeEach
  void open() throws IOException {
    folder = Files.createDirectory(temporary.toRealPath().resolve("data"));
    file = folder.resolve("kpwatch.db");
    link = folder.resolve("link.db");
    Files.createFile(file);
    Files.createSymbolicLink(link, file);
    database = Database.open("jdbc:sqlite:" + link, CLOCK);
    commit();
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** What somebody may do to a database in use, each undone by the second step. */
  private enum Deed {
    MOVED_AWAY {
      @Override
      void done(OpenFileTest test) throws IOException {
        Files.move(test.file, test.folder.resolve("elsewhere.db"));
      }

      @Override
      void undone(OpenFileTest test) throws IOException {
        Files.move(test.folder.resolve("elsewhere.db"), test.file);
      }
    },
    FOLDER_RENAMED {
      @Override
      void done(OpenFileTest test) throws IOException {
        Files.move(test.folder, test.folder.resolveSibling("renamed"));
      }

      @Override
      void undone(OpenFileTest test) throws IOException {
        Files.move(test.folder.resolveSibling("renamed"), test.folder);
      }
    },
    REPLACED {
      @Override
      void done(OpenFileTest test) throws IOException {
        Files.move(test.file, test.folder.resolve("elsewhere.db"));
        Files.copy(test.folder.resolve("elsewhere.db"), test.file);
      }

      @Override
      void undone(OpenFileTest test) throws IOException {
        Files.move(
            test.folder.resolve("elsewhere.db"), test.file, StandardCopyOption.REPLACE_EXISTING);
      }
    },
    LINK_SWITCHED {
      @Override
      void done(OpenFileTest test) throws IOException {
        Path other = Files.createFile(test.folder.resolve("other.db"));
        Files.delete(test.link);
        Files.createSymbolicLink(test.link, other);
      }

      @Override
      void undone(OpenFileTest test) throws IOException {
        Files.delete(test.link);
        Files.createSymbolicLink(test.link, test.file);
      }
    },
    LINK_REMOVED {
      @Override
      void done(OpenFileTest test) throws IOException {
        Files.delete(test.link);
      }

      @Override
      void undone(OpenFileTest test) throws IOException {
        Files.createSymbolicLink(test.link, test.file);
      }
    };

    abstract void done(OpenFileTest test) throws IOException;

    abstract void undone(OpenFileTest test) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsKeptThatWouldBeLostAndItGoesOnOnceTheFileIsBack(Deed deed) throws IOException {
    deed.done(this);

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(this::commit)
          .isInstanceOf(StorageFailed.class)
          .hasMessageContaining(".db")
          .hasMessageContaining("stop kpwatch")
          .hasMessageNotContaining("\n");
      assertThatThrownBy(database::check).isInstanceOf(StorageFailed.class);
    }

    deed.undone(this);

    assertThatCode(database::check).doesNotThrowAnyException();
    commit();
    assertThat(kept()).isEqualTo(at);
  }

  @Test
  void aFileThatIsRemovedWhileSomethingIsWrittenKeepsNothingOfIt() {
    assertThatThrownBy(
            () ->
                database.transaction(
                    handle -> {
                      SqlNotes.keep(handle, "lost", "1");
                      remove(file);
                      return true;
                    }))
        .isInstanceOf(StorageFailed.class)
        .hasMessageStartingWith(file + " is not there any more");
  }

  @Test
  void aStopSavesWhatARemovedFileHeld() throws IOException {
    commit();
    Files.delete(file);
    Files.delete(FileIdentity.log(file));
    Files.delete(FileIdentity.index(file));
    assertThatThrownBy(() -> new SqlNotes(database).keep("at", "later"))
        .isInstanceOf(StorageFailed.class);

    database.close();

    Path rescued = folder.resolve("kpwatch.db.rescued");
    assertThat(file).doesNotExist();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rescued)))
        .isEqualTo("rw-------");
    Files.move(rescued, file);
    try (Database again = Database.open("jdbc:sqlite:" + link, CLOCK)) {
      assertThat(kept(again)).isEqualTo(at);
    }
  }

  @Test
  void aFileThatIsCutShortInPlaceIsAFaultForGood() throws IOException {
    byte[] before = Files.readAllBytes(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
    assertThatThrownBy(this::commit).hasMessageStartingWith(file + " was cut short or overwritten");

    Files.write(file, before);

    assertThatThrownBy(this::commit).hasMessageContaining("restore a copy");
  }

  @ParameterizedTest
  @EnumSource
  void aLogThatIsRemovedOrReplacedCostsNothing(Log log) throws IOException {
    commit();
    log.lost(file);

    commit();
    Instant last = at;

    assertThat(Files.size(FileIdentity.log(file))).isPositive();
    assertThat(FileIdentity.index(file)).exists();
    // what a power cut would leave: the two files, without a clean end
    Path copy = Files.createDirectory(temporary.resolve("after")).resolve("kpwatch.db");
    Files.copy(file, copy);
    Files.copy(FileIdentity.log(file), FileIdentity.log(copy));
    try (Database after = Database.open("jdbc:sqlite:" + copy, CLOCK)) {
      assertThat(kept(after)).isEqualTo(last);
    }
  }

  private enum Log {
    LOG_REMOVED,
    INDEX_REMOVED,
    BOTH_REMOVED,
    LOG_REPLACED;

    void lost(Path file) throws IOException {
      if (this == LOG_REPLACED) {
        Files.delete(FileIdentity.log(file));
        Files.write(FileIdentity.log(file), new byte[4096]);
        return;
      }
      if (this != INDEX_REMOVED) {
        Files.delete(FileIdentity.log(file));
      }
      if (this != LOG_REMOVED) {
        Files.delete(FileIdentity.index(file));
      }
    }
  }

  private void commit() {
    at = at.plusSeconds(1);
    new SqlNotes(database).keep("at", at.toString());
  }

  private Instant kept() {
    return kept(database);
  }

  private static Instant kept(Database from) {
    return Instant.parse(new SqlNotes(from).find("at").orElseThrow());
  }

  private static void remove(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
