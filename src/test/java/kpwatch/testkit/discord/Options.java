package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a person filled in, checked against a registered command as Discord's own client does. A
 * breach is the test's mistake: {@link IllegalStateException}.
 */
final class Options {
  private final JsonNode command;
  private final Resolved resolved;
  private final Optional<String> focused;

  /**
   * @param focused the option that is being typed, if any; then none is required
   */
  Options(JsonNode command, Resolved resolved, Optional<String> focused) {
    this.command = command;
    this.resolved = resolved;
    this.focused = focused;
  }

  /**
   * The {@code options} of the event.
   *
   * @param path the words after the command's name: a subcommand, or a group and a subcommand
   */
  ArrayNode json(String[] path, Map<String, ?> values) {
    return within(command, path, 0, values);
  }

  private ArrayNode within(JsonNode place, String[] path, int step, Map<String, ?> values) {
    ArrayNode options = Json.array();
    if (step < path.length) {
      JsonNode sub = definition(place, path[step]);
      ObjectNode entry = options.addObject();
      entry.put("name", path[step]).put("type", sub.path("type").asInt());
      entry.set("options", within(sub, path, step + 1, values));
      return options;
    }
    Map<String, Object> left = new LinkedHashMap<>(values);
    for (JsonNode definition : place.path("options")) {
      String name = definition.path("name").asText();
      Object value = left.remove(name);
      if (value != null) {
        options.add(entry(definition, name, value));
      } else if (definition.path("type").asInt() < 3) {
        throw wrong("a subcommand has to be named: " + name);
      } else if (definition.path("required").asBoolean() && focused.isEmpty()) {
        throw wrong("required option is missing: " + name);
      }
    }
    if (!left.isEmpty()) {
      throw wrong("unknown option: " + left.keySet());
    }
    return options;
  }

  private ObjectNode entry(JsonNode definition, String name, Object value) {
    int type = definition.path("type").asInt();
    ObjectNode entry = Json.object().put("name", name).put("type", type);
    if (focused.filter(name::equals).isPresent()) {
      if (!definition.path("autocomplete").asBoolean()) {
        throw wrong("no autocomplete at " + name);
      }
      return entry.put("value", String.valueOf(value)).put("focused", true);
    }
    switch (type) {
      case 3 -> entry.put("value", as(String.class, name, value));
      case 4 -> entry.put("value", as(Number.class, name, value).longValue());
      case 5 -> entry.put("value", as(Boolean.class, name, value));
      case 6 -> entry.put("value", resolved.user(as(FakeUser.class, name, value)));
      case 7 -> entry.put("value", channel(definition, as(FakeChannel.class, name, value)));
      case 8 -> entry.put("value", resolved.role(as(FakeRole.class, name, value)));
      case 9 ->
          entry.put(
              "value",
              value instanceof FakeRole role
                  ? resolved.role(role)
                  : resolved.user(as(FakeUser.class, name, value)));
      case 10 -> entry.put("value", as(Number.class, name, value).doubleValue());
      default -> throw wrong("option of type " + type + " is not played: " + name);
    }
    fits(definition, name, entry.path("value"));
    return entry;
  }

  private String channel(JsonNode definition, FakeChannel channel) {
    JsonNode kinds = definition.path("channel_types");
    boolean fits =
        kinds.isEmpty()
            || Json.list(kinds).stream().anyMatch(kind -> kind.asInt() == channel.kind().number());
    if (!fits) {
      throw wrong("channel type " + channel.kind() + " is not offered");
    }
    return resolved.channel(channel);
  }

  private void fits(JsonNode definition, String name, JsonNode value) {
    JsonNode choices = definition.path("choices");
    boolean offered =
        choices.isEmpty()
            || Json.list(choices).stream().anyMatch(choice -> choice.path("value").equals(value))
            || Json.list(choices).stream()
                .anyMatch(choice -> choice.path("value").asText().equals(value.asText()));
    boolean low = Json.has(definition, "min_value") && value.asDouble() < min(definition);
    boolean high =
        Json.has(definition, "max_value")
            && value.asDouble() > definition.path("max_value").asDouble();
    if (!offered || low || high) {
      throw wrong("value is not offered: " + name + " = " + value);
    }
  }

  private static double min(JsonNode definition) {
    return definition.path("min_value").asDouble();
  }

  private JsonNode definition(JsonNode place, String name) {
    return Json.list(place.path("options")).stream()
        .filter(option -> option.path("name").asText().equals(name))
        .filter(option -> option.path("type").asInt() < 3)
        .findFirst()
        .orElseThrow(() -> wrong("unknown subcommand: " + name));
  }

  private <T> T as(Class<T> type, String name, Object value) {
    if (!type.isInstance(value)) {
      throw wrong(name + " takes " + type.getSimpleName() + ", given was " + value);
    }
    return type.cast(value);
  }

  private IllegalStateException wrong(String why) {
    return new IllegalStateException("/" + command.path("name").asText() + ": " + why);
  }
}
