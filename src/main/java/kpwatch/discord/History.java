package kpwatch.discord;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import kpwatch.discord.Rest.Answer;
import kpwatch.notify.Delivery;
import kpwatch.notify.SendResult;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/**
 * Reads a channel back, to tell whether a post in doubt is there. While Discord is sure to know the
 * nonce, posting the same again is safe, too; the other way is taken where it can tell more.
 */
final class History {
  private static final long DISCORD_EPOCH = 1_420_070_400_000L;
  private static final int PAGE = 100;

  /** Well inside the unpublished length of Discord's memory. */
  private static final Duration NONCE_MEMORY = Duration.ofMinutes(2);

  /** What is not there so long after an attempt will not come any more: a call takes 20 s. */
  private static final Duration ARRIVING = Duration.ofSeconds(30);

  private static final Duration TRYING = Duration.ofMinutes(30);

  /** Beyond so many messages since the doubt, one copy costs less than reading on. */
  private static final int PAGES = 10;

  private final Rest rest;
  private final Cache cache;
  private final Condition condition;
  private final InstantSource clock;

  History(Rest rest, Cache cache, Condition condition, InstantSource clock) {
    this.rest = rest;
    this.cache = cache;
    this.condition = condition;
    this.clock = clock;
  }

  /**
   * What is known of a delivery in doubt: sent, if the channel has it since then, ours, with the
   * same headline and foot; absent, if it surely is not there and no more on its way; failed, if
   * that cannot be told now. Empty: the same is to be posted again, with its nonce. Where that may
   * make a copy, since the channel may not be read (Discord then shows an empty one), it is noted.
   */
  Optional<SendResult> find(Delivery delivery, Instant doubt) {
    Instant now = clock.instant();
    boolean known = !now.isAfter(doubt.plus(NONCE_MEMORY));
    boolean arrived = !now.isBefore(delivery.due().plus(ARRIVING));
    if (known && !arrived) {
      return Optional.empty();
    }
    Optional<SendResult> told = told(delivery, doubt, known);
    return told.filter(result -> arrived || !(result instanceof SendResult.Absent));
  }

  private Optional<SendResult> told(Delivery delivery, Instant doubt, boolean known) {
    String channel = delivery.channel().id();
    String after = Long.toString((doubt.minusSeconds(60).toEpochMilli() - DISCORD_EPOCH) << 22);
    for (int page = 0; page < PAGES; page++) {
      Answer answer = read(channel, after);
      if (!(answer instanceof Answer.Ok ok)) {
        return unread(answer, channel, doubt, known);
      }
      for (DataObject message : ok.messages()) {
        if (cache.isOurs(message.getObject("author").getString("id")) && same(message, delivery)) {
          return Optional.of(new SendResult.Sent(Optional.of(message.getString("id"))));
        }
      }
      if (ok.messages().size() < PAGE) {
        return cache.mayReadBack(channel) ? Optional.of(new SendResult.Absent()) : untold(known);
      }
      // The newest comes first.
      after = ok.messages().get(0).getString("id");
    }
    return untold(known);
  }

  /**
   * Reading is tried again for a while: a copy is worse than a delay, silence worse than a copy.
   */
  private Optional<SendResult> unread(Answer answer, String channel, Instant doubt, boolean known) {
    boolean passing = !(answer instanceof Answer.Refused);
    if (passing && !known && clock.instant().isBefore(doubt.plus(TRYING))) {
      return Optional.of(Verdict.of(answer, cache.channel(channel)));
    }
    return untold(known);
  }

  private Optional<SendResult> untold(boolean known) {
    if (!known) {
      condition.couldNotReadBack(clock.instant());
    }
    return Optional.empty();
  }

  private Answer read(String channel, String after) {
    return rest.read(
        Route.Messages.GET_MESSAGE_HISTORY
            .compile(channel)
            .withQueryParams("limit", Integer.toString(PAGE), "after", after));
  }

  /** By its words: Discord shows no nonce here, and a late one has another first word. */
  private static boolean same(DataObject message, Delivery delivery) {
    String content = message.getString("content", "");
    String headline = Shape.line(delivery.words().headline());
    String foot = delivery.words().foot();
    boolean plain = !foot.isEmpty() && content.endsWith(headline + "\n" + Shape.line(foot));
    boolean signed =
        foot.isEmpty()
            || message.getArray("embeds").stream(DataArray::getObject)
                .flatMap(embed -> embed.optObject("footer").stream())
                .anyMatch(footer -> footer.getString("text", "").equals(Shape.foot(foot)));
    return plain || content.endsWith(headline) && signed;
  }
}
