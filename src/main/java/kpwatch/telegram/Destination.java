package kpwatch.telegram;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kpwatch.subscription.ChannelRef;

/**
 * Where a message goes: a chat, or one topic of it. Written {@code -1001234567890} or {@code
 * -1001234567890/17}. The topic "General" has no id for sending:
 * https://core.telegram.org/bots/api#sendmessage.
 */
record Destination(long chat, Optional<Integer> topic) {
  static final String PLATFORM = "telegram";

  private static final Pattern ID = Pattern.compile("(-?\\d{1,18})(?:/(\\d{1,9}))?");

  static Destination of(long chat) {
    return new Destination(chat, Optional.empty());
  }

  /** Empty for what is no id of this platform. */
  static Optional<Destination> parse(String id) {
    Matcher matcher = ID.matcher(id);
    return matcher.matches()
        ? Optional.of(
            new Destination(
                Long.parseLong(matcher.group(1)),
                Optional.ofNullable(matcher.group(2)).map(Integer::valueOf)))
        : Optional.empty();
  }

  ChannelRef ref() {
    return new ChannelRef(PLATFORM, toString());
  }

  /** The person, group or channel that it belongs to. */
  String home() {
    return Long.toString(chat);
  }

  Destination general() {
    return of(chat);
  }

  @Override
  public String toString() {
    return home() + topic.map(t -> "/" + t).orElse("");
  }
}
