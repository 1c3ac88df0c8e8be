package kpwatch.testkit.telegram;

import java.util.Map;
import java.util.Optional;

/**
 * Whether the bot may look into a chat or write there. The words of the refusals are those of
 * {@code check_chat_access} in
 * https://github.com/tdlib/telegram-bot-api/blob/master/telegram-bot-api/Client.cpp.
 */
final class Access {
  /** What is to be sent, with the right it needs and the word of the refusal. */
  enum What {
    TEXT(Right.SEND_MESSAGES, "text messages"),
    PHOTO(Right.SEND_PHOTOS, "photos"),
    DOCUMENT(Right.SEND_DOCUMENTS, "documents");

    private final Right right;
    private final String word;

    What(Right right, String word) {
      this.right = right;
      this.word = word;
    }
  }

  private final World world;

  Access(World world) {
    this.world = world;
  }

  /** The chat of {@code chat_id}, which the bot can at least see. */
  Place visible(Params params) {
    if (!params.has("chat_id")) {
      throw Refusal.defect("chat_id is empty");
    }
    Place place =
        world.find(params.text("chat_id")).orElseThrow(() -> Refusal.bad("chat not found"));
    switch (place.kind()) {
      case PRIVATE -> {
        if (world.isDeactivated(place)) {
          throw Refusal.forbidden("user is deactivated");
        }
      }
      case GROUP, SUPERGROUP, CHANNEL -> checkMember(place);
    }
    return place;
  }

  private void checkMember(Place place) {
    if (place.movedTo.isPresent()) {
      throw Refusal.of(
          400,
          "Bad Request: group chat was upgraded to a supergroup chat",
          Map.of("migrate_to_chat_id", place.movedTo.get().id()));
    }
    if (place.deleted) {
      throw Refusal.forbidden("the group chat was deleted");
    }
    boolean met = place.members.containsKey(world.bot().id());
    if (!met && place.username().isEmpty()) {
      throw Refusal.bad("chat not found");
    }
    Status status = place.bot().status();
    if (status == Status.KICKED) {
      throw Refusal.forbidden("bot was kicked from the " + place.kind().word() + " chat");
    }
    if (status == Status.LEFT && (met || place.kind() != Place.Kind.CHANNEL)) {
      throw Refusal.forbidden("bot is not a member of the " + place.kind().word() + " chat");
    }
  }

  /** The chat of {@code chat_id}, to which the bot may send this. */
  Place writable(Params params, What what) {
    Place place = visible(params);
    if (place.kind() == Place.Kind.PRIVATE) {
      if (!place.started) {
        throw Refusal.forbidden("bot can't initiate conversation with a user");
      }
      if (place.blocked) {
        throw Refusal.forbidden("bot was blocked by the user");
      }
      return place;
    }
    if (place.bot().status() == Status.LEFT) {
      throw Refusal.forbidden("bot is not a member of the " + place.kind().word() + " chat");
    }
    if (place.kind() == Place.Kind.CHANNEL && !place.bot().status().isAdmin()) {
      throw Refusal.bad("need administrator rights in the channel chat");
    }
    if (!mayWrite(place, Right.SEND_MESSAGES)) {
      throw Refusal.bad("not enough rights to send text messages to the chat");
    }
    if (!mayWrite(place, what.right)) {
      throw Refusal.bad("not enough rights to send " + what.word + " to the chat");
    }
    return place;
  }

  private boolean mayWrite(Place place, Right right) {
    Membership bot = place.bot();
    return switch (bot.status()) {
      case CREATOR -> true;
      case ADMINISTRATOR ->
          place.kind() != Place.Kind.CHANNEL || bot.rights().contains(Right.POST_MESSAGES);
      case MEMBER -> place.allowed.contains(right);
      case RESTRICTED -> bot.rights().contains(right);
      case LEFT, KICKED -> false;
    };
  }

  /** The topic of {@code message_thread_id}; empty outside of forums and in General. */
  Optional<Topic> topic(Place place, Params params) {
    int id = params.whole("message_thread_id").orElse(0L).intValue();
    if (id == 0 && !place.isForum()) {
      return Optional.empty();
    }
    Topic topic = place.topics.get(id == 0 ? Topic.GENERAL : id);
    if (topic == null || id == Topic.GENERAL || topic.isDeleted()) {
      throw Refusal.bad("message thread not found");
    }
    if (topic.isClosed() && !place.may(world.bot(), Right.MANAGE_TOPICS)) {
      throw Refusal.bad("TOPIC_CLOSED");
    }
    return Optional.of(topic);
  }
}
