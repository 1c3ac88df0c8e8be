package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Source: https://docs.discord.com/developers/interactions/receiving-and-responding */
final class InteractionRoutes {
  private static final String HOOK = "/webhooks/{webhook_id}/{webhook_token}";

  /** The token's life, on the fake's clock. */
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);

  private final World world;
  private final Messages messages;
  private final Map<String, Played> byToken = new LinkedHashMap<>();
  private Duration acknowledgeWithin = Duration.ofSeconds(3);

  InteractionRoutes(World world, Messages messages) {
    this.world = world;
    this.messages = messages;
  }

  void add(Played played) {
    byToken.put(played.token(), played);
  }

  void acknowledgeWithin(Duration time) {
    acknowledgeWithin = time;
  }

  Stream<Route> routes() {
    String original = HOOK + "/messages/@original";
    String one = HOOK + "/messages/{message_id}";
    return Stream.of(
        Route.of(
            "POST", "/interactions/{interaction_id}/{interaction_token}/callback", this::callback),
        Route.of("POST", HOOK, this::followUp),
        Route.of("GET", original, (asked, ids) -> Answer.ok(original(alive(ids)).json())),
        Route.of("PATCH", original, this::editOriginal),
        Route.of("DELETE", original, this::deleteOriginal),
        Route.of("GET", one, (asked, ids) -> Answer.ok(followUp(ids).json())),
        Route.of("PATCH", one, this::editFollowUp),
        Route.of("DELETE", one, this::deleteFollowUp));
  }

  private Answer callback(Asked asked, List<String> ids) {
    Played played = byToken.get(ids.get(1));
    if (played == null || !ids.get(0).equals(Json.id(played.id()))) {
      throw unknown();
    }
    if (played.acknowledgement() != 0) {
      throw new Refusal(400, 40060, "Interaction has already been acknowledged.");
    }
    if (played.age().compareTo(acknowledgeWithin) > 0) {
      throw unknown();
    }
    int type = asked.body().path("type").asInt();
    if (!legal(played).contains(type)) {
      throw Refusal.invalidForm("type", "This kind of interaction cannot be answered so.");
    }
    JsonNode data = asked.body().path("data");
    played.acknowledge(type, (data.path("flags").asInt() & Message.EPHEMERAL) != 0);
    respond(played, type, data, asked.uploads());
    return asked.query("with_response").filter("true"::equals).isPresent()
        ? Answer.ok(response(played, type))
        : Answer.noContent();
  }

  private void respond(Played played, int type, JsonNode data, Map<Integer, Upload> files) {
    switch (type) {
      case 4 -> played.original(make(played, data, files), true);
      case 5 -> {
        ObjectNode loading = Json.object().put("flags", data.path("flags").asInt());
        Message message = make(played, loading, Map.of());
        message.flags(message.flags() | Message.LOADING);
        played.original(message, false);
      }
      case 6 -> played.source().ifPresent(source -> played.original(source, false));
      case 7 -> {
        Message source = played.source().orElseThrow(Refusal::unknownMessage);
        source.write(data, files, world);
        source.edited(data, messages.now());
        played.original(source, true);
      }
      default -> played.offer(data.path("choices"));
    }
  }

  private static Set<Integer> legal(Played played) {
    if (played.isAutocomplete()) {
      return Set.of(8);
    }
    return played.isComponent() ? Set.of(4, 5, 6, 7, 9) : Set.of(4, 5, 9);
  }

  private Message make(Played played, JsonNode data, Map<Integer, Upload> files) {
    Message message = messages.make(played.channel(), data, files, false);
    message
        .json()
        .put("application_id", Json.id(world.bot().id()))
        .put("webhook_id", Json.id(world.bot().id()));
    return message;
  }

  private static JsonNode response(Played played, int type) {
    ObjectNode answer = Json.object();
    ObjectNode interaction =
        answer.putObject("interaction").put("id", Json.id(played.id())).put("type", type);
    ObjectNode resource = answer.putObject("resource").put("type", type);
    played
        .original()
        .ifPresent(
            message -> {
              interaction.put("response_message_id", Json.id(message.id()));
              resource.set("message", message.json());
            });
    return answer;
  }

  /** The first follow-up after a deferral becomes the answer itself. */
  private Answer followUp(Asked asked, List<String> ids) {
    Played played = alive(ids);
    if (played.waitsForAnswer()) {
      return Answer.ok(answerDeferred(played, asked).json());
    }
    Message message = make(played, asked.body(), asked.uploads());
    played.followUpMessages().add(message);
    return Answer.ok(message.json());
  }

  private Answer editOriginal(Asked asked, List<String> ids) {
    Played played = alive(ids);
    Message message = original(played);
    if (played.waitsForAnswer()) {
      return Answer.ok(answerDeferred(played, asked).json());
    }
    message.write(asked.body(), asked.uploads(), world);
    message.edited(asked.body(), messages.now());
    played.original(message, true);
    return Answer.ok(message.json());
  }

  private Message answerDeferred(Played played, Asked asked) {
    Message message = original(played);
    message.write(asked.body(), asked.uploads(), world);
    int kept = message.flags() & ~Message.LOADING;
    message.flags(kept | asked.body().path("flags").asInt() & Message.COMPONENTS_V2);
    played.original(message, true);
    return message;
  }

  private Answer deleteOriginal(Asked asked, List<String> ids) {
    Played played = alive(ids);
    messages.delete(original(played));
    played.deleteOriginal();
    return Answer.noContent();
  }

  private Answer editFollowUp(Asked asked, List<String> ids) {
    Message message = followUp(ids);
    message.write(asked.body(), asked.uploads(), world);
    message.edited(asked.body(), messages.now());
    return Answer.ok(message.json());
  }

  private Answer deleteFollowUp(Asked asked, List<String> ids) {
    Message message = followUp(ids);
    alive(ids).followUpMessages().remove(message);
    messages.delete(message);
    return Answer.noContent();
  }

  private Message followUp(List<String> ids) {
    return alive(ids).followUpMessages().stream()
        .filter(message -> Json.id(message.id()).equals(ids.get(2)))
        .findFirst()
        .orElseThrow(Refusal::unknownMessage);
  }

  private static Message original(Played played) {
    return played.original().orElseThrow(Refusal::unknownMessage);
  }

  private Played alive(List<String> ids) {
    Played played = byToken.get(ids.get(1));
    if (played == null || played.acknowledgement() == 0) {
      throw new Refusal(404, 10015, "Unknown Webhook");
    }
    if (messages.now().isAfter(played.created().plus(TOKEN_LIFE))) {
      throw new Refusal(401, 50027, "Invalid Webhook Token");
    }
    return played;
  }

  private static Refusal unknown() {
    return new Refusal(404, 10062, "Unknown interaction");
  }
}
