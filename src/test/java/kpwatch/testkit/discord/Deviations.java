package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * What JDA 6.5.0 writes otherwise than the OpenAPI file says, and Discord takes all the same:
 * contexts, integration types and permission bits as text, ids of attachments as numbers.
 */
final class Deviations {
  private static final Set<String> NUMBERS = Set.of("contexts", "integration_types");

  private Deviations() {}

  /** A copy as the file wants it. */
  static JsonNode undone(JsonNode body) {
    JsonNode copy = body.deepCopy();
    undo(copy);
    return copy;
  }

  private static void undo(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        field.setValue(undone(field.getKey(), field.getValue()));
      }
    }
    node.forEach(Deviations::undo);
  }

  private static JsonNode undone(String field, JsonNode value) {
    if (NUMBERS.contains(field) && value.isArray()) {
      ArrayNode numbers = Json.array();
      value.forEach(each -> numbers.add(each.asInt()));
      return numbers;
    }
    if (field.equals("default_member_permissions") && value.isTextual()) {
      return Json.object().numberNode(value.asLong());
    }
    if (field.equals("attachments")) {
      for (JsonNode each : value) {
        if (each instanceof ObjectNode attachment && attachment.path("id").isNumber()) {
          attachment.put("id", attachment.path("id").asText());
        }
      }
    }
    return value;
  }
}
