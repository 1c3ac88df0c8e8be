package kpwatch.storage;

import java.util.List;
import java.util.Map;
import kpwatch.notify.Outbox;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.testkit.MemoryOutbox;
import kpwatch.watch.Round;

/** The outbox of the histories keeps what the database keeps. */
class MemoryOutboxTest extends OutboxContract {
  @Override
  Kept open() {
    MemoryOutbox outbox = new MemoryOutbox();
    return new Kept() {
      @Override
      public Outbox outbox() {
        return outbox;
      }

      @Override
      public void commit(Round round) {
        outbox.commit(round);
      }

      @Override
      public void subscribe(Subscription subscription) {
        outbox.put(subscription, Filled.START);
      }

      @Override
      public void standing(ChannelRef channel, Standing standing) {
        outbox.standing(channel, standing);
      }

      @Override
      public List<Subscription> subscriptions() {
        return outbox.all();
      }

      @Override
      public List<Map<String, Object>> rows() {
        return outbox.rows().stream().map(MemoryOutbox.Row::columns).toList();
      }

      @Override
      public void close() {}
    };
  }
}
