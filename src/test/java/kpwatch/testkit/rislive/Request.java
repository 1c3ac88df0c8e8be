package kpwatch.testkit.rislive;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a request.
 *
 * @param headers by name in lower case
 */
record Request(String line, Map<String, String> headers) {
  private static final Pattern CLIENT =
      Pattern.compile("GET /v1/ws/\\?(?:[^ ]*&)?client=([^ &]+)[^ ]* HTTP/1\\.1");

  static Request read(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("half a request");
      }
      head.write(next);
    }
    String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n");
    Map<String, String> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] parts = lines[i].split(":", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts.length < 2 ? "" : parts[1].strip());
    }
    return new Request(lines[0], headers);
  }

  /** Who asks; empty if it does not say. */
  String client() {
    Matcher matcher = CLIENT.matcher(line);
    return matcher.matches() ? matcher.group(1) : "";
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  boolean isUpgrade() {
    return header("upgrade").equalsIgnoreCase("websocket")
        && header("sec-websocket-version").equals("13")
        && !header("sec-websocket-key").isEmpty();
  }
}
