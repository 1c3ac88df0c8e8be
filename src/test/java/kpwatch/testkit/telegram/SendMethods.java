package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/** The methods that post something new. */
final class SendMethods {
  private final Service service;

  SendMethods(Service service) {
    this.service = service;
  }

  Map<String, Method> table() {
    return Map.of(
        "sendMessage", this::text,
        "sendPhoto", call -> file(call, "photo", Access.What.PHOTO),
        "sendDocument", call -> file(call, "document", Access.What.DOCUMENT));
  }

  private JsonNode text(Call call) {
    Formatted text = service.content.text(call);
    JsonNode preview = call.params().tree("link_preview_options").orElse(Json.object());
    Post post = posted(call, text, Access.What.TEXT, Optional.empty());
    post.preview(preview.path("is_disabled").asBoolean());
    return Shapes.message(post);
  }

  private JsonNode file(Call call, String kind, Access.What what) {
    Formatted caption = service.content.caption(call, call.params());
    return Shapes.message(posted(call, caption, what, Optional.of(kind)));
  }

  private Post posted(Call call, Formatted body, Access.What what, Optional<String> fileKind) {
    Params params = call.params();
    Optional<JsonNode> markup = Keyboard.of(call, service.notes);
    Place place = service.access.writable(params, what);
    Optional<Topic> topic = service.access.topic(place, params);
    Optional<Post> replyTo = replyTo(place, params);
    Optional<Media> media = fileKind.map(kind -> service.uploads.find(params, kind, kind));
    service.rates.take(call, place, params.flag("allow_paid_broadcast"));
    boolean channel = place.kind() == Place.Kind.CHANNEL;
    Post post =
        service.world.post(
            place,
            channel ? Optional.empty() : Optional.of(service.world.bot()),
            channel ? Optional.of(place) : Optional.empty(),
            new Post.Context(replyTo, topic),
            body);
    post.dress(media, markup, params.flag("disable_notification"));
    place.otherBotSpokeLast = false;
    service.sent.add(post);
    service.world.notifyAll();
    return post;
  }

  private static Optional<Post> replyTo(Place place, Params params) {
    Optional<JsonNode> reply = params.tree("reply_parameters");
    if (reply.isEmpty()) {
      return Optional.empty();
    }
    Post original = place.posts.get(reply.get().path("message_id").asInt());
    boolean lenient = reply.get().path("allow_sending_without_reply").asBoolean();
    if (original == null && !lenient) {
      throw Refusal.bad("message to be replied not found");
    }
    return Optional.ofNullable(original);
  }
}
