package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Judges what the bot asks and what the fake answers. */
final class Judge {
  /** In the classes of telegrambots-meta 10.2.0, not yet in the schema of 10.1. */
  private static final Set<String> NEW_IN_10_2 =
      Set.of("callback_query_id", "receiver_user_id", "is_ephemeral", "ephemeral_message_id");

  private final Service service;
  private final Optional<Schema> schema = Schema.recorded();

  Judge(Service service) {
    this.service = service;
  }

  void request(Call call) {
    Overlay.check(call, service.notes);
    if (schema.isEmpty()) {
      return;
    }
    for (Schema.Problem problem : schema.get().parameters(call.method(), call.params())) {
      if (problem.path().equals("method")
          && call.params().text("method").equalsIgnoreCase(call.method())) {
        continue; // telegrambots-meta writes the method's name into each body.
      }
      String line = call.method() + ": " + problem;
      String name = problem.path().replaceAll(".*\\.", "");
      if (problem.kind() == Schema.Problem.Kind.UNKNOWN && NEW_IN_10_2.contains(name)) {
        service.notes.warning(line);
      } else {
        service.notes.violation(line);
      }
    }
  }

  /** What is wrong with an answer of the fake; updates that a test wrote are not judged. */
  Optional<String> answer(String method, Answer answer) {
    if (schema.isEmpty() || answer.status() != 200) {
      return Optional.empty();
    }
    String text = new String(answer.body(), StandardCharsets.UTF_8);
    Optional<JsonNode> body = Json.parse(text);
    if (body.isEmpty() && method.equals("getUpdates")) {
      return Optional.empty();
    }
    JsonNode result = body.orElseThrow().path("result");
    List<Schema.Problem> problems =
        schema.get().result(method, method.equals("getUpdates") ? unscripted(result) : result);
    if (problems.isEmpty()) {
      return Optional.empty();
    }
    service.notes.ownFault(method + ": " + problems);
    return Optional.of("wrong answer of the fake: " + problems);
  }

  private JsonNode unscripted(JsonNode updates) {
    var judged = Json.array();
    for (JsonNode update : updates) {
      if (!service.updates.isScripted(update.path("update_id").asInt())) {
        judged.add(update);
      }
    }
    return judged;
  }
}
