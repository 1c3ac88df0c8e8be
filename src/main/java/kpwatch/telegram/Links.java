package kpwatch.telegram;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Links that open a conversation with the bot and ask something: {@code
 * https://t.me/kpwatch_bot?start=inc_KP-K7Q2}. A payload has 1 to 64 of {@code A-Za-z0-9_-}:
 * https://core.telegram.org/bots/features#deep-linking.
 */
final class Links {
  private static final Pattern PAYLOAD =
      Pattern.compile("(?:(inc|why)_([A-Za-z0-9-]{1,40})|status|sites|incidents)");
  private static final Pattern BUTTON =
      Pattern.compile("(?:(incident|why):([A-Za-z0-9-]{1,40})|status|sites|incidents)");

  private Links() {}

  /** The button that stands for the same; empty for what asks nothing. */
  static Optional<String> asked(String payload) {
    Matcher matcher = PAYLOAD.matcher(payload);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        matcher.group(1) == null
            ? payload
            : matcher.group(1).replace("inc", "incident") + ":" + matcher.group(2));
  }

  /** A link that asks what a button asks; empty where no link can. */
  static Optional<String> to(String bot, String button) {
    Matcher matcher = BUTTON.matcher(button);
    if (bot.isEmpty() || !matcher.matches()) {
      return Optional.empty();
    }
    String payload =
        matcher.group(1) == null
            ? button
            : matcher.group(1).replace("incident", "inc") + "_" + matcher.group(2);
    return Optional.of("https://t.me/" + bot + "?start=" + payload);
  }
}
