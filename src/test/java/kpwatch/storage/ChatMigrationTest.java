package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import kpwatch.notify.Delivery;
import kpwatch.notify.Message;
import kpwatch.notify.Notification;
import kpwatch.notify.Recipient;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.Wishes;
import kpwatch.watch.WatchState;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** A database of the time before there were chats. */
class ChatMigrationTest {
  private static final String TEXT = "○ OUTAGE: unreachable\n\nSeen\n  [x] Routes: 0 of 4";

  @TempDir private Path folder;

  @BeforeEach
  void fillOne() throws Exception {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve("kpwatch.db"));
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration")
        .target("1")
        .load()
        .migrate();
    try (Connection connection = source.getConnection()) {
      insert(
          connection,
          """
          INSERT INTO notification (id, at, incident, kind, sounding, level, body)
          VALUES ('KP-K7Q2/1', 1772420400000, 'KP-K7Q2', 'OPENED', 1, 'MAJOR', ?)
          """,
          TEXT);
      insert(
          connection,
          """
          INSERT INTO delivery (number, notification, platform, channel, attempts, due, state, reason)
          VALUES (7, 'KP-K7Q2/1', 'console', 'stdout', 3, 1772420409000, 'pending', ?)
          """,
          "the output is closed");
      insert(
          connection, "INSERT INTO watch_state (id, at, json) VALUES (1, 1772420400000, ?)", old());
    }
  }

  @Test
  void plainTextThatWaitsIsSentAsItWas() {
    try (Database database = open()) {
      SqlOutbox outbox = new SqlOutbox(database, new SqlSubscriptions(database));

      List<Delivery> due = outbox.due("console", Filled.START.plusSeconds(9), 10);

      assertThat(due)
          .containsExactly(
              new Delivery(
                  7,
                  Recipient.silent(new ChannelRef("console", "stdout"), Wishes.Detail.FULL),
                  new Notification(
                      "KP-K7Q2/1",
                      Filled.START,
                      Optional.of("KP-K7Q2"),
                      Optional.empty(),
                      Notification.Kind.OPENED,
                      true,
                      Level.MAJOR,
                      Message.note(TEXT)),
                  3,
                  Filled.START.plusSeconds(9),
                  Optional.empty(),
                  Optional.empty()));
      assertThat(due.get(0).notification().text()).isEqualTo(TEXT);
    }
  }

  @Test
  void theWatchGoesOnWhereItWasWithoutCards() {
    WatchState full = Filled.state();
    try (Database database = open()) {
      assertThat(new SqlWatchStore(database, new SqlSubscriptions(database)).load())
          .contains(
              new WatchState(
                  full.plan(),
                  full.tracks(),
                  full.assessments(),
                  full.told(),
                  full.blindness(),
                  new TreeMap<>()));
    }
  }

  @Test
  void nobodyIsSubscribedYetAndNoCardIsStale() {
    try (Database database = open()) {
      SqlSubscriptions subscriptions = new SqlSubscriptions(database);

      assertThat(subscriptions.all()).isEmpty();
      assertThat(new SqlOutbox(database, subscriptions).stale("console")).isEmpty();
    }
  }

  private Database open() {
    return Database.open(
        "jdbc:sqlite:" + folder.resolve("kpwatch.db"), InstantSource.fixed(Filled.START));
  }

  /** The state as it was written when it had no cards. */
  private static String old() throws Exception {
    ObjectMapper plain = new ObjectMapper();
    ObjectNode tree = (ObjectNode) plain.readTree(Json.of(WatchState.class).write(Filled.state()));
    tree.remove("cards");
    return plain.writeValueAsString(tree);
  }

  private static void insert(Connection connection, String sql, String text) throws Exception {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, text);
      statement.executeUpdate();
    }
  }
}
