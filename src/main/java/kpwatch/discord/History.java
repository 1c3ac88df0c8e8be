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

/** Reads a channel back, to tell whether a post in doubt is there. */
final class History {
  private static final long DISCORD_EPOCH = 1_420_070_400_000L;
  private static final int PAGE = 100;
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
   * same headline and foot; failed, if that cannot be told now. Empty: it is to be posted, since it
   * is not there or the channel may not be read, which is noted: Discord then shows an empty
   * channel.
   */
  Optional<SendResult> find(Delivery delivery, Instant doubt) {
    String channel = delivery.channel().id();
    String after = Long.toString((doubt.minusSeconds(60).toEpochMilli() - DISCORD_EPOCH) << 22);
    for (int page = 0; page < PAGES; page++) {
      Answer answer = read(channel, after);
      if (!(answer instanceof Answer.Ok ok)) {
        return unread(answer, channel, doubt);
      }
      for (DataObject message : ok.messages()) {
        if (cache.isOurs(message.getObject("author").getString("id")) && same(message, delivery)) {
          return Optional.of(new SendResult.Sent(Optional.of(message.getString("id"))));
        }
      }
      if (ok.messages().size() < PAGE && cache.mayReadBack(channel)) {
        return Optional.empty();
      }
      if (ok.messages().size() < PAGE) {
        break;
      }
      // The newest comes first.
      after = ok.messages().get(0).getString("id");
    }
    condition.couldNotReadBack(clock.instant());
    return Optional.empty();
  }

  /**
   * Reading is tried again for a while: a copy is worse than a delay, silence worse than a copy.
   */
  private Optional<SendResult> unread(Answer answer, String channel, Instant doubt) {
    boolean passing = !(answer instanceof Answer.Refused);
    if (passing && clock.instant().isBefore(doubt.plus(TRYING))) {
      return Optional.of(Verdict.of(answer, cache.channel(channel)));
    }
    condition.couldNotReadBack(clock.instant());
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
