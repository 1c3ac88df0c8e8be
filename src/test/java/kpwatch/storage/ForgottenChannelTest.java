package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import kpwatch.notify.Card;
import kpwatch.notify.Delivery;
import kpwatch.notify.Message;
import kpwatch.notify.Notification;
import kpwatch.notify.Outbox;
import kpwatch.notify.Recipient;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sqlite.SQLiteDataSource;

/**
 * A channel that is forgotten is in no table and in no byte of any file, whatever was said to it.
 */
class ForgottenChannelTest {
  private static final Instant NOW = Filled.START;

  /** An id that is found nowhere by chance. */
  private static final String ID = "-1007314159265";

  @TempDir private Path temporary;
  private Path file;
  private Database database;
  private SqlSubscriptions subscriptions;
  private SqlWatchStore store;
  private SqlOutbox outbox;

  @BeforeEach
  void open() throws IOException {
    file = temporary.toRealPath().resolve("kpwatch.db");
    database = Database.open("jdbc:sqlite:" + file, InstantSource.fixed(NOW));
    subscriptions = new SqlSubscriptions(database);
    store = new SqlWatchStore(database, subscriptions);
    outbox = new SqlOutbox(database, subscriptions);
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** A chat, a topic of one, a channel of Discord. */
  @ParameterizedTest
  @ValueSource(strings = {"telegram:" + ID, "telegram:" + ID + "/12", "discord:" + ID})
  void nothingOfItIsLeftInAnyTableOrFile(String name) throws Exception {
    ChannelRef channel = ChannelRef.parse(name);
    everythingHappens(channel);
    assertThat(tables()).as("the test says what it is about").hasSizeGreaterThan(4);

    subscriptions.remove(channel, NOW.plusSeconds(900));

    assertThat(tables()).isEmpty();
    assertThat(subscriptions.find(channel)).isEmpty();
    new Backup("jdbc:sqlite:" + file).to(file.resolveSibling("copy.db"));
    assertThat(files()).isEmpty();
  }

  /** Rows of many others lie around it, come and go, and make the pages split. */
  @Test
  void norAmongThousandsOfOthers() throws Exception {
    ChannelRef channel = ChannelRef.parse("telegram:" + ID);
    for (int batch = 0; batch < 3; batch++) {
      subscribeMany(batch);
      everythingHappens(channel, NOW.plusSeconds(batch * 10_000L), "KP-K7Q" + batch);
      subscribeMany(batch + 100);
      for (int i = 0; i < 80; i += 2) {
        subscriptions.remove(other(batch, i), NOW);
      }
    }

    subscriptions.remove(channel, NOW);

    assertThat(tables()).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void itsOldIdIsForgottenWithTheNewOne() throws Exception {
    ChannelRef old = ChannelRef.parse("telegram:" + ID);
    ChannelRef moved = ChannelRef.parse("telegram:-42");
    everythingHappens(old);

    subscriptions.moved(old, moved, "-42", NOW.plusSeconds(800));
    assertThat(tables()).isEmpty();
    assertThat(new Stored(database).deliveries())
        .as("what was said to it is kept under the new one")
        .extracting("channel")
        .contains("-42");

    subscriptions.remove(moved, NOW.plusSeconds(900));
    assertThat(tables("-42")).isEmpty();
    assertThat(files()).isEmpty();
  }

  @Test
  void anotherTopicOfTheSameChatKeepsWhatIsItsOwn() {
    ChannelRef chat = ChannelRef.parse("telegram:" + ID);
    ChannelRef topic = ChannelRef.parse("telegram:" + ID + "/12");
    everythingHappens(chat);
    everythingHappens(topic, NOW, "KP-K7Q3");
    List<String> before = idsFor(topic);
    assertThat(before).isNotEmpty();

    subscriptions.remove(chat, NOW.plusSeconds(900));

    assertThat(subscriptions.all()).extracting(Subscription::channel).containsExactly(topic);
    assertThat(idsFor(topic)).isEqualTo(before);
    assertThat(new Stored(database).deliveries())
        .extracting("channel")
        .doesNotContain(ID)
        .contains(ID + "/12");
  }

  /** How a delivery may end that was under way when its channel was forgotten. */
  private enum End {
    SENT,
    REFUSED,
    POSTPONED,
    IN_DOUBT,
    ABSENT,
    PAUSED,
    GONE
  }

  @ParameterizedTest
  @EnumSource
  void aDeliveryThatIsUnderWayLeavesNothingBehind(End end) throws Exception {
    ChannelRef channel = ChannelRef.parse("chat:" + ID);
    subscribe(channel);
    store.commit(RoundOf.at(NOW).post("one", channel.toString()).round());
    Delivery delivery = outbox.begun(outbox.due("chat", NOW, 1), NOW).get(0);

    subscriptions.remove(channel, NOW);

    switch (end) {
      case SENT -> outbox.sent(List.of(new Outbox.Sent(delivery, Optional.of("77"), NOW)));
      case REFUSED -> outbox.refused(delivery, "no chat " + ID, NOW);
      case POSTPONED -> outbox.postponed(delivery, "busy " + ID, false, NOW);
      case IN_DOUBT -> outbox.postponed(delivery, "busy " + ID, true, NOW);
      case ABSENT -> outbox.absent(delivery, NOW);
      case PAUSED -> outbox.paused(delivery, "no right in " + ID, NOW);
      case GONE -> outbox.gone(delivery, "left " + ID, NOW);
    }
    assertThat(tables()).isEmpty();
    assertThat(files()).isEmpty();
    assertThat(outbox.due("chat", NOW.plusSeconds(900), 9)).isEmpty();
  }

  /** A round reads who listens, then thinks, then is stored. */
  @Test
  void aRoundThatWasUnderWayTellsItNothing() throws Exception {
    ChannelRef channel = ChannelRef.parse("chat:" + ID);
    subscribe(channel);
    subscribe(ChannelRef.parse("chat:other"));
    RoundOf underWay =
        RoundOf.at(NOW)
            .post("one", channel.toString(), "chat:other")
            .post("unmuted/" + channel + "/" + NOW, channel.toString())
            .withheld(channel.toString(), "KP-K7Q2");

    subscriptions.remove(channel, NOW);
    store.commit(underWay.round());

    assertThat(tables()).isEmpty();
    assertThat(files()).isEmpty();
    assertThat(outbox.due("chat", NOW, 9)).hasSize(1);

    subscribe(channel);
    store.commit(RoundOf.at(NOW).post("two", channel.toString()).round());
    assertThat(outbox.due("chat", NOW, 9))
        .extracting(Delivery::channel)
        .as("the next round knows who came back")
        .contains(channel);
  }

  /** Somebody who reads keeps the log from being emptied; it is emptied as soon as that is over. */
  @Test
  void aReaderOfTheLogOnlyDelaysIt() throws Exception {
    ChannelRef channel = ChannelRef.parse("telegram:" + ID);
    everythingHappens(channel);
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    try (Connection reader = source.getConnection();
        var statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.executeQuery("SELECT COUNT(*) FROM delivery").close();
      subscriptions.remove(channel, NOW);
      reader.rollback();
    }
    new SqlNotes(database).keep("next", "transaction");

    assertThat(files()).isEmpty();
  }

  /** A file of an older version may hold what was deleted in its free pages. */
  @Test
  void whatAnOlderVersionDeletedIsOverwrittenAtTheStart() throws Exception {
    database.transaction(h -> h.execute("PRAGMA user_version = 0"));
    database.transaction(h -> h.createQuery("PRAGMA secure_delete = 0").mapToMap().list());
    ChannelRef channel = ChannelRef.parse("telegram:" + ID);
    everythingHappens(channel);
    subscriptions.remove(channel, NOW);
    assertThat(files()).isNotEmpty();
    database.close();

    open();

    assertThat(files()).isEmpty();
  }

  /** Alerts in each of their ends, a mute, a card that was deleted, a test, a pause. */
  private void everythingHappens(ChannelRef channel) {
    everythingHappens(channel, NOW, "KP-K7Q2");
  }

  private void everythingHappens(ChannelRef channel, Instant at, String code) {
    String name = channel.toString();
    subscribe(channel);
    subscriptions.put(
        subscriptions.find(channel).orElseThrow(),
        List.of(personal(code + "/card/" + channel + "/" + at, at)),
        at);
    store.commit(
        RoundOf.at(at)
            .post(at + "one", name)
            .post(at + "two", name, "chat:other")
            .post(at + "three", name)
            .post(personal("unmuted/" + channel + "/" + at, at), name)
            .round());
    Delivery first = outbox.begun(due(channel, at), at).get(0);
    outbox.sent(List.of(new Outbox.Sent(first, Optional.of("77"), at)));
    due(channel, at).forEach(d -> outbox.refused(d, "Bad Request: chat " + channel.id(), at));
    subscriptions.say(
        channel,
        personal("test/" + channel + "/" + at, at),
        Recipient.silent(channel, Wishes.Detail.FULL),
        at);
    store.commit(RoundOf.at(at.plusSeconds(1)).cards(card(at.plusSeconds(1))).round());
    outbox.stale(channel.platform()).stream()
        .filter(edit -> edit.channel().equals(channel))
        .forEach(edit -> outbox.lost(edit, at.plusSeconds(2)));
    due(channel, at.plusSeconds(5))
        .forEach(d -> outbox.paused(d, "no right in " + channel.id(), at));
    subscriptions.standing(channel, Standing.active(at));
    subscriptions.put(
        Subscribed.muted(name, at.plusSeconds(60), code), List.of(), at.plusSeconds(3));
  }

  private List<Delivery> due(ChannelRef channel, Instant at) {
    return outbox.due(channel.platform(), at, 10_000).stream()
        .filter(d -> d.channel().equals(channel))
        .toList();
  }

  private static Card card(Instant at) {
    return new Card("KP-K7Q2", at, at, "", false, Message.note("how it reads"));
  }

  private static Notification personal(String id, Instant at) {
    Notification plain = RoundOf.notification("how things stand", at, Notification.Kind.NEWS);
    return new Notification(
        id,
        at,
        plain.incident(),
        plain.scope(),
        plain.kind(),
        false,
        plain.level(),
        plain.message());
  }

  private void subscribe(ChannelRef channel) {
    subscriptions.put(Subscribed.to(channel.toString()), List.of(), NOW);
  }

  private void subscribeMany(int batch) {
    IntStream.range(0, 80).forEach(i -> subscribe(other(batch, i)));
    store.commit(
        RoundOf.at(NOW)
            .post(
                "to all " + batch,
                IntStream.range(0, 80)
                    .mapToObj(i -> other(batch, i).toString())
                    .toArray(String[]::new))
            .round());
  }

  private static ChannelRef other(int batch, int number) {
    return ChannelRef.parse("telegram:-100" + ((batch * 1000L + number) * 7919L));
  }

  private List<String> idsFor(ChannelRef channel) {
    return database.transaction(
        h ->
            h.createQuery("SELECT id FROM notification WHERE instr(id, :c) > 0 ORDER BY id")
                .bind("c", "/" + channel + "/")
                .mapTo(String.class)
                .list());
  }

  private List<String> tables() {
    return tables(ID);
  }

  /** Where the id stands, in any column of any table there is. */
  private List<String> tables(String id) {
    return database.transaction(
        handle -> {
          List<String> found = new ArrayList<>();
          for (String table :
              handle
                  .createQuery("SELECT name FROM sqlite_master WHERE type = 'table'")
                  .mapTo(String.class)
                  .list()) {
            handle.createQuery("SELECT * FROM " + table).mapToMap().list().stream()
                .flatMap(row -> row.entrySet().stream())
                .filter(cell -> String.valueOf(cell.getValue()).contains(id))
                .forEach(cell -> found.add(table + "." + cell.getKey() + ": " + cell.getValue()));
          }
          return found;
        });
  }

  /** Which files hold the id, the copy and the log among them. */
  private List<String> files() throws IOException {
    List<String> found = new ArrayList<>();
    try (var files = Files.list(file.getParent())) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        if (new String(Files.readAllBytes(each), StandardCharsets.ISO_8859_1).contains(ID)) {
          found.add(each.getFileName().toString());
        }
      }
    }
    return found;
  }
}
