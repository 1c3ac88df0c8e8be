package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/** Users, chats, members and messages as the Bot API writes them. */
final class Shapes {
  private Shapes() {}

  static ObjectNode person(Person person) {
    ObjectNode json =
        Json.object()
            .put("id", person.id())
            .put("is_bot", person.isBot())
            .put("first_name", person.firstName());
    putText(json, "username", person.username());
    putText(json, "language_code", person.language());
    return json;
  }

  static ObjectNode chat(Place place) {
    ObjectNode json = Json.object().put("id", place.id());
    putText(json, place.kind() == Place.Kind.PRIVATE ? "first_name" : "title", place.title());
    putText(json, "username", place.username());
    json.put("type", place.kind().word());
    if (place.isForum()) {
      json.put("is_forum", true);
    }
    return json;
  }

  private static void putText(ObjectNode json, String name, String text) {
    if (!text.isEmpty()) {
      json.put(name, text);
    }
  }

  /** https://core.telegram.org/bots/api#chatfullinfo, what is always there and what we need. */
  static ObjectNode fullChat(Place place) {
    ObjectNode json = chat(place).put("accent_color_id", 1).put("max_reaction_count", 11);
    json.putObject("accepted_gift_types")
        .put("unlimited_gifts", false)
        .put("limited_gifts", false)
        .put("unique_gifts", false)
        .put("premium_subscription", false)
        .put("gifts_from_channels", false);
    if (place.isGroup()) {
      rights(json.putObject("permissions"), Right.OF_MEMBERS, place.allowed);
    }
    if (!place.pinned.isEmpty()) {
      Post pinned = place.posts.get(place.pinned.get(place.pinned.size() - 1));
      json.set("pinned_message", message(pinned));
    }
    return json;
  }

  static ObjectNode member(Place place, Person person, Membership membership) {
    ObjectNode json = Json.object();
    json.set("user", person(person));
    json.put("status", membership.status().name().toLowerCase(Locale.ROOT));
    switch (membership.status()) {
      case CREATOR -> json.put("is_anonymous", membership.anonymous());
      case ADMINISTRATOR -> {
        json.put("can_be_edited", false).put("is_anonymous", membership.anonymous());
        rights(json, Right.ofAdmins(place.kind()), membership.rights());
      }
      case RESTRICTED -> {
        json.put("is_member", true).put("until_date", 0);
        rights(json, Right.OF_MEMBERS, membership.rights());
      }
      case KICKED -> json.put("until_date", 0);
      case MEMBER, LEFT -> {}
    }
    return json;
  }

  private static void rights(ObjectNode json, Set<Right> possible, Set<Right> given) {
    possible.stream().sorted().forEach(right -> json.put(right.field(), given.contains(right)));
  }

  /** What answers nothing in a topic answers the message that opened the topic. */
  static ObjectNode message(Post post) {
    ObjectNode json = lonely(post);
    post.replyTo()
        .or(() -> post.topic().flatMap(Topic::opened))
        .ifPresent(original -> json.set("reply_to_message", lonely(original)));
    return json;
  }

  /** A deleted message is #inaccessiblemessage, whose date is 0. */
  static ObjectNode perhapsGone(Post post) {
    if (!post.deleted()) {
      return message(post);
    }
    ObjectNode json = Json.object().put("message_id", post.id()).put("date", 0);
    json.set("chat", chat(post.place()));
    return json;
  }

  /** A message without the one that it answers. */
  private static ObjectNode lonely(Post post) {
    ObjectNode json = Json.object().put("message_id", post.id());
    post.from().ifPresent(person -> json.set("from", person(person)));
    post.senderChat().ifPresent(chat -> json.set("sender_chat", chat(chat)));
    json.set("chat", chat(post.place()));
    json.put("date", seconds(post.sent()));
    post.edited().ifPresent(at -> json.put("edit_date", seconds(at)));
    thread(json, post);
    content(json, post);
    post.markup()
        .filter(markup -> markup.has("inline_keyboard"))
        .ifPresent(markup -> json.set("reply_markup", markup));
    json.setAll(post.more());
    return json;
  }

  /** An answer in a plain supergroup has a thread too, but it is no topic. */
  private static void thread(ObjectNode json, Post post) {
    if (post.topic().isPresent()) {
      int topic = post.topic().get().id();
      if (topic != Topic.GENERAL) {
        json.put("message_thread_id", topic).put("is_topic_message", true);
      }
    } else if (post.place().kind() == Place.Kind.SUPERGROUP && !post.place().isForum()) {
      post.replyTo().ifPresent(original -> json.put("message_thread_id", original.id()));
    }
  }

  private static void content(ObjectNode json, Post post) {
    post.media().ifPresent(media -> json.set(media.kind(), media.json()));
    Formatted body = post.body();
    if (body.text().isEmpty()) {
      return;
    }
    boolean caption = post.media().isPresent();
    json.put(caption ? "caption" : "text", body.text());
    ArrayNode entities = body.json();
    if (!entities.isEmpty()) {
      json.set(caption ? "caption_entities" : "entities", entities);
    }
    if (post.previewDisabled()) {
      json.putObject("link_preview_options").put("is_disabled", true);
    }
  }

  static long seconds(Instant at) {
    return at.getEpochSecond();
  }
}
