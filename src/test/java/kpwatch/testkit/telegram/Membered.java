package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Tells the bot that its own membership changed. */
final class Membered {
  private Membered() {}

  /** {@code my_chat_member}: https://core.telegram.org/bots/api#chatmemberupdated. */
  static void change(Service service, Place place, Person by, Membership old) {
    Person bot = service.world.bot();
    ObjectNode json = Json.object();
    json.set("chat", Shapes.chat(place));
    json.set("from", Shapes.person(by));
    json.put("date", Shapes.seconds(service.world.now()));
    json.set("old_chat_member", Shapes.member(place, bot, old));
    json.set("new_chat_member", Shapes.member(place, bot, place.bot()));
    service.updates.add("my_chat_member", json);
  }
}
