package kpwatch.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import kpwatch.notify.Delivery;
import kpwatch.notify.Notification;
import kpwatch.notify.SendResult;

/**
 * What is done when nobody knows whether a message arrived. The Bot API knows no repetition for one
 * (https://github.com/tdlib/telegram-bot-api/issues/126) and a bot cannot read a chat back, so the
 * choice is a copy or a loss: what would be missed is repeated once, after a wait; the rest is not,
 * since the card of its incident tells it anyway. A process that is killed during that one
 * repetition repeats once more.
 */
final class Doubt {
  static final Duration WAIT = Duration.ofSeconds(25);

  private Doubt() {}

  /** An earlier attempt is in doubt: what that allows now; empty: sending. */
  static Optional<SendResult> before(Delivery delivery, Instant now) {
    if (delivery.begun().isEmpty()) {
      return Optional.empty();
    }
    if (!worthACopy(delivery)) {
      return Optional.of(left());
    }
    Duration left = Duration.between(now, delivery.begun().get().plus(WAIT));
    return left.isNegative() || left.isZero()
        ? Optional.empty()
        : Optional.of(new SendResult.Failed("waiting after a doubt", Optional.of(left), true));
  }

  /** This attempt ended in doubt. */
  static SendResult after(Delivery delivery, String reason) {
    boolean first = delivery.begun().isEmpty();
    return first && worthACopy(delivery)
        ? new SendResult.Failed(reason, Optional.of(WAIT), true)
        : left();
  }

  /** A first word about an incident, its end, a correction, whatever may ring. */
  static boolean worthACopy(Delivery delivery) {
    Notification said = delivery.notification();
    boolean first = said.incident().isPresent() && delivery.replyTo().isEmpty();
    return switch (said.kind()) {
      case OPENED, CLOSED, CORRECTION -> true;
      case UPDATED, UNSTABLE, BLIND, SEEING, NEWS -> said.sounding() || first;
    };
  }

  private static SendResult left() {
    return new SendResult.Refused("its answer was lost; it may have arrived and is not repeated");
  }
}
