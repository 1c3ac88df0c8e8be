package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kpwatch.incident.Transition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** A copy is whole, is made beside a running bot, and changes nothing of what it copies. */
class BackupTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Filled.START);

  @TempDir private Path temporary;
  private Path data;
  private Path file;
  private Path copy;

  @BeforeEach
  void name() throws IOException {
    data = Files.createDirectory(temporary.toRealPath().resolve("data 100%#"));
    file = data.resolve("kpwatch.db");
    copy = Files.createDirectory(temporary.toRealPath().resolve("copies")).resolve("copy.db");
  }

  @Test
  void whileTheBotRunsItHoldsAllThatWasKeptBeforeItBegan() throws Exception {
    try (Child bot =
        Child.start(CommittingChild.class, copy.resolveSibling("errors"), url(), "0")) {
      for (int number = 1; number <= 5; number++) {
        OptionalInt last = bot.kept();
        for (int i = 0; i < 10; i++) {
          last = bot.kept();
        }
        Path each = copy.resolveSibling("copy" + number + ".db");
        assertThat(new Backup(url()).to(each)).isEqualTo(Files.size(each));
        int before = last.orElseThrow();
        bot.kept();
        try (Database restored = Database.open("jdbc:sqlite:" + each, CLOCK)) {
          List<String> rounds =
              new Reading(restored).transitions().stream().map(Transition::to).toList();
          assertThat(rounds)
              .hasSizeGreaterThan(before)
              .isEqualTo(IntStream.range(0, rounds.size()).mapToObj(Integer::toString).toList());
          assertThat(new SqlWatchStore(restored, new SqlSubscriptions(restored)).load())
              .contains(Filled.state());
        }
      }
      bot.kill();
    }
  }

  @Test
  void whatIsOnlyInTheLogOfAKilledBotIsInTheCopy() throws Exception {
    int last = 0;
    try (Child bot =
        Child.start(CommittingChild.class, copy.resolveSibling("errors"), url(), "0")) {
      for (int i = 0; i < 5; i++) {
        last = bot.kept().orElseThrow();
      }
      bot.kill();
    }
    new Backup(url()).to(copy);

    try (Database restored = Database.open("jdbc:sqlite:" + copy, CLOCK)) {
      assertThat(new Reading(restored).transitions()).hasSizeGreaterThan(last);
    }
  }

  @Test
  void aDatabaseThatNobodyHasOpenIsLeftAsItIs() throws Exception {
    filled();
    byte[] before = Files.readAllBytes(file);
    List<Path> beside = files(data);

    new Backup(url()).to(copy);

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(files(data)).isEqualTo(beside);
    assertThat(files(copy.getParent())).containsExactly(copy);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-------");
    try (Database restored = Database.open("jdbc:sqlite:" + copy, CLOCK)) {
      assertThat(new SqlWatchStore(restored, new SqlSubscriptions(restored)).load()).isPresent();
    }
  }

  @Test
  void whatIsThereIsNotOverwritten() throws Exception {
    filled();
    Files.writeString(copy, "precious");

    refused("jdbc:sqlite:" + file, copy, copy + " is there already and is not overwritten");
    assertThat(copy).hasContent("precious");

    Path link = Files.createSymbolicLink(copy.resolveSibling("link"), data.resolve("nowhere"));
    refused("jdbc:sqlite:" + file, link, link + " is there already");
    refused("jdbc:sqlite:" + file, file, file + " is there already");
  }

  @Test
  void whatIsNoDatabaseMakesNoCopy() throws Exception {
    refused(url(), copy, "there is no database " + file + " to copy");
    refused("jdbc:sqlite:" + data, copy, "there is no database " + data);
    assertThat(file).doesNotExist();

    Files.write(file, new byte[0]);
    refused(url(), copy, file + " is no database of kpwatch");

    Files.writeString(file, "Dear diary, today nothing happened. ".repeat(40));
    refused(url(), copy, "no copy was made: " + file + " is damaged or no SQLite database");

    Files.delete(file);
    SQLiteDataSource other = new SQLiteDataSource();
    other.setUrl(url());
    try (var connection = other.getConnection();
        var work = connection.createStatement()) {
      work.execute("CREATE TABLE diary (day TEXT)");
    }
    refused(url(), copy, file + " is no database of kpwatch");
    assertThat(files(copy.getParent())).isEmpty();
  }

  @Test
  void theFolderOfTheCopyMustBeThere() {
    filled();
    Path nowhere = copy.resolveSibling("no").resolve("copy.db");
    refused(url(), nowhere, "the folder " + nowhere.getParent() + " of the copy is not there");
  }

  private static void refused(String url, Path copy, String line) {
    assertThatThrownBy(() -> new Backup(url).to(copy))
        .isInstanceOf(StorageRefused.class)
        .hasMessageStartingWith(line)
        .hasMessageNotContaining("\n");
  }

  private void filled() {
    try (Database database = Database.open(url(), CLOCK)) {
      new SqlWatchStore(database, new SqlSubscriptions(database))
          .commit(RoundOf.at(Filled.START).round());
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private String url() {
    return "jdbc:sqlite:" + file;
  }
}
