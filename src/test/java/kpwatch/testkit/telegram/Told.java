package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Consumer;

/** What the bot is told of changes in chats. The caller holds the world's monitor. */
final class Told {
  private Told() {}

  /** {@code my_chat_member} or {@code chat_member}: #chatmemberupdated in the Bot API. */
  static void member(Service service, Place place, Person by, Person whom, Membership old) {
    ObjectNode json = Json.object();
    json.set("chat", Shapes.chat(place));
    json.set("from", Shapes.person(by));
    json.put("date", Shapes.seconds(service.world.now()));
    json.set("old_chat_member", Shapes.member(place, whom, old));
    json.set("new_chat_member", Shapes.member(place, whom, place.membership(whom)));
    boolean self = whom.equals(service.world.bot());
    service.updates.add(self ? "my_chat_member" : "chat_member", json);
  }

  /** A service message; these come through privacy mode. */
  static void service(
      Service service, Place place, Person by, Optional<Topic> topic, Consumer<ObjectNode> fields) {
    Post post =
        service.world.post(
            place,
            Optional.of(by),
            Optional.empty(),
            new Post.Context(Optional.empty(), topic),
            Formatted.plain(""));
    fields.accept(post.more());
    service.updates.add("message", Shapes.message(post));
  }
}
