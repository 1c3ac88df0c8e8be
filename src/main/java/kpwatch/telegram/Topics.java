package kpwatch.telegram;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/**
 * Finds out whether a topic can be posted in. The Bot API has no question for that, and {@code
 * sendChatAction} says yes for a topic that was deleted
 * (https://github.com/tdlib/telegram-bot-api/issues/732, read 2026-12-01), so a short message is
 * posted there, which also tells its readers what comes.
 */
final class Topics {
  private static final String WORDS =
      "Alerts are to be posted in this topic, as an administrator asks.";

  private static final Duration MOMENT = Duration.ofMinutes(1);

  private final BotApi api;
  private final Pacer pacer;
  private final InstantSource clock;
  private final Map<Destination, Instant> open = new ConcurrentHashMap<>();

  Topics(BotApi api, Pacer pacer, InstantSource clock) {
    this.api = api;
    this.pacer = pacer;
    this.clock = clock;
  }

  /** What is known of a topic. */
  sealed interface Finding {
    /**
     * Messages can be posted there.
     *
     * @param fresh whether that took time, so that the caller's rights may have changed
     */
    record Open(boolean fresh) implements Finding {}

    /** Telegram refuses messages there, in its own words. */
    record Refusing(String reason) implements Finding {}

    /** Telegram did not say just now. */
    record Unsure() implements Finding {}

    /** The chat takes no more messages now. */
    record Later(Duration time) implements Finding {}
  }

  /**
   * Asks, unless it was found to be open a moment ago.
   *
   * @param topic with the id of a topic
   */
  Finding find(Destination topic) {
    Instant old = clock.instant().minus(MOMENT);
    open.values().removeIf(at -> at.isBefore(old));
    return open.containsKey(topic) ? new Finding.Open(false) : asked(topic);
  }

  private Finding asked(Destination topic) {
    Duration wait = pacer.talk(topic.chat(), clock.instant());
    if (!wait.isZero()) {
      return new Finding.Later(wait);
    }
    Posting knock = new Posting(topic.chat(), WORDS);
    topic.topic().ifPresent(knock::setMessageThreadId);
    knock.setDisableNotification(true);
    knock.setLinkPreviewOptions(Posts.NO_PREVIEW);
    Answer<Message> answer;
    try {
      answer = api.call(knock);
    } finally {
      pacer.done(clock.instant());
    }
    if (answer instanceof Answer.Refused<Message> refused) {
      refused.told().ifPresent(told -> pacer.told(topic.chat(), told, clock.instant()));
      return Rights.isDefinite(refused)
          ? new Finding.Refusing(reason(refused))
          : new Finding.Unsure();
    }
    boolean posted =
        answer instanceof Answer.Ok<Message> || answer instanceof Answer.Taken<Message>;
    if (!posted) {
      return new Finding.Unsure();
    }
    open.put(topic, clock.instant());
    return new Finding.Open(true);
  }

  private static String reason(Answer.Refused<Message> refused) {
    if (refused.says("thread not found")) {
      return "there is no such topic";
    }
    return refused.says("TOPIC_CLOSED") ? Absence.TOPIC_CLOSED : "Telegram takes no message there";
  }
}
