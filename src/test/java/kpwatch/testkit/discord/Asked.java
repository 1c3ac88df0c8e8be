package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mockwebserver3.RecordedRequest;
import okhttp3.HttpUrl;

/**
 * A REST request as it came in.
 *
 * @param path below {@code /api/v10}, such as {@code /channels/1/messages}, without the query
 * @param authorization the header; empty where there was none
 * @param body its JSON, from {@code payload_json} where it was a form; missing where there was none
 * @param connection which connection it came on
 * @param at real time
 */
public record Asked(
    String method,
    String path,
    HttpUrl url,
    String authorization,
    JsonNode body,
    List<Upload> files,
    int connection,
    Instant at) {
  private static final String ROOT = "/api/v10";

  static Asked of(RecordedRequest request) {
    String type = Optional.ofNullable(request.getHeaders().get("Content-Type")).orElse("");
    byte[] raw =
        Optional.ofNullable(request.getBody())
            .map(bytes -> bytes.toByteArray())
            .orElse(new byte[0]);
    List<Upload> parts =
        type.startsWith("multipart/form-data") ? Multipart.parts(type, raw) : List.of();
    String json =
        parts.stream()
            .filter(part -> part.part().equals("payload_json"))
            .map(part -> new String(part.bytes(), StandardCharsets.UTF_8))
            .findFirst()
            .orElse(parts.isEmpty() ? new String(raw, StandardCharsets.UTF_8) : "");
    HttpUrl url = request.getUrl();
    String path = url.encodedPath();
    return new Asked(
        request.getMethod(),
        path.startsWith(ROOT) ? path.substring(ROOT.length()) : path,
        url,
        Optional.ofNullable(request.getHeaders().get("Authorization")).orElse(""),
        Json.read(json).orElse(MissingNode.getInstance()),
        parts.stream().filter(part -> !part.part().equals("payload_json")).toList(),
        request.getConnectionIndex(),
        Instant.now());
  }

  /** Whether the method and the path are these; {@code *} in the path is any one step. */
  public boolean is(String itsMethod, String pattern) {
    return method.equals(itsMethod)
        && path.matches(pattern.replace("*", "[^/]+").replace("@", "\\@"));
  }

  Optional<String> query(String name) {
    return Optional.ofNullable(url.queryParameter(name));
  }

  Map<Integer, Upload> uploads() {
    return files.stream()
        .collect(java.util.stream.Collectors.toMap(Upload::number, file -> file, (a, b) -> b));
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
