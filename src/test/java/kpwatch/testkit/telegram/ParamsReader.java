package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads parameters from an HTTP request: https://core.telegram.org/bots/api#making-requests names
 * the query, {@code application/x-www-form-urlencoded}, {@code application/json} and {@code
 * multipart/form-data}.
 */
final class ParamsReader {
  private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
  private static final Pattern FILE_NAME = Pattern.compile("[; ]filename=\"([^\"]*)\"");
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");

  private final Map<String, JsonNode> values = new LinkedHashMap<>();
  private final Map<String, Upload> files = new HashMap<>();
  private boolean typed;

  static Params of(HttpCall call) {
    var reader = new ParamsReader();
    reader.form(call.query());
    String type = call.header("content-type").orElse("");
    String kind = type.split(";")[0].strip().toLowerCase(Locale.ROOT);
    switch (kind) {
      case "application/json" -> reader.json(new String(call.body(), StandardCharsets.UTF_8));
      case "multipart/form-data" -> reader.multipart(type, call.body());
      case "application/x-www-form-urlencoded" ->
          reader.form(new String(call.body(), StandardCharsets.UTF_8));
      default -> {
        if (call.body().length > 0) {
          throw Refusal.defect("unsupported content-type " + kind);
        }
      }
    }
    return new Params(reader.values, reader.files, reader.typed);
  }

  private void form(String text) {
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(
            decoded(pair.substring(0, equals)),
            Params.textual(decoded(pair.substring(equals + 1))));
      }
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private void json(String text) {
    if (text.isBlank()) {
      return;
    }
    JsonNode body = Json.parse(text).orElseThrow(() -> Refusal.defect("object expected as body"));
    if (!body.isObject()) {
      throw Refusal.defect("object expected as body");
    }
    typed = true;
    body.fields().forEachRemaining(field -> values.put(field.getKey(), field.getValue()));
  }

  private void multipart(String type, byte[] bytes) {
    Matcher boundary = BOUNDARY.matcher(type);
    if (!boundary.find()) {
      throw Refusal.defect("boundary field not found in content-type");
    }
    // One char for each byte, so that text and files can be cut out of one string.
    String body = "\r\n" + new String(bytes, StandardCharsets.ISO_8859_1);
    String[] parts = body.split(Pattern.quote("\r\n--" + boundary.group(1)), -1);
    for (int i = 1; i < parts.length && !parts[i].startsWith("--"); i++) {
      part(parts[i]);
    }
  }

  private void part(String part) {
    int end = part.indexOf("\r\n\r\n");
    String head = end < 0 ? part : part.substring(0, end);
    byte[] content = (end < 0 ? "" : part.substring(end + 4)).getBytes(StandardCharsets.ISO_8859_1);
    Matcher name = NAME.matcher(head);
    if (!name.find()) {
      throw Refusal.defect("field name not found");
    }
    Matcher fileName = FILE_NAME.matcher(head);
    if (fileName.find()) {
      String contentType = head.replaceAll("(?is).*content-type: *([^\r\n]*).*", "$1");
      files.put(name.group(1), new Upload(fileName.group(1), contentType, content));
    } else {
      values.put(name.group(1), Params.textual(new String(content, StandardCharsets.UTF_8)));
    }
  }
}
