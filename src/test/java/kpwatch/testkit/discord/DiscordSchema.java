package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Bodies against Discord's OpenAPI file, which the system property {@code recorded.dir} leads to;
 * without it nothing is found. Read once in a JVM, each operation compiled when it is first used.
 * Source: https://github.com/discord/discord-api-spec
 */
final class DiscordSchema {
  private static final String FILE = "schemas/discord-openapi-v10.json";

  /** One wrong component fails every branch of a choice; more lines would say no more. */
  private static final int MOST_FINDINGS = 5;

  /** Read when it is first looked at. */
  private static final class Holder {
    private static final Optional<JsonNode> DOCUMENT = read();
    private static final SchemaRegistry REGISTRY =
        SchemaRegistry.withDialect(
            Dialect.builder(Dialects.getDraft202012())
                .unknownKeywordFactory((name, value) -> new NonValidationKeyword(name))
                .build());
    private static final Map<String, Optional<Schema>> COMPILED = new ConcurrentHashMap<>();

    private static Optional<JsonNode> read() {
      String recorded = System.getProperty("recorded.dir", "");
      if (recorded.isEmpty()) {
        return Optional.empty();
      }
      try {
        return Json.read(Files.readString(Path.of(recorded, FILE)));
      } catch (IOException e) {
        throw new UncheckedIOException("recorded.dir is set, but " + FILE + " is not there", e);
      }
    }
  }

  private DiscordSchema() {}

  /** Whether there is a file to judge by. */
  static boolean present() {
    return Holder.DOCUMENT.isPresent();
  }

  static List<Finding> findings(Route route, JsonNode body) {
    return Holder.COMPILED
        .computeIfAbsent(route.name(), name -> Holder.DOCUMENT.flatMap(all -> compile(all, route)))
        .map(schema -> findings(schema, Deviations.undone(body)))
        .orElse(List.of());
  }

  private static List<Finding> findings(Schema schema, JsonNode body) {
    Map<String, Finding> byPlace = new LinkedHashMap<>();
    for (Error error : schema.validate(body)) {
      String place =
          error.getInstanceLocation().toString().replaceFirst("^/", "").replace('/', '.');
      byPlace.putIfAbsent(place, Finding.refused(place, "OpenAPI: " + error.getMessage()));
    }
    return byPlace.values().stream().limit(MOST_FINDINGS).toList();
  }

  /** The operation's schema with all components beside it, so that their references resolve. */
  private static Optional<Schema> compile(JsonNode all, Route route) {
    JsonNode its =
        all.path("paths")
            .path(route.template())
            .path(route.method().toLowerCase(Locale.ROOT))
            .path("requestBody")
            .path("content")
            .path("application/json")
            .path("schema");
    if (its.isMissingNode()) {
      return Optional.empty();
    }
    ObjectNode document = Json.object();
    document.set("components", all.path("components"));
    document.putArray("allOf").add(its);
    SchemaLocation place = SchemaLocation.of("urn:discord:" + route.name().hashCode());
    return Optional.of(Holder.REGISTRY.getSchema(place, document));
  }
}
