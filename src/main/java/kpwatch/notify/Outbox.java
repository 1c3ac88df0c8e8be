package kpwatch.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Port to the stored deliveries and the cards that were posted. Deliveries are put there in the
 * transaction of the change that caused them.
 */
public interface Outbox {
  /**
   * Unsettled deliveries of a platform that may be sent now, the oldest of each channel only: what
   * follows waits until it is settled. What matters most comes first: beginnings, ends and whatever
   * may ring, then updates, then the rest; of each those that call somebody by name first. None for
   * a channel that is paused or gone.
   *
   * @param most at most so many
   */
  List<Delivery> due(String platform, Instant now, int most);

  /**
   * Attempts begin: until they are settled, nobody knows whether the platform has it.
   *
   * @return those that are still to be made, as they are to be said: what belongs together is one
   *     ({@link Merging}), under the number of the one that carries the others
   */
  List<Delivery> begun(List<Delivery> deliveries, Instant at);

  /** The platform took them. Never called before it answered. */
  void sent(List<Sent> taken);

  /**
   * What the platform took.
   *
   * @param message what the platform calls it; the first about an incident becomes its card
   */
  record Sent(Delivery delivery, Optional<String> message, Instant at) {}

  /** The platform will never take it; the reason is kept. */
  void refused(Delivery delivery, String reason, Instant at);

  /**
   * It did not work this time; it is due again at {@code again}.
   *
   * @param doubt whether the platform may have it all the same, since {@code begun}
   */
  void postponed(Delivery delivery, String reason, boolean doubt, Instant again);

  /** No attempt left anything there: it is due at once, as if none had been made in doubt. */
  void absent(Delivery delivery, Instant at);

  /**
   * Its channel cannot be posted to; it waits until the channel is active again, or for a while
   * where nobody subscribed.
   *
   * @param delivery with {@code begun} of an earlier attempt, if nobody knows how that ended
   */
  void paused(Delivery delivery, String reason, Instant at);

  /** Its channel is no more: nothing that is due there will ever be sent. */
  void gone(Delivery delivery, String reason, Instant at);

  /** Cards of a platform that do not read as they should, whether or not they may be edited now. */
  List<CardEdit> stale(String platform);

  /** The card reads as in {@code edit}. */
  void edited(CardEdit edit, Instant at);

  /** Editing did not work this time; not again before {@code again}. */
  void editLater(CardEdit edit, Instant again);

  /** The platform takes no more edits of this message but, perhaps, the last. */
  void frozen(CardEdit edit, Instant at);

  /** The message is no more: it is forgotten, and an open incident is posted there once more. */
  void lost(CardEdit edit, Instant at);
}
