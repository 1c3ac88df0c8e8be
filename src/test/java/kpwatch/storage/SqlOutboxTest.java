package kpwatch.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.Delivery;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
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
        assertThat(new SqlOutbox(after, new SqlSubscriptions(after)).due("chat", Filled.START, 1))
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
