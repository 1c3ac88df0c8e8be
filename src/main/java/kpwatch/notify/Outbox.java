package kpwatch.notify;

import java.time.Instant;
import java.util.List;

/**
 * Port to the stored deliveries. They are put there in the transaction of the change that caused
 * them.
 */
public interface Outbox {
  /**
   * Unsettled deliveries that may be sent now, the oldest of each channel only: what follows waits
   * until it is settled.
   *
   * @param most at most so many
   */
  List<Delivery> due(Instant now, int most);

  /** The platform took it. Never called before it answered. */
  void sent(Delivery delivery, Instant at);

  /** The platform will never take it; the reason is kept. */
  void refused(Delivery delivery, String reason, Instant at);

  /** It did not work this time; it is due again at {@code again}. */
  void postponed(Delivery delivery, String reason, Instant again);
}
