package kpwatch.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import kpwatch.subscription.ChannelRef;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/** What the tables have in common: numbered rows, times and spans in milliseconds. */
final class Rows {
  static final String OF_CHANNEL = " WHERE platform = :platform AND channel = :channel";

  private Rows() {}

  /**
   * The number of the next row. True only inside the transaction that uses it.
   *
   * @param table one with a column {@code number}
   */
  static long next(Handle handle, String table) {
    return handle
        .createQuery("SELECT COALESCE(MAX(number), 0) + 1 FROM " + table)
        .mapTo(Long.class)
        .one();
  }

  /**
   * Adds a row for each value, numbered in their order.
   *
   * @param insert binds {@code :number}; the rest is bound by {@code binding}
   */
  static <T> void add(
      Handle handle,
      String table,
      String insert,
      List<T> values,
      BiConsumer<PreparedBatch, T> binding) {
    if (values.isEmpty()) {
      return;
    }
    long number = next(handle, table);
    PreparedBatch batch = handle.prepareBatch(insert);
    for (T value : values) {
      batch.bind("number", number++);
      binding.accept(batch, value);
      batch.add();
    }
    batch.execute();
  }

  /** Binds what {@link #OF_CHANNEL} names. */
  static <S extends SqlStatement<S>> S of(S statement, ChannelRef channel) {
    return statement.bind("platform", channel.platform()).bind("channel", channel.id());
  }

  static long millis(Instant at) {
    return at.toEpochMilli();
  }

  static Optional<Long> millis(Optional<Instant> at) {
    return at.map(Instant::toEpochMilli);
  }

  static Optional<Long> spans(Optional<Duration> span) {
    return span.map(Duration::toMillis);
  }
}
