package kpwatch.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import kpwatch.notify.CardEdit;
import kpwatch.notify.Delivery;
import kpwatch.notify.Outbox;
import kpwatch.notify.SendResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what the platform answered. What the outbox has not taken yet is kept until it does,
 * and its channel stays closed: it is never to be sent again. Answers may be handed in by any
 * thread; one settles them.
 */
final class Settling {
  private static final Logger LOG = LoggerFactory.getLogger(Settling.class);

  /** Between two attempts at one edit: no edit is urgent. */
  private static final Duration EDIT_AGAIN = Duration.ofMinutes(1);

  /** Between two attempts in a channel that cannot be posted to, until a delivery shows that. */
  private static final Duration CLOSED = Duration.ofMinutes(10);

  /** So often a delivery is due as soon as the platform is well; it may be its own trouble. */
  private static final int AT_ONCE = 4;

  private final Outbox outbox;
  private final String platform;
  private final Backlog backlog;
  private final Feeler feeler;
  private final Pace pace;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final Deque<Answer> unsettled = new ArrayDeque<>();
  private Optional<String> down = Optional.empty();
  private Optional<RuntimeException> failure = Optional.empty();

  Settling(Outbox outbox, String platform, Backlog backlog, Feeler feeler, Pace pace) {
    this.outbox = outbox;
    this.platform = platform;
    this.backlog = backlog;
    this.feeler = feeler;
    this.pace = pace;
  }

  private sealed interface Answer {}

  private record OfDelivery(Delivery delivery, SendResult result, Instant at) implements Answer {}

  private record OfEdit(CardEdit edit, SendResult result, Instant at) implements Answer {}

  private record OfFeeling(boolean answers, Instant at) implements Answer {}

  void answered(Delivery delivery, Instant began, SendResult result, Instant at) {
    answers.add(new OfDelivery(doubted(delivery, result, began), result, at));
  }

  void answered(CardEdit edit, SendResult result, Instant at) {
    answers.add(new OfEdit(edit, result, at));
  }

  void felt(boolean well, Instant at) {
    answers.add(new OfFeeling(well, at));
  }

  /** Whether the platform refuses us altogether. */
  boolean down() {
    return down.isPresent();
  }

  /** With a doubt if this attempt leaves one, or an earlier one did that is not resolved. */
  private static Delivery doubted(Delivery delivery, SendResult result, Instant began) {
    boolean doubt =
        (result instanceof SendResult.Failed failed && failed.doubt())
            || (result instanceof SendResult.Ill ill && ill.doubt());
    return doubt ? delivery.begun(began) : delivery;
  }

  /**
   * Settles every answer so far. An answer that the outbox does not take is kept for the next time
   * and costs no other; {@link #failure()} then says why.
   *
   * @return whether an answer was settled
   */
  boolean settle() {
    for (Answer next = answers.poll(); next != null; next = answers.poll()) {
      unsettled.add(next);
    }
    failure = Optional.empty();
    int before = unsettled.size();
    settleSent();
    unsettled.removeIf(this::settled);
    return unsettled.size() < before;
  }

  /** Why the last {@link #settle()} kept an answer; empty if it settled all. */
  Optional<RuntimeException> failure() {
    return failure;
  }

  /** Writes down all sent deliveries in one transaction, because there may be thousands. */
  private void settleSent() {
    List<Answer> sent =
        unsettled.stream()
            .filter(a -> a instanceof OfDelivery of && of.result() instanceof SendResult.Sent)
            .toList();
    if (sent.size() < 2) {
      return;
    }
    try {
      outbox.sent(sent.stream().map(a -> sent((OfDelivery) a)).toList());
    } catch (RuntimeException e) {
      LOG.debug("sent deliveries are settled one by one", e);
      return;
    }
    sent.forEach(a -> freed((OfDelivery) a));
    unsettled.removeAll(sent);
  }

  private boolean settled(Answer answer) {
    try {
      if (answer instanceof OfDelivery of) {
        settle(of);
      } else if (answer instanceof OfEdit of) {
        settle(of.edit(), of.result(), of.at());
        backlog.freed(of.edit().channel());
      } else if (answer instanceof OfFeeling felt && feeler.felt(felt.answers(), felt.at())) {
        LOG.info("{} answers again", platform);
      }
      return true;
    } catch (RuntimeException e) {
      failure = Optional.of(failure.orElse(e));
      return false;
    }
  }

  private void settle(OfDelivery of) {
    if (of.result() instanceof SendResult.Sent) {
      outbox.sent(List.of(sent(of)));
      freed(of);
    } else {
      settle(of.delivery(), of.result(), of.at());
      backlog.freed(of.delivery().channel());
    }
  }

  private static Outbox.Sent sent(OfDelivery of) {
    return new Outbox.Sent(of.delivery(), ((SendResult.Sent) of.result()).message(), of.at());
  }

  private void freed(OfDelivery of) {
    feeler.took();
    backlog.freed(of.delivery().channel());
  }

  /** Too old to be sent at all. */
  void outOfDate(Delivery delivery, Instant at) {
    outbox.refused(delivery, "out of date before it could be sent", at);
    LOG.warn("{} was never sent to {}: out of date", id(delivery), delivery.channel());
  }

  /** What surely did not arrive now may still have arrived at an earlier attempt. */
  private void settle(Delivery delivery, SendResult result, Instant at) {
    if (result instanceof SendResult.Failed failed) {
      Instant again = later(pace.waitAfter(delivery.attempts(), delivery.number()), failed, at);
      postpone(delivery, failed.reason(), again);
    } else if (result instanceof SendResult.Ill ill) {
      fell(ill.reason(), at);
      int early = Math.min(delivery.attempts(), AT_ONCE);
      Duration more = pace.waitAfter(delivery.attempts() - early, delivery.number());
      postpone(delivery, ill.reason(), early < AT_ONCE ? at : at.plus(more));
    } else if (result instanceof SendResult.Absent) {
      outbox.absent(delivery, at);
      LOG.info("{} is not in {}; it is told as new", id(delivery), delivery.channel());
    } else if (result instanceof SendResult.Paused paused) {
      outbox.paused(delivery, paused.reason(), at);
      LOG.warn("{} is paused: {}", delivery.channel(), paused.reason());
    } else if (result instanceof SendResult.Gone gone) {
      outbox.gone(delivery, gone.reason(), at);
      LOG.warn("{} is gone: {}", delivery.channel(), gone.reason());
    } else if (result instanceof SendResult.Down refusal) {
      postpone(delivery, refusal.reason(), at);
      down(refusal.reason());
    } else {
      String reason = reason(result);
      outbox.refused(delivery, reason, at);
      LOG.warn("{} refused {}: {}", delivery.channel(), id(delivery), reason);
    }
  }

  private void postpone(Delivery delivery, String reason, Instant again) {
    outbox.postponed(delivery, reason, delivery.begun().isPresent(), again);
    LOG.info(
        "{} did not take {}: {}; again at {}", delivery.channel(), id(delivery), reason, again);
  }

  private void settle(CardEdit edit, SendResult result, Instant at) {
    if (result instanceof SendResult.Sent) {
      outbox.edited(edit, at);
      feeler.took();
    } else if (result instanceof SendResult.Frozen) {
      outbox.frozen(edit, at);
    } else if (result instanceof SendResult.Lost) {
      outbox.lost(edit, at);
    } else if (result instanceof SendResult.Failed failed) {
      outbox.editLater(edit, later(EDIT_AGAIN, failed, at));
    } else if (result instanceof SendResult.Ill ill) {
      outbox.editLater(edit, at.plus(EDIT_AGAIN));
      fell(ill.reason(), at);
    } else if (result instanceof SendResult.Paused) {
      outbox.editLater(edit, at.plus(CLOSED));
    } else if (result instanceof SendResult.Down refusal) {
      down(refusal.reason());
    } else {
      // What became of the channel shows at its next delivery.
      outbox.frozen(edit, at);
      LOG.info("{}: card {} is left: {}", edit.channel(), edit.card().incident(), reason(result));
    }
  }

  private void fell(String reason, Instant at) {
    if (feeler.fell(at)) {
      LOG.warn("{} is in trouble and is felt for until it answers: {}", platform, reason);
    }
  }

  private void down(String reason) {
    if (down.isEmpty()) {
      LOG.error(
          "{} refuses us and is not asked again until a restart; deliveries wait: {}",
          platform,
          reason);
    }
    down = Optional.of(reason);
  }

  private static String id(Delivery delivery) {
    return delivery.notification().id();
  }

  private static String reason(SendResult result) {
    if (result instanceof SendResult.Refused refused) {
      return refused.reason();
    }
    if (result instanceof SendResult.Lost lost) {
      return lost.reason();
    }
    return result.toString();
  }

  /** The longer wait of ours and theirs. */
  private static Instant later(Duration ours, SendResult.Failed failed, Instant at) {
    return at.plus(failed.told().filter(theirs -> theirs.compareTo(ours) > 0).orElse(ours));
  }
}
