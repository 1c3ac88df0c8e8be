package kpwatch.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One JSON object of a file with its place in it. Each read gives the value, or nothing and a line
 * in the shared list of problems, so that reading always goes on to the end.
 */
final class Part {
  /** Whether the absence of a key is a problem. */
  enum Need {
    REQUIRED,
    OPTIONAL
  }

  /** A value with the place it was read from. */
  record Placed<T>(String path, T value) {}

  private final String path;
  private final JsonNode node;
  private final Problems problems;

  private Part(String path, JsonNode node, Problems problems) {
    this.path = path;
    this.node = node;
    this.problems = problems;
  }

  /** The whole file; empty when it is no object. */
  static Optional<Part> whole(JsonNode root, Problems problems) {
    return object("", root, problems);
  }

  String path() {
    return path;
  }

  Problems problems() {
    return problems;
  }

  String place(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  boolean has(String key) {
    return node.has(key);
  }

  /** Whether a list stands there and holds nothing. */
  boolean isEmptyList(String key) {
    return node.path(key).isArray() && node.path(key).isEmpty();
  }

  /** A string as it stands there, whatever is wrong with it. */
  Optional<String> raw(String key) {
    return Optional.ofNullable(node.path(key).textValue());
  }

  /** The object as compact JSON. */
  String json() {
    return node.toString();
  }

  /** Names every key that is not among {@code known}. */
  Part allow(Collection<String> known) {
    for (String key : keys()) {
      if (!known.contains(key)) {
        problems.unknownKey(path, key, known);
      }
    }
    return this;
  }

  List<String> keys() {
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  Optional<String> text(String key, Need need, String allowed) {
    return value(key, need, allowed, text -> text).filter(text -> filled(key, text, allowed));
  }

  private boolean filled(String key, String text, String allowed) {
    if (text.isBlank()) {
      problems.wrong(place(key), "\"" + text + "\"", allowed);
    }
    return !text.isBlank();
  }

  /** A string that {@code parse} understands; it refuses by an unchecked exception. */
  <T> Optional<T> value(String key, Need need, String allowed, Function<String, T> parse) {
    return child(key, need, allowed).flatMap(n -> parsed(place(key), n, allowed, parse));
  }

  Optional<Boolean> flag(String key) {
    return child(key, Need.OPTIONAL, "true or false")
        .filter(n -> fits(n.isBoolean(), place(key), n, "true or false"))
        .map(JsonNode::booleanValue);
  }

  Optional<Long> integer(String key, Need need, String allowed) {
    return child(key, need, allowed)
        .filter(n -> fits(n.isIntegralNumber() && n.canConvertToLong(), place(key), n, allowed))
        .map(JsonNode::longValue);
  }

  /** A number from {@code least} to {@code most}, kept as it was written. */
  Optional<BigDecimal> number(String key, Need need, BigDecimal least, BigDecimal most) {
    String allowed = "a number from " + least.toPlainString() + " to " + most.toPlainString();
    return child(key, need, allowed)
        .filter(
            n ->
                fits(
                    n.isNumber()
                        && n.decimalValue().compareTo(least) >= 0
                        && n.decimalValue().compareTo(most) <= 0,
                    place(key),
                    n,
                    allowed))
        .map(JsonNode::decimalValue);
  }

  /** A share, {@code 0 <= share <= 1}. */
  Optional<BigDecimal> share(String key, Need need) {
    return number(key, need, BigDecimal.ZERO, BigDecimal.ONE);
  }

  Optional<Part> part(String key, Need need) {
    return child(key, need, "an object").flatMap(n -> object(place(key), n, problems));
  }

  /** Every member as an object, in the file's order. */
  Map<String, Part> members() {
    Map<String, Part> members = new LinkedHashMap<>();
    for (String key : keys()) {
      object(place(key), node.get(key), problems).ifPresent(p -> members.put(key, p));
    }
    return members;
  }

  List<Part> parts(String key, Need need) {
    List<Part> parts = new ArrayList<>();
    for (Placed<JsonNode> item : items(key, need, "a list of objects")) {
      object(item.path(), item.value(), problems).ifPresent(parts::add);
    }
    return parts;
  }

  <T> List<Placed<T>> values(String key, Need need, String allowed, Function<String, T> parse) {
    List<Placed<T>> values = new ArrayList<>();
    for (Placed<JsonNode> item : items(key, need, "a list: " + allowed)) {
      parsed(item.path(), item.value(), allowed, parse)
          .ifPresent(v -> values.add(new Placed<>(item.path(), v)));
    }
    return values;
  }

  private List<Placed<JsonNode>> items(String key, Need need, String allowed) {
    List<Placed<JsonNode>> items = new ArrayList<>();
    Optional<JsonNode> list = child(key, need, allowed);
    if (list.isPresent() && fits(list.get().isArray(), place(key), list.get(), allowed)) {
      for (JsonNode item : list.get()) {
        items.add(new Placed<>(place(key) + "[" + items.size() + "]", item));
      }
    }
    return items;
  }

  private Optional<JsonNode> child(String key, Need need, String allowed) {
    JsonNode child = node.get(key);
    if (child == null && need == Need.REQUIRED) {
      problems.missing(place(key), allowed);
    }
    return Optional.ofNullable(child);
  }

  private <T> Optional<T> parsed(
      String place, JsonNode text, String allowed, Function<String, T> parse) {
    if (!fits(text.isTextual(), place, text, allowed)) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(text.textValue()));
    } catch (IllegalArgumentException | DateTimeException e) {
      problems.wrong(place, text.toString(), allowed);
      return Optional.empty();
    }
  }

  private boolean fits(boolean right, String place, JsonNode seen, String allowed) {
    if (!right) {
      problems.wrong(place, seen.toString(), allowed);
    }
    return right;
  }

  private static Optional<Part> object(String path, JsonNode node, Problems problems) {
    if (!node.isObject()) {
      problems.wrong(path.isEmpty() ? "the file" : path, node.toString(), "an object");
      return Optional.empty();
    }
    return Optional.of(new Part(path, node, problems));
  }
}
