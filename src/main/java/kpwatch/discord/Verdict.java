package kpwatch.discord;

import java.time.Duration;
import java.util.Optional;
import kpwatch.discord.Rest.Answer;
import kpwatch.notify.SendResult;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;

/**
 * What an answer of Discord means for us. Codes:
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes, read 2026-11-23.
 */
final class Verdict {
  private static final Duration WRITE_LIMIT = Duration.ofSeconds(30);

  private Verdict() {}

  /**
   * For anything but a success.
   *
   * @param channel as far as it is known
   */
  static SendResult of(Answer answer, Optional<GuildChannel> channel) {
    if (answer instanceof Answer.Lost lost) {
      return new SendResult.Ill(lost.reason(), lost.sent());
    }
    if (answer instanceof Answer.Limited limited) {
      return new SendResult.Failed("Discord's rate limit", Optional.of(limited.pause()), false);
    }
    if (answer instanceof Answer.Refused refused) {
      return refused(refused, channel);
    }
    throw new IllegalArgumentException("a success is no failure: " + answer);
  }

  private static SendResult refused(Answer.Refused answer, Optional<GuildChannel> channel) {
    String said = answer.code() + " " + answer.meaning();
    return switch (answer.code()) {
      case 10003, 10004, 50008 -> new SendResult.Gone(said);
      case 10008, 50005 -> new SendResult.Lost(said);
      case 30046 -> new SendResult.Frozen(said);
      case 40001, 50014 -> new SendResult.Down(said);
      case 50001 -> new SendResult.Paused(Denied.reason(channel, true, said));
      case 50013 -> new SendResult.Paused(Denied.reason(channel, false, said));
      case 160005 -> new SendResult.Paused("the thread is locked; a moderator can unlock it");
      case 50083 -> new SendResult.Paused("the thread is archived; a moderator can open it");
      case 40058, 40067 -> new SendResult.Paused("a forum takes posts only; choose a thread");
      case 20016, 20022, 20028, 20029, 40004, 40333, 130000 ->
          new SendResult.Failed(said, Optional.of(WRITE_LIMIT), false);
      default -> byStatus(answer.status(), answer.code(), said, channel);
    };
  }

  private static SendResult byStatus(
      int status, int code, String said, Optional<GuildChannel> channel) {
    return switch (status) {
      case 401 -> new SendResult.Down("401: the token is not valid");
      case 403 -> new SendResult.Paused(Denied.reason(channel, false, said));
      case 429 -> new SendResult.Failed(said, Optional.of(WRITE_LIMIT), false);
      // Discord's code 0 says nothing of the message: another attempt costs less than its loss.
      default ->
          code == 0
              ? new SendResult.Failed(said, Optional.empty(), false)
              : new SendResult.Refused(said);
    };
  }
}
