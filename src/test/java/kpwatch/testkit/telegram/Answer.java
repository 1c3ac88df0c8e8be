package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An HTTP answer in the shape of https://core.telegram.org/bots/api#making-requests. */
record Answer(int status, Map<String, String> headers, byte[] body) {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  static Answer ok(JsonNode result) {
    return okText(result.toString());
  }

  /** {@code result} as the text of any JSON, even a broken one. */
  static Answer okText(String result) {
    return new Answer(200, JSON, bytes("{\"ok\":true,\"result\":" + result + "}"));
  }

  /** 429 also carries the header {@code Retry-After}, as the server's Query.cpp sets it. */
  static Answer error(int code, String description, Map<String, Object> parameters) {
    ObjectNode json = Json.object().put("ok", false).put("error_code", code);
    json.put("description", description);
    if (!parameters.isEmpty()) {
      ObjectNode node = json.putObject("parameters");
      parameters.forEach((name, value) -> node.putPOJO(name, value));
    }
    Object wait = parameters.getOrDefault("retry_after", "");
    Map<String, String> headers =
        code == 429
            ? Map.of("Content-Type", "application/json", "Retry-After", wait.toString())
            : JSON;
    return new Answer(code, headers, bytes(json.toString()));
  }

  /** What a proxy in front of the server says. */
  static Answer page(int status) {
    String title = status + " " + Connection.reason(status);
    String html =
        "<html>\r\n<head><title>%s</title></head>\r\n<body>\r\n<center><h1>%s</h1></center>\r\n"
                .formatted(title, title)
            + "<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
    return new Answer(status, Map.of("Content-Type", "text/html"), bytes(html));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
