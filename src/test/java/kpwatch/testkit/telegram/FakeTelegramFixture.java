package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A fake with a clock that stands until it is moved, a bot of plain HTTP and a first user. */
abstract class FakeTelegramFixture {
  volatile Instant now = Instant.parse("2026-11-23T04:12:00Z");
  private long offset;
  final FakeTelegram telegram = new FakeTelegram(() -> now);
  final PlainBot bot = new PlainBot(telegram);
  final People people = telegram.people();
  final Person owner = telegram.world().person("Owner", "owner", "ko");

  @AfterEach
  void closeAndCheck() {
    telegram.close();
  }

  void later(Duration time) {
    now = now.plus(time);
  }

  /** The owner's private chat, with the bot started and its update forgotten. */
  Place started() {
    people.starts(owner, "");
    forgetUpdates();
    return telegram.world().privateChat(owner);
  }

  /** A supergroup of the owner with the bot as an ordinary member. */
  Place supergroup() {
    Place place = telegram.world().supergroup("Ops", owner);
    people.addsBot(owner, place);
    forgetUpdates();
    return place;
  }

  void forgetUpdates() {
    telegram.updates().continueFrom(telegram.updates().lastId() + 1);
  }

  /** Updates since the last time, all taken. */
  List<JsonNode> news() throws Exception {
    List<JsonNode> updates = bot.updates(offset);
    offset = telegram.updates().lastId() + 1;
    return updates;
  }

  /** The code and the words with which a text is refused. */
  String refusal(Place place) throws Exception {
    PlainBot.Reply reply = bot.text(place, "a");
    return reply.status() + " " + reply.description();
  }
}
