package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The methods that change what was posted: https://core.telegram.org/bots/api#updating-messages.
 */
final class EditMethods {
  /** https://core.telegram.org/bots/api#deletemessage. */
  static final Duration DELETABLE = Duration.ofHours(48);

  private static final String NOT_MODIFIED =
      "message is not modified: specified new message content and reply markup are exactly the same"
          + " as a current content and reply markup of the message";

  private final Service service;

  EditMethods(Service service) {
    this.service = service;
  }

  Map<String, Method> table() {
    return Map.of(
        "editMessageText", this::text,
        "editMessageReplyMarkup", this::markup,
        "editMessageMedia", this::media,
        "deleteMessage", this::delete,
        "answerCallbackQuery", this::answer,
        "pinChatMessage", this::pin,
        "unpinChatMessage", this::unpin);
  }

  /** Without {@code reply_markup} the buttons go. */
  private JsonNode text(Call call) {
    Formatted text = service.content.text(call);
    Post post = editable(call);
    if (post.media().isPresent()) {
      throw Refusal.bad("there is no text in the message to edit");
    }
    return edited(call, post, text, Optional.empty());
  }

  private JsonNode markup(Call call) {
    Post post = editable(call);
    return edited(call, post, post.body(), post.media());
  }

  private JsonNode media(Call call) {
    JsonNode media =
        call.params().tree("media").orElseThrow(() -> Refusal.defect("media is not specified"));
    String kind = media.path("type").asText();
    if (!kind.equals("photo") && !kind.equals("document")) {
      throw Refusal.defect("type of the media must be photo or document in this fake");
    }
    Map<String, JsonNode> fields = new HashMap<>();
    media.fields().forEachRemaining(field -> fields.put(field.getKey(), field.getValue()));
    Params inner = new Params(fields, call.params().files(), true);
    Formatted caption = service.content.caption(call, inner);
    Post post = editable(call);
    Media file = service.uploads.find(inner.with(Map.of(kind, media.path("media"))), kind, kind);
    return edited(call, post, caption, Optional.of(file));
  }

  private Post editable(Call call) {
    Post post = post(call, "message to edit not found", "message identifier is not specified");
    Place place = post.place();
    boolean ours =
        place.kind() == Place.Kind.CHANNEL
            ? service.sent.contains(post) || place.may(service.world.bot(), Right.EDIT_MESSAGES)
            : service.sent.contains(post);
    if (!ours) {
      throw Refusal.bad("message can't be edited");
    }
    return post;
  }

  private Post post(Call call, String missing, String unnamed) {
    Place place = service.access.visible(call.params());
    if (place.kind() == Place.Kind.PRIVATE && place.blocked) {
      throw Refusal.forbidden("bot was blocked by the user");
    }
    long id = call.params().whole("message_id").orElseThrow(() -> Refusal.defect(unnamed));
    return Optional.ofNullable(place.posts.get((int) id)).orElseThrow(() -> Refusal.bad(missing));
  }

  private JsonNode edited(Call call, Post post, Formatted body, Optional<Media> file) {
    Optional<JsonNode> markup = Keyboard.of(call, service.notes);
    boolean same =
        body.text().equals(post.body().text())
            && body.marks().equals(post.body().marks())
            && markup.equals(post.markup())
            && file.equals(post.media());
    if (same) {
      throw Refusal.bad(NOT_MODIFIED);
    }
    service.rates.take(call, post.place(), false);
    post.edit(body, file, markup, service.world.now());
    service.world.notifyAll();
    return Shapes.message(post);
  }

  private JsonNode delete(Call call) {
    Post post = post(call, "message to delete not found", "message identifier is not specified");
    Place place = post.place();
    boolean ours = service.sent.contains(post);
    boolean young = post.sent().plus(DELETABLE).isAfter(service.world.now());
    if (!(ours && young) && !place.may(service.world.bot(), Right.DELETE_MESSAGES)) {
      throw Refusal.bad(
          ours ? "message can't be deleted for everyone" : "message can't be deleted");
    }
    place.posts.remove(post.id());
    place.pinned.remove((Integer) post.id());
    post.delete();
    return BooleanNode.TRUE;
  }

  private JsonNode answer(Call call) {
    service.callbacks.answer(call.params());
    return BooleanNode.TRUE;
  }

  private JsonNode pin(Call call) {
    Post post = post(call, "message to pin not found", "message identifier is not specified");
    checkPin(post.place());
    post.place().pinned.remove((Integer) post.id());
    post.place().pinned.add(post.id());
    return BooleanNode.TRUE;
  }

  /** Without {@code message_id} the newest pin goes. */
  private JsonNode unpin(Call call) {
    Place place = service.access.visible(call.params());
    checkPin(place);
    Optional<Long> id = call.params().whole("message_id");
    if (id.isPresent()) {
      if (!place.posts.containsKey(id.get().intValue())) {
        throw Refusal.bad("message to unpin not found");
      }
      place.pinned.remove((Integer) id.get().intValue());
    } else if (!place.pinned.isEmpty()) {
      place.pinned.remove(place.pinned.size() - 1);
    }
    return BooleanNode.TRUE;
  }

  private void checkPin(Place place) {
    Person bot = service.world.bot();
    boolean may =
        switch (place.kind()) {
          case PRIVATE -> true;
          case CHANNEL -> place.may(bot, Right.EDIT_MESSAGES);
          case GROUP, SUPERGROUP ->
              place.may(bot, Right.PIN_MESSAGES)
                  || place.bot().status() == Status.MEMBER
                      && place.allowed.contains(Right.PIN_MESSAGES);
        };
    if (!may) {
      throw Refusal.bad("not enough rights to manage pinned messages in the chat");
    }
  }
}
