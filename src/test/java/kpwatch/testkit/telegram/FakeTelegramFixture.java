package kpwatch.testkit.telegram;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;

/** A fake with a clock that stands until it is moved, a bot of plain HTTP and a first user. */
abstract class FakeTelegramFixture {
  Instant now = Instant.parse("2026-11-23T04:12:00Z");
  final FakeTelegram telegram = new FakeTelegram(() -> now);
  final PlainBot bot = new PlainBot(telegram);
  final People people = telegram.people();
  final Person anna = telegram.world().person("Anna", "anna", "ko");

  @AfterEach
  void closeAndCheck() {
    telegram.close();
  }

  void later(Duration time) {
    now = now.plus(time);
  }

  /** Anna's private chat, with the bot started and its update forgotten. */
  Place started() {
    people.starts(anna, "");
    forgetUpdates();
    return telegram.world().privateChat(anna);
  }

  /** A supergroup of Anna's with the bot as an ordinary member. */
  Place supergroup() {
    Place place = telegram.world().supergroup("Ops", anna);
    people.addsBot(anna, place);
    forgetUpdates();
    return place;
  }

  void forgetUpdates() {
    telegram.updates().continueFrom(telegram.updates().lastId() + 1);
  }
}
