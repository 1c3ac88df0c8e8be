package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starting a post in a forum, which has no nonce. Source:
 * https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel
 */
final class ThreadRoutes {
  private final Access access;
  private final Messages messages;
  private final MessageRoutes posts;

  ThreadRoutes(Access access, Messages messages, MessageRoutes posts) {
    this.access = access;
    this.messages = messages;
    this.posts = posts;
  }

  Stream<Route> routes() {
    return Stream.of(Route.of("POST", "/channels/{channel_id}/threads", this::post));
  }

  private Answer post(Asked asked, List<String> ids) {
    FakeChannel forum = access.seen(ids.get(0));
    if (!forum.isForum()) {
      throw new Refusal(400, 50024, "Cannot execute action on this channel type");
    }
    access.need(forum, Permissions.SEND_MESSAGES);
    String name = asked.body().path("name").asText();
    if (name.isEmpty() || name.length() > 100) {
      throw Refusal.invalidForm("name", "Must be between 1 and 100 in length.");
    }
    if (forum.needsTag() && asked.body().path("applied_tags").isEmpty()) {
      throw new Refusal(400, 40067, "A tag is required to create a forum post in this channel");
    }
    posts.mayShow(forum, asked.body().path("message"), asked.files().isEmpty());
    FakeChannel thread = forum.thread(name);
    Message first = messages.make(thread, asked.body().path("message"), asked.uploads(), true);
    ObjectNode answer = thread.json();
    answer.set("message", first.json());
    return Answer.json(201, answer);
  }
}
