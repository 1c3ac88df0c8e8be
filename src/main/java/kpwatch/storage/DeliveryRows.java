package kpwatch.storage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.Card;
import kpwatch.notify.Delivery;
import kpwatch.notify.Merging;
import kpwatch.subscription.ChannelRef;
import org.jdbi.v3.core.Handle;

/** Deliveries on their way. What is settled is never touched again. */
final class DeliveryRows {
  private static final String BEGUN =
      """
      UPDATE delivery SET begun = COALESCE(begun, :at), due = :at
      WHERE number = :number AND state = 'pending' AND attempts = :attempts AND carrier IS NULL
      """;

  private static final String CARRIES =
      """
      UPDATE delivery SET begun = :at, due = :at, words = :words, sounding = :sounding,
        mention = :mention, hush = :hush
      WHERE number = :number
      """;

  private static final String SETTLE =
      """
      UPDATE delivery SET state = :state, reason = :reason, settled_at = :at, attempts = :attempts,
        message = :message, begun = NULL
      WHERE (number = :number OR carrier = :number) AND state = 'pending'
      """;

  private static final String POSTPONE =
      """
      UPDATE delivery SET reason = :reason, due = :due, attempts = :attempts, begun = :begun
      WHERE number = :number AND state = 'pending'
      """;

  private static final String UNDOUBT =
      """
      UPDATE delivery SET due = :due, begun = NULL WHERE number = :number AND state = 'pending'
      """;

  private static final String DROP =
      """
      UPDATE delivery SET state = 'refused', reason = :reason, settled_at = :at, begun = NULL
      WHERE platform = :platform AND channel = :channel AND state = 'pending'
      """;

  /** About an incident or our sight, and surely not there yet. */
  private static final String UNTRIED =
      """
       WHERE platform = :platform AND channel = :channel AND state = 'pending'
        AND begun IS NULL AND carrier IS NULL
        AND EXISTS (SELECT 1 FROM notification n WHERE n.id = delivery.notification
          AND (n.incident IS NOT NULL OR n.kind IN ('BLIND', 'SEEING')))
      """;

  private static final String REWOUND =
      """
      UPDATE delivery SET due = CASE WHEN due - :by > :now THEN due - :by
          WHEN due > :now THEN :now ELSE due END,
        begun = CASE WHEN begun > :now THEN :now ELSE begun END
      WHERE state = 'pending'
      """;

  private DeliveryRows() {}

  /** After the clock went back: what waits goes on waiting as long as it would have. */
  static int rewound(Handle handle, Instant now, Duration by) {
    return handle
        .createUpdate(REWOUND)
        .bind("by", by.toMillis())
        .bind("now", Rows.millis(now))
        .execute();
  }

  /** Empty if the attempt is not to be made: somebody else settled it. */
  static Optional<Delivery> begun(Handle handle, Delivery delivery, Instant at) {
    int claimed =
        handle
            .createUpdate(BEGUN)
            .bind("at", Rows.millis(at))
            .bind("number", delivery.number())
            .bind("attempts", delivery.attempts())
            .execute();
    if (claimed == 0) {
      return Optional.empty();
    }
    boolean alone =
        delivery.begun().isPresent() || PendingRows.inLine(handle, delivery.channel()) == 1;
    return Optional.of(alone ? delivery : merged(handle, delivery, at).orElse(delivery));
  }

  private static Optional<Delivery> merged(Handle handle, Delivery first, Instant at) {
    List<Delivery> waiting = new ArrayList<>(PendingRows.waiting(handle, first.channel()));
    waiting.set(0, first);
    Optional<Card> card =
        first.notification().incident().flatMap(code -> CardRows.reads(handle, code));
    Optional<Merging.Merged> merged = Merging.of(waiting, card, at);
    merged.ifPresent(m -> carry(handle, m, at));
    return merged.map(Merging.Merged::carrier);
  }

  private static void carry(Handle handle, Merging.Merged merged, Instant at) {
    Delivery carrier = merged.carrier();
    handle
        .createUpdate(CARRIES)
        .bind("at", Rows.millis(at))
        .bind("words", PostRows.body(carrier.words()))
        .bind("sounding", carrier.to().sounding() ? 1 : 0)
        .bind("mention", carrier.to().mention())
        .bind("hush", carrier.to().hush().map(Enum::name))
        .bind("number", carrier.number())
        .execute();
    for (Delivery carried : merged.carried()) {
      handle
          .createUpdate(
              "UPDATE delivery SET carrier = :carrier, begun = NULL WHERE number = :number")
          .bind("carrier", carrier.number())
          .bind("number", carried.number())
          .execute();
    }
  }

  /** What was to be told together waits for the same time, and may be told with more then. */
  private static void apart(Handle handle, Delivery carrier, Instant again) {
    handle
        .createUpdate("UPDATE delivery SET carrier = NULL, due = :due WHERE carrier = :number")
        .bind("due", Rows.millis(again))
        .bind("number", carrier.number())
        .execute();
    handle
        .createUpdate("UPDATE delivery SET words = NULL WHERE number = :number")
        .bind("number", carrier.number())
        .execute();
  }

  static boolean sent(Handle handle, Delivery delivery, Optional<String> message, Instant at) {
    return settle(handle, delivery, "sent", Optional.empty(), message, at) > 0;
  }

  static boolean refused(Handle handle, Delivery delivery, String reason, Instant at) {
    return settle(handle, delivery, "refused", Optional.of(reason), Optional.empty(), at) > 0;
  }

  /**
   * @param begun an attempt that is still in doubt
   */
  static int postpone(
      Handle handle, Delivery delivery, String reason, Optional<Instant> begun, Instant again) {
    if (begun.isEmpty() && delivery.carries()) {
      apart(handle, delivery, again);
    }
    return handle
        .createUpdate(POSTPONE)
        .bind("reason", reason)
        .bind("due", Rows.millis(again))
        .bind("attempts", delivery.attempts() + 1)
        .bind("begun", Rows.millis(begun))
        .bind("number", delivery.number())
        .execute();
  }

  /** What was to be told together may be told with more then; no attempt is counted. */
  static int absent(Handle handle, Delivery delivery, Instant at) {
    int waiting =
        handle
            .createUpdate(UNDOUBT)
            .bind("due", Rows.millis(at))
            .bind("number", delivery.number())
            .execute();
    if (waiting > 0 && delivery.carries()) {
      apart(handle, delivery, at);
    }
    return waiting;
  }

  /** Nothing that is due in a channel is ever sent. */
  static int drop(Handle handle, ChannelRef channel, String reason, Instant at) {
    return Rows.of(handle.createUpdate(DROP), channel)
        .bind("reason", reason)
        .bind("at", Rows.millis(at))
        .execute();
  }

  /**
   * What waits for a channel that is muted now will not be sent: news of the country and of our
   * sight.
   *
   * @return what it is owed instead: codes of incidents, ids of what is about none
   */
  static List<String> withhold(Handle handle, ChannelRef channel, Instant at) {
    List<String> owed =
        Rows.of(
                handle.createQuery(
                    "SELECT COALESCE(n.incident, n.id) FROM notification n"
                        + " JOIN (SELECT number, notification FROM delivery"
                        + UNTRIED
                        + ") d ON n.id = d.notification ORDER BY d.number"),
                channel)
            .mapTo(String.class)
            .list();
    // a wait that the platform told us of holds for what is still to be sent there
    Rows.of(
            handle.createUpdate(
                "UPDATE delivery SET due = MAX(due, COALESCE((SELECT MAX(due) FROM delivery"
                    + UNTRIED
                    + "), due))"
                    + Rows.OF_CHANNEL
                    + " AND state = 'pending'"),
            channel)
        .execute();
    Rows.of(
            handle.createUpdate(
                "UPDATE delivery SET state = 'refused', reason = 'muted', settled_at = :at"
                    + UNTRIED),
            channel)
        .bind("at", Rows.millis(at))
        .execute();
    return owed;
  }

  private static int settle(
      Handle handle,
      Delivery delivery,
      String state,
      Optional<String> reason,
      Optional<String> message,
      Instant at) {
    return handle
        .createUpdate(SETTLE)
        .bind("state", state)
        .bind("reason", reason)
        .bind("message", message)
        .bind("at", Rows.millis(at))
        .bind("attempts", delivery.attempts() + 1)
        .bind("number", delivery.number())
        .execute();
  }
}
