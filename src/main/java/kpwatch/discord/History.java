package kpwatch.discord;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import kpwatch.discord.Rest.Answer;
import kpwatch.notify.Delivery;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.data.DataArray;
import net.dv8tion.jda.api.utils.data.DataObject;

/** Reads a channel back, to tell whether a post in doubt is there. */
final class History {
  private static final long DISCORD_EPOCH = 1_420_070_400_000L;
  private static final int PAGE = 100;

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
   * The message of this delivery if the channel has it since the doubtful attempt: ours, with the
   * same headline and foot. Empty as well where the channel may not be read, which is noted:
   * Discord then shows an empty channel.
   */
  Optional<String> find(Delivery delivery, Instant doubt) {
    String channel = delivery.channel().id();
    String after = Long.toString((doubt.minusSeconds(60).toEpochMilli() - DISCORD_EPOCH) << 22);
    for (int page = 0; page < PAGES; page++) {
      Optional<List<DataObject>> read = read(channel, after);
      if (read.isEmpty()) {
        break;
      }
      for (DataObject message : read.get()) {
        if (cache.isOurs(message.getObject("author").getString("id")) && same(message, delivery)) {
          return Optional.of(message.getString("id"));
        }
      }
      if (read.get().size() < PAGE) {
        if (cache.mayReadBack(channel)) {
          return Optional.empty();
        }
        break;
      }
      // The newest comes first.
      after = read.get().get(0).getString("id");
    }
    condition.couldNotReadBack(clock.instant());
    return Optional.empty();
  }

  private Optional<List<DataObject>> read(String channel, String after) {
    Answer answer =
        rest.read(
            Route.Messages.GET_MESSAGE_HISTORY
                .compile(channel)
                .withQueryParams("limit", Integer.toString(PAGE), "after", after));
    return answer instanceof Answer.Ok ok ? Optional.of(ok.messages()) : Optional.empty();
  }

  /** By its words: Discord shows no nonce here, and a late one has another first word. */
  private static boolean same(DataObject message, Delivery delivery) {
    String content = message.getString("content", "");
    String headline = Shape.line(delivery.notification().message().headline());
    String foot = delivery.notification().message().foot();
    boolean plain = !foot.isEmpty() && content.endsWith(headline + "\n" + Shape.line(foot));
    boolean signed =
        foot.isEmpty()
            || message.getArray("embeds").stream(DataArray::getObject)
                .flatMap(embed -> embed.optObject("footer").stream())
                .anyMatch(footer -> footer.getString("text", "").equals(Shape.foot(foot)));
    return plain || content.endsWith(headline) && signed;
  }
}
