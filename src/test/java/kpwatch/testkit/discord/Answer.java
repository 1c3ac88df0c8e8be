package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;

/**
 * What goes back. {@code via} is on all that Discord itself answers; clients take a 429 without it
 * for Cloudflare's.
 *
 * @param lost whether the connection is dropped instead of answering
 */
record Answer(int status, Map<String, String> headers, String body, boolean lost) {
  static Answer json(int status, JsonNode body) {
    return new Answer(status, Map.of("Content-Type", "application/json"), body.toString(), false)
        .with("via", "1.1 google");
  }

  static Answer ok(JsonNode body) {
    return json(200, body);
  }

  static Answer noContent() {
    return new Answer(204, Map.of("via", "1.1 google"), "", false);
  }

  static Answer page(int status, String html) {
    return new Answer(status, Map.of("Content-Type", "text/html"), html, false);
  }

  static Answer dropped() {
    return new Answer(0, Map.of(), "", true);
  }

  Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body, lost);
  }

  MockResponse response() {
    if (lost) {
      return new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
    }
    MockResponse.Builder response = new MockResponse.Builder().code(status);
    headers.forEach(response::setHeader);
    return status == 204 ? response.build() : response.body(body).build();
  }
}
