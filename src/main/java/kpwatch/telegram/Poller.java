package kpwatch.telegram;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import kpwatch.supervision.FailureStreak;
import kpwatch.telegram.Answer.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.updates.DeleteWebhook;

/**
 * Asks for updates, one poll after the other, each kind of trouble met in its own way. The
 * library's poller is not used: it goes deaf when ids jump down, and treats all errors alike.
 */
final class Poller {
  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Another poller with our token: not fought, since both would only get in each other's way. */
  private static final Duration OTHER_POLLER = Duration.ofSeconds(45);

  private static final int WORTH_A_LINE = 2;

  private static final Duration UNTOLD = Duration.ofSeconds(30);

  private final UpdateSource source;
  private final BotApi api;
  private final Reception reception;
  private final Condition condition;
  private final InstantSource clock;
  private final FailureStreak silent = new FailureStreak();
  private final FailureStreak conflicts = new FailureStreak();
  private int failures;
  private boolean webhookDeleted;

  Poller(
      UpdateSource source,
      BotApi api,
      Reception reception,
      Condition condition,
      InstantSource clock) {
    this.source = source;
    this.api = api;
    this.reception = reception;
    this.condition = condition;
    this.clock = clock;
  }

  /** One poll and what follows from it; gives how long to wait before the next. */
  Duration once() {
    Instant began = clock.instant();
    int most = reception.most(began);
    Answer<List<Arrival>> answer =
        source.ask(reception.offset(began), most, !reception.isHolding());
    Instant now = clock.instant();
    if (answer instanceof Answer.Ok<List<Arrival>> ok) {
      failures = 0;
      if (silent.over() >= WORTH_A_LINE) {
        LOG.info("Telegram is back");
      }
      condition.polled(now);
      boolean moved = reception.take(ok.result(), ok.result().size() < most);
      boolean hasty = Duration.between(began, now).compareTo(SECOND) < 0;
      return !moved && hasty ? SECOND : Duration.ZERO;
    }
    Duration wait = answer instanceof Refused<?> refused ? refused(refused) : later();
    String reason = reason(answer);
    condition.deaf(reason, now);
    boolean unreachable = !(answer instanceof Refused<?> refused) || refused.code() >= 500;
    // One lost poll is nothing; then the second, fourth, eighth in a row are told.
    if (unreachable && silent.again() && silent.times() >= WORTH_A_LINE) {
      LOG.warn(
          "Telegram cannot be reached and is tried again: {}; so often in a row: {}",
          reason,
          silent.times());
    }
    return wait;
  }

  private Duration refused(Refused<?> answer) {
    if (Verdict.refusesTheBot(answer)) {
      String reason = answer.code() + ": telegram.token is not valid";
      condition.stop(reason);
      LOG.error("Telegram is off ({}). The watch goes on without it.", reason);
      return LONGEST;
    }
    if (answer.code() == 409) {
      return conflict(answer);
    }
    if (answer.code() == 429) {
      return answer.told().orElse(UNTOLD);
    }
    if (answer.code() < 500 && failures == 0) {
      LOG.error("a defect: Telegram refuses our polls: {}", answer.description());
    }
    return later();
  }

  private Duration conflict(Refused<?> answer) {
    if (answer.says("deleteWebhook") && !webhookDeleted) {
      webhookDeleted = true;
      LOG.warn("a webhook was set for this bot; it is removed, since we poll");
      Answer<Boolean> removed = api.call(new DeleteWebhook());
      return removed instanceof Answer.Ok<Boolean> ? Duration.ZERO : later();
    }
    if (conflicts.again()) {
      LOG.error(
          "somebody else receives this bot's updates ({}): run one kpwatch per token; next try in"
              + " {}",
          answer.description(),
          OTHER_POLLER);
    }
    return OTHER_POLLER;
  }

  /** 1 s, doubling up to half a minute: a network that is back is soon noticed. */
  private Duration later() {
    Duration wait = Duration.ofSeconds(1L << Math.min(failures, 5));
    failures++;
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }

  private static String reason(Answer<?> answer) {
    if (answer instanceof Refused<?> refused) {
      return refused.code() + " " + refused.description();
    }
    if (answer instanceof Answer.Unsent<?> unsent) {
      return unsent.reason();
    }
    return answer instanceof Answer.Unsure<?> unsure ? unsure.reason() : "half an answer";
  }
}
