package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import kpwatch.incident.Transition;
import kpwatch.observation.Subject;
import kpwatch.watch.Round;
import org.assertj.core.api.AbstractThrowableAssert;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

class DatabaseTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Filled.START);

  @TempDir private Path temporary;
  private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() throws IOException {
    folder = temporary.toRealPath();
    file = folder.resolve("kpwatch.db");
  }

  @Test
  void aSecondOneIsRefusedUntilTheFirstIsClosed() throws IOException {
    try (Database first = open()) {
      refused()
          .hasMessageStartingWith(
              file
                  + " is in use by process "
                  + ProcessHandle.current().pid()
                  + ", started 2026-03-02T03:00:00Z");
      // The refusal must not have cost the first one its lock.
      refused().hasMessageContaining("is in use");
      assertThat(Files.readString(folder.resolve("kpwatch.db.lock")))
          .startsWith("pid " + ProcessHandle.current().pid() + "\nstarted 2026-03-02T03:00:00Z\n");
      new SqlWatchStore(first, new SqlSubscriptions(first))
          .commit(RoundOf.at(Filled.START).round());
    }
    try (Database second = open()) {
      assertThat(new SqlWatchStore(second, new SqlSubscriptions(second)).load()).isPresent();
    }
  }

  @Test
  void closingTwiceDoesNotGiveUpTheLockOfTheNextOne() {
    Database first = open();
    first.close();
    try (Database second = open()) {
      first.close();
      refused().hasMessageContaining("is in use");
      assertThat(new SqlWatchStore(second, new SqlSubscriptions(second)).load()).isEmpty();
    }
  }

  /** A thread that was under way at the stop meets it as it meets a broken disk. */
  @Test
  void afterTheEndNothingIsKept() {
    for (Database database : List.of(open(), Database.inMemory())) {
      SqlNotes notes = new SqlNotes(database);
      database.close();
      assertThatThrownBy(() -> notes.keep("a", "b")).isInstanceOf(StorageFailed.class);
      assertThatThrownBy(() -> notes.find("a")).isInstanceOf(StorageFailed.class);
    }
  }

  /** Java closes the files of a thread that is interrupted, and with them SQLite's locks. */
  @Test
  void anInterruptedThreadCostsNoLock() throws Exception {
    try (Database database = open()) {
      SqlNotes notes = new SqlNotes(database);
      notes.keep("a", "b");
      Thread interrupted =
          new Thread(
              () -> {
                Thread.currentThread().interrupt();
                try {
                  notes.find("a");
                } catch (StorageFailed e) {
                  // the pool gives an interrupted thread no connection
                }
              });
      interrupted.start();
      interrupted.join();

      notes.keep("a", "c");
      assertThat(notes.find("a")).contains("c");
      refused().hasMessageContaining("is in use");
    }
  }

  @Test
  void aLinkToTheFileIsTheSameFile() throws IOException {
    Path link = folder.resolve("link.db");
    try (Database first = open()) {
      Files.createSymbolicLink(link, file);
      assertThatThrownBy(() -> Database.open("jdbc:sqlite:" + link, CLOCK))
          .isInstanceOf(StorageRefused.class)
          .hasMessageStartingWith(file + " is in use");
      assertThat(new SqlWatchStore(first, new SqlSubscriptions(first)).load()).isEmpty();
    }
  }

  @Test
  void theFileIsAsTheRecipeSays() {
    try (Database database = open()) {
      assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
      assertThat(pragma(database, "synchronous")).isEqualTo("2");
      assertThat(pragma(database, "foreign_keys")).isEqualTo("1");
      assertThat(pragma(database, "journal_size_limit")).isEqualTo("8388608");
      assertThat(pragma(database, "busy_timeout")).isEqualTo("5000");
    }
  }

  @Test
  void twoDatabasesInMemoryHaveNothingInCommon() {
    try (Database one = Database.inMemory();
        Database other = Database.inMemory()) {
      new SqlWatchStore(one, new SqlSubscriptions(one)).commit(RoundOf.at(Filled.START).round());

      assertThat(new SqlWatchStore(one, new SqlSubscriptions(one)).load()).isPresent();
      assertThat(new SqlWatchStore(other, new SqlSubscriptions(other)).load()).isEmpty();
    }
  }

  @Test
  void aDatabaseOfANewerProgramIsLeftAsItIs() throws Exception {
    open().close();
    sql(
        """
        INSERT INTO flyway_schema_history (installed_rank, version, description, type, script,
          checksum, installed_by, execution_time, success)
        VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'kpwatch', 1, 1)
        """);
    byte[] before = Files.readAllBytes(file);

    refused()
        .hasMessageContaining("was written by a newer kpwatch")
        .hasMessageContaining("version 99")
        .hasMessageContaining("knows " + Schema.NEWEST);

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    refused().hasMessageContaining("newer kpwatch");
  }

  @Test
  void theNewestVersionIsThatOfTheLastMigration() {
    MigrationInfo[] migrations = Schema.flyway(new SQLiteDataSource()).info().all();

    assertThat(migrations).isNotEmpty();
    assertThat(Arrays.stream(migrations).map(MigrationInfo::getVersion).reduce((a, b) -> b))
        .contains(Schema.NEWEST);
  }

  @Test
  @Timeout(20)
  void whoWaitsIsNotOvertakenByWhoHadItLast() throws Exception {
    List<String> order = new CopyOnWriteArrayList<>();
    try (Database database = open()) {
      Thread alert = new Thread(() -> database.transaction(handle -> order.add("alert")));
      database.transaction(
          handle -> {
            alert.start();
            while (alert.getState() != Thread.State.WAITING
                && alert.getState() != Thread.State.TIMED_WAITING) {
              Thread.onSpinWait();
            }
            return order.add("edit");
          });
      database.transaction(handle -> order.add("another edit"));
      alert.join();
    }

    assertThat(order).containsExactly("edit", "alert", "another edit");
  }

  @Test
  void whatIsNoDatabaseIsLeftAsItIs() throws IOException {
    byte[] letter =
        "Dear diary, today nothing happened. ".repeat(40).getBytes(StandardCharsets.UTF_8);
    Files.write(file, letter);

    refused().hasMessageStartingWith(file + " is damaged or no SQLite database");

    assertThat(Files.readAllBytes(file)).isEqualTo(letter);
  }

  @Test
  void aDamagedFileIsLeftAsItIs() throws IOException {
    try (Database database = open()) {
      SqlWatchStore store = new SqlWatchStore(database, new SqlSubscriptions(database));
      store.commit(RoundOf.at(Filled.START).transitions(transitions(2000)).round());
    }
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      for (long page = 4; page < bytes.length() / 4096; page++) {
        bytes.seek(page * 4096);
        bytes.write(new byte[] {77, 77, 77, 77, 77, 77, 77, 77});
      }
    }
    byte[] before = Files.readAllBytes(file);

    refused().hasMessageStartingWith(file + " is damaged or no SQLite database");

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aFileThatIsCutShortIsLeftAsItIs() throws IOException {
    open().close();
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.setLength(bytes.length() / 2 + 100);
    }
    byte[] before = Files.readAllBytes(file);

    refused().hasMessageStartingWith(file + " is damaged or no SQLite database");

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  /** SQLite has no sums over what a page holds, so such damage shows only when it is read. */
  @Test
  void whatCannotBeReadIsDamage() throws Exception {
    try (Database database = open()) {
      new SqlWatchStore(database, new SqlSubscriptions(database))
          .commit(RoundOf.at(Filled.START).round());
    }
    sql("UPDATE watch_state SET json = REPLACE(json, 'AS20485', 'AS#####')");
    byte[] before = Files.readAllBytes(file);

    try (Database database = open()) {
      SqlWatchStore store = new SqlWatchStore(database, new SqlSubscriptions(database));
      assertThatThrownBy(store::load)
          .isInstanceOf(StorageFailed.class)
          .hasMessageStartingWith(file + " is damaged (the stored JSON is no WatchState: ")
          .hasMessageContaining("it was left as it is: restore a copy, or move it away")
          .hasMessageNotContaining("\n");
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void aFullDiskIsNamedAndWhatComesAfterItIsKept() {
    try (Database database = open()) {
      SqlWatchStore store = new SqlWatchStore(database, new SqlSubscriptions(database));
      new Stored(database).mayGrow(false);
      Round much = RoundOf.at(Filled.START).transitions(transitions(2000)).round();

      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> store.commit(much))
            .isInstanceOf(StorageFailed.class)
            .hasMessage("no space is left for " + file + "; free some on its disk");
        assertThat(new Reading(database).transitions()).isEmpty();
      }

      new Stored(database).mayGrow(true);
      store.commit(much);
      assertThat(new Reading(database).transitions()).hasSize(2000);
    }
  }

  @Test
  void anotherProgramThatHoldsTheFileIsNamedAsSuch() throws Exception {
    open().close();
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    try (var browser = source.getConnection();
        var work = browser.createStatement();
        Database database = open()) {
      database.transaction(h -> h.execute("PRAGMA busy_timeout = 1"));
      SqlWatchStore store = new SqlWatchStore(database, new SqlSubscriptions(database));
      work.execute("BEGIN IMMEDIATE");
      assertThatThrownBy(() -> store.commit(RoundOf.at(Filled.START).round()))
          .hasMessageStartingWith(file + " is locked by another program");
      work.execute("ROLLBACK");
      store.commit(RoundOf.at(Filled.START).round());
    }
  }

  @Test
  void aFolderIsNoFile() throws IOException {
    Files.createDirectory(file);

    refused().hasMessageStartingWith(file + " is a folder");
  }

  @Test
  void theFolderMustBeThere() {
    assertThatThrownBy(() -> Database.open("jdbc:sqlite:" + folder + "/no/kpwatch.db", CLOCK))
        .isInstanceOf(StorageRefused.class)
        .hasMessageStartingWith("the folder of " + folder + "/no/kpwatch.db does not exist");
  }

  /** To the administrator only the kernel's own folder is read-only. */
  @Test
  void aReadOnlyFolderIsRefused() {
    folder.toFile().setWritable(false);
    Path readOnly = Files.isWritable(folder) ? Path.of("/proc") : folder;

    assertThatThrownBy(() -> Database.open("jdbc:sqlite:" + readOnly + "/kpwatch.db", CLOCK))
        .isInstanceOf(StorageRefused.class)
        .hasMessageContaining(readOnly.toString())
        .hasMessageContaining("writ")
        .hasMessageNotContaining("\n");
    folder.toFile().setWritable(true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:sqlite::memory:",
        "jdbc:sqlite:",
        "jdbc:sqlite:kpwatch.db?synchronous=off",
        "jdbc:sqlite:file:kpwatch.db",
        "jdbc:postgresql://bot:hunter2@db/kpwatch"
      })
  void anythingElseIsRefusedWithoutShowingIt(String url) {
    assertThatThrownBy(() -> Database.open(url, CLOCK))
        .isInstanceOf(StorageRefused.class)
        .hasMessage("storage.url must be jdbc:sqlite: and the path of a file, without options");
  }

  private static Transition[] transitions(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Transition(Filled.START, Subject.COUNTRY, "from " + i, "to " + i))
        .toArray(Transition[]::new);
  }

  private Database open() {
    return Database.open("jdbc:sqlite:" + file, CLOCK);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> refused() {
    return assertThatThrownBy(this::open)
        .isInstanceOf(StorageRefused.class)
        .hasMessageNotContaining("\n");
  }

  private void sql(String statement) throws Exception {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    try (var connection = source.getConnection();
        var work = connection.createStatement()) {
      work.execute(statement);
    }
  }

  private static String pragma(Database database, String name) {
    return database.transaction(
        handle -> handle.createQuery("PRAGMA " + name).mapTo(String.class).one());
  }
}
