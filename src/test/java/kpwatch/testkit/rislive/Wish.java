package kpwatch.testkit.rislive;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kpwatch.observation.Prefix;

/** What one {@code ris_subscribe} asks for. Source: https://ris-live.ripe.net/manual/ */
record Wish(JsonNode data) {
  private static final Map<String, String> KINDS =
      Map.of(
          "host", "a text",
          "type", "a text",
          "require", "a text",
          "peer", "a text",
          "path", "a pattern",
          "prefix", "a prefix or an array of them",
          "moreSpecific", "true or false",
          "lessSpecific", "true or false",
          "socketOptions", "an object");

  private static final Set<String> TYPES =
      Set.of("UPDATE", "OPEN", "NOTIFICATION", "KEEPALIVE", "RIS_PEER_STATE");

  private static final Set<String> OPTIONS = Set.of("includeRaw", "acknowledge");

  /** What is wrong with it, one line each. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!data.isObject()) {
      return List.of("data is no object");
    }
    data.fields()
        .forEachRemaining(
            field -> {
              String kind = KINDS.get(field.getKey());
              if (kind == null) {
                problems.add("unknown key " + field.getKey());
              } else if (!fits(field.getKey(), field.getValue())) {
                problems.add(field.getKey() + " is not " + kind + ": " + field.getValue());
              }
            });
    data.path("socketOptions")
        .fields()
        .forEachRemaining(
            option -> {
              if (!OPTIONS.contains(option.getKey()) || !option.getValue().isBoolean()) {
                problems.add("unknown socket option " + option.getKey());
              }
            });
    return problems;
  }

  boolean asks(RisMessage message) {
    return (!data.has("host") || text("host").equals(message.peer().collector()))
        && (!data.has("type") || text("type").equals(message.type()))
        && (!data.has("peer") || text("peer").equals(message.peer().address()))
        && (!data.has("require")
            || !(text("require").equals("announcements")
                    ? message.announced()
                    : message.withdrawn())
                .isEmpty())
        && (!data.has("path") || matches(data.path("path").asText(), message.path()))
        && (!data.has("prefix")
            || message.prefixes().map(Prefix::parse).anyMatch(this::asksForPrefix));
  }

  private boolean asksForPrefix(Prefix prefix) {
    return prefixes(data.path("prefix")).stream()
        .map(Prefix::parse)
        .anyMatch(
            wanted ->
                wanted.equals(prefix)
                    || (data.path("moreSpecific").asBoolean(true) && wanted.covers(prefix))
                    || (data.path("lessSpecific").asBoolean(false) && prefix.covers(wanted)));
  }

  /** Not a regular expression: {@code 789$} is the origin, {@code ^1,2} the beginning. */
  private static boolean matches(String pattern, List<Long> path) {
    if (pattern.startsWith("!")) {
      return !matches(pattern.substring(1), path);
    }
    String hops =
        path.stream().map(hop -> Long.toString(hop)).collect(Collectors.joining(",", ",", ","));
    boolean first = pattern.startsWith("^");
    boolean last = pattern.endsWith("$");
    String wanted = "," + pattern.substring(first ? 1 : 0, pattern.length() - (last ? 1 : 0)) + ",";
    return hops.contains(wanted)
        && (!first || hops.startsWith(wanted))
        && (!last || hops.endsWith(wanted));
  }

  private static boolean fits(String key, JsonNode value) {
    return switch (key) {
      case "type" -> TYPES.contains(value.asText());
      case "require" -> Set.of("announcements", "withdrawals").contains(value.asText());
      case "path" ->
          value.isIntegralNumber()
              || (value.isTextual() && value.asText().matches("!?\\^?\\d+(,\\d+)*\\$?"));
      case "prefix" ->
          !prefixes(value).isEmpty() && prefixes(value).stream().allMatch(Wish::isPrefix);
      case "moreSpecific", "lessSpecific" -> value.isBoolean();
      case "socketOptions" -> value.isObject();
      default -> value.isTextual();
    };
  }

  private static List<String> prefixes(JsonNode value) {
    if (value.isTextual()) {
      return List.of(value.asText());
    }
    List<String> all = new ArrayList<>();
    value.forEach(prefix -> all.add(prefix.asText()));
    return all;
  }

  private static boolean isPrefix(String text) {
    try {
      Prefix.parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private String text(String key) {
    return data.path(key).asText();
  }
}
