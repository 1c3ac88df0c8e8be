package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bot API 10.1 as data: methods with their parameters, types with their fields. Source:
 * https://github.com/PaulSonOfLars/telegram-bot-api-spec, {@code api.json}. It knows no lengths and
 * no prose.
 */
final class Schema {
  private static final Map<String, Schema> READ = new ConcurrentHashMap<>();
  private static final String ARRAY = "Array of ";

  private final JsonNode methods;
  private final JsonNode types;

  /** What does not fit. */
  record Problem(Kind kind, String path, String detail) {
    enum Kind {
      UNKNOWN,
      MISSING,
      TYPE
    }

    @Override
    public String toString() {
      return switch (kind) {
        case UNKNOWN -> "unknown " + path;
        case MISSING -> "missing " + path;
        case TYPE -> path + " is no " + detail;
      };
    }
  }

  private Schema(JsonNode whole) {
    methods = whole.path("methods");
    types = whole.path("types");
  }

  /** The file below the folder that the system property names; empty if that names none. */
  static Optional<Schema> recorded() {
    String folder = System.getProperty("recorded.dir", "");
    return folder.isEmpty()
        ? Optional.empty()
        : Optional.of(READ.computeIfAbsent(folder, Schema::read));
  }

  private static Schema read(String folder) {
    Path file = Path.of(folder, "schemas", "telegram-bot-api-10.1.json");
    try {
      return new Schema(Json.parse(Files.readString(file)).orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Parameters of a method; the value of a container may be the text of its JSON. */
  List<Problem> parameters(String method, Params params) {
    JsonNode fields = methods.path(method).path("fields");
    List<Problem> problems = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (JsonNode field : fields) {
      String name = field.path("name").asText();
      known.add(name);
      JsonNode value = params.values().get(name);
      if (value != null && !value.isNull()) {
        List<String> allowed = texts(field.path("types"));
        problems.addAll(value(name, opened(value, allowed), allowed, false));
      } else if (field.path("required").asBoolean() && !params.files().containsKey(name)) {
        problems.add(new Problem(Problem.Kind.MISSING, name, ""));
      }
    }
    params.values().keySet().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> problems.add(new Problem(Problem.Kind.UNKNOWN, name, "")));
    return problems;
  }

  private JsonNode opened(JsonNode value, List<String> allowed) {
    boolean container = allowed.stream().anyMatch(t -> t.startsWith(ARRAY) || types.has(t));
    return container && value.isTextual() && !allowed.contains("String")
        ? Json.parse(value.textValue()).orElse(value)
        : value;
  }

  /** The result of a method. */
  List<Problem> result(String method, JsonNode result) {
    return value(method, result, texts(methods.path(method).path("returns")), true);
  }

  /** The alternative with the fewest problems counts. */
  private List<Problem> value(String path, JsonNode value, List<String> allowed, boolean strict) {
    return allowed.stream()
        .map(type -> one(path, value, type, strict))
        .min(Comparator.comparingInt(List::size))
        .orElse(List.of());
  }

  private List<Problem> one(String path, JsonNode value, String type, boolean strict) {
    if (type.startsWith(ARRAY)) {
      if (!value.isArray()) {
        return List.of(new Problem(Problem.Kind.TYPE, path, type));
      }
      List<Problem> problems = new ArrayList<>();
      for (int i = 0; i < value.size(); i++) {
        String inner = type.substring(ARRAY.length());
        problems.addAll(one(path + "[" + i + "]", value.get(i), inner, strict));
      }
      return problems;
    }
    if (types.has(type)) {
      List<String> subtypes = texts(types.path(type).path("subtypes"));
      return subtypes.isEmpty()
          ? object(path, value, type, strict)
          : value(path, value, subtypes, strict);
    }
    return isScalar(value, type, strict)
        ? List.of()
        : List.of(new Problem(Problem.Kind.TYPE, path, type));
  }

  /** The real server takes a number or a truth value as text, too; it never writes one so. */
  private static boolean isScalar(JsonNode value, String type, boolean strict) {
    String text = value.asText().toLowerCase(Locale.ROOT);
    boolean loose = !strict && value.isTextual();
    return switch (type) {
      case "Integer" -> value.isIntegralNumber() || loose && text.matches("-?[0-9]{1,18}");
      case "Float" -> value.isNumber() || loose && text.matches("-?[0-9]+(\\.[0-9]+)?");
      case "Boolean" -> value.isBoolean() || loose && text.matches("true|false");
      default -> value.isTextual() || !strict && value.isNumber();
    };
  }

  private List<Problem> object(String path, JsonNode value, String type, boolean strict) {
    if (!value.isObject()) {
      return List.of(new Problem(Problem.Kind.TYPE, path, type));
    }
    List<Problem> problems = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (JsonNode field : types.path(type).path("fields")) {
      String name = field.path("name").asText();
      known.add(name);
      if (value.has(name)) {
        List<String> allowed = texts(field.path("types"));
        problems.addAll(value(path + "." + name, value.get(name), allowed, strict));
      } else if (field.path("required").asBoolean()) {
        problems.add(new Problem(Problem.Kind.MISSING, path + "." + name, ""));
      }
    }
    value
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problems.add(new Problem(Problem.Kind.UNKNOWN, path + "." + name, ""));
              }
            });
    return problems;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
