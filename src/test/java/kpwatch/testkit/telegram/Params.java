package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The parameters of a call, whichever way they came: query, form, JSON or multipart. As in the real
 * server a value is text at heart: a number may come as text and an object as the text of its JSON.
 */
final class Params {
  private final Map<String, JsonNode> values;
  private final Map<String, Upload> files;
  private final boolean typed;

  Params(Map<String, JsonNode> values, Map<String, Upload> files, boolean typed) {
    this.values = new LinkedHashMap<>(values);
    this.files = Map.copyOf(files);
    this.typed = typed;
  }

  static Params none() {
    return new Params(Map.of(), Map.of(), false);
  }

  /** As they came; JSON types only where the body was JSON. */
  Map<String, JsonNode> values() {
    return values;
  }

  Map<String, Upload> files() {
    return files;
  }

  /** Whether the body was JSON, so that the types of values can be judged. */
  boolean typed() {
    return typed;
  }

  boolean has(String name) {
    return !text(name).isEmpty();
  }

  /** Empty text where the parameter is absent; a container gives the text of its JSON. */
  String text(String name) {
    JsonNode value = values.getOrDefault(name, NullNode.getInstance());
    return value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString();
  }

  boolean flag(String name) {
    String text = text(name).toLowerCase(Locale.ROOT);
    return text.equals("true") || text.equals("yes") || text.equals("1");
  }

  Optional<Long> whole(String name) {
    try {
      String text = text(name).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  int whole(String name, int otherwise, int least, int most) {
    long value = whole(name).orElse((long) otherwise);
    return (int) Math.min(most, Math.max(least, value));
  }

  /** The value as JSON; empty where it is absent. */
  Optional<JsonNode> tree(String name) {
    JsonNode value = values.getOrDefault(name, NullNode.getInstance());
    if (value.isNull() || value.isTextual() && value.textValue().isEmpty()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      return Optional.of(value);
    }
    return Optional.of(
        Json.parse(value.textValue())
            .orElseThrow(() -> Refusal.defect("can't parse " + name + " JSON object")));
  }

  /** These with one more, as the media of an edit brings its own. */
  Params with(Map<String, JsonNode> more) {
    Map<String, JsonNode> all = new LinkedHashMap<>(values);
    all.putAll(more);
    return new Params(all, files, typed);
  }

  static JsonNode textual(String text) {
    return new TextNode(text);
  }
}
