package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.notify.Delivery;
import kpwatch.notify.Outbox;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.watch.Round;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlOutboxTest {
  private static final class InDatabase implements OutboxContract.Kept {
    private final Database database;
    private final SqlSubscriptions subscriptions;

    InDatabase(Database database) {
      this.database = database;
      this.subscriptions = new SqlSubscriptions(database);
    }

    @Override
    public Outbox outbox() {
      return new SqlOutbox(database, subscriptions);
    }

    @Override
    public void commit(Round round) {
      new SqlWatchStore(database, subscriptions).commit(round);
    }

    @Override
    public void subscribe(Subscription subscription) {
      subscriptions.put(subscription, List.of(), Filled.START);
    }

    @Override
    public void standing(ChannelRef channel, Standing standing) {
      subscriptions.standing(channel, standing);
    }

    @Override
    public List<Subscription> subscriptions() {
      return subscriptions.all();
    }

    @Override
    public List<Map<String, Object>> rows() {
      return new Stored(database).deliveries();
    }

    @Override
    public void close() {
      database.close();
    }
  }

  @Nested
  class InMemory extends OutboxContract {
    @Override
    Kept open() {
      return new InDatabase(Database.inMemory());
    }
  }

  @Nested
  class OnFile extends OutboxContract {
    @TempDir private Path folder;

    @Override
    Kept open() {
      return new InDatabase(
          Database.open(
              "jdbc:sqlite:" + folder.resolve("kpwatch.db"), InstantSource.fixed(Filled.START)));
    }

    @Test
    void anAttemptUnderWayIsKnownAfterAnEndInTheMiddleOfIt() {
      Instant began = Filled.START.plusSeconds(1);
      try (Database before = another()) {
        SqlSubscriptions subscriptions = new SqlSubscriptions(before);
        new SqlWatchStore(before, subscriptions)
            .commit(RoundOf.at(Filled.START).post("one", "chat:a").round());
        SqlOutbox outbox = new SqlOutbox(before, subscriptions);
        outbox.begun(List.of(outbox.due("chat", Filled.START, 1).get(0)), began);
      }
      try (Database after = another()) {
        assertThat(new SqlOutbox(after, new SqlSubscriptions(after)).due("chat", began, 1))
            .extracting(Delivery::begun)
            .containsExactly(Optional.of(began));
      }
    }

    private Database another() {
      return Database.open(
          "jdbc:sqlite:" + folder.resolve("another.db"), InstantSource.fixed(Filled.START));
    }
  }
}
