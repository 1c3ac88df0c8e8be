package kpwatch.app;

import java.util.List;
import kpwatch.testkit.discord.Asked;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.FakeDiscord;
import kpwatch.testkit.discord.StoredMessage;
import kpwatch.testkit.telegram.FakeTelegram;
import kpwatch.testkit.telegram.Place;

/**
 * A message of the bot in a channel.
 *
 * @param message the platform's name of it
 * @param first how it read when it was posted
 * @param now how it reads
 */
record Said(String message, String first, String now) {
  /** What can be read there, oldest first. */
  static List<Said> in(FakeDiscord discord, FakeChannel channel) {
    return discord.messages(channel).stream()
        .map(m -> new Said(Long.toString(m.id()), first(discord, channel, m), m.text()))
        .toList();
  }

  /** Discord keeps no earlier text: as it was asked for. */
  private static String first(FakeDiscord discord, FakeChannel channel, StoredMessage message) {
    String nonce = message.nonce().orElseThrow();
    return discord.requests().stream()
        .filter(asked -> posts(asked, channel))
        .map(Asked::body)
        .filter(body -> body.path("nonce").asText().equals(nonce))
        .map(body -> body.path("content").asText() + "\n" + body.path("embeds"))
        .findFirst()
        .orElseThrow();
  }

  static boolean posts(Asked asked, FakeChannel channel) {
    return asked.is("POST", "/channels/" + channel.id() + "/messages");
  }

  /** What can be read there, oldest first. */
  static List<Said> in(FakeTelegram telegram, Place place) {
    return telegram.sent(place).stream()
        .map(
            p ->
                new Said(
                    Integer.toString(p.id()),
                    p.history().stream().findFirst().orElse(p.text()),
                    p.text()))
        .toList();
  }
}
