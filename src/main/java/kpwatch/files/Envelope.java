package kpwatch.files;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import kpwatch.files.PlayedWorld.Reply;

/**
 * What stands around the data of every RIPEstat answer, in the layout of 2026 ({@code data} last).
 *
 * @param call the name of the data call
 * @param version of the call
 * @param asked what was asked, from which the query id is made
 */
record Envelope(String call, String version, String asked, Instant now) {
  private static final String JSON = "application/json; charset=utf-8";
  private static final String HTML = "text/html; charset=utf-8";

  /** An answer with data, which is given as JSON. */
  Reply ok(CharSequence data) {
    return reply(200, "[]", "supported", data);
  }

  /** As a call answers while it is not looked after: 200, ok, and nothing. */
  Reply maintenance() {
    return reply(
        200,
        "[[\"info\",\"This data is not available at the moment because of maintenance.\"]]",
        "maintenance - this data call is in maintenance mode",
        "{}");
  }

  /** A request that was wrong. */
  Reply badRequest(String message) {
    return reply(400, "[[\"error\"," + quoted(message) + "]]", "supported", "{}");
  }

  static Reply html(int status, String reason) {
    String page =
        "<!DOCTYPE html>\n<html><head><title>"
            + status
            + " "
            + reason
            + "</title></head>\n<body><h1>"
            + reason
            + "</h1></body></html>\n";
    return new Reply(status, HTML, page.getBytes(StandardCharsets.UTF_8), false);
  }

  /** No answer at all. */
  static Reply silence() {
    return new Reply(0, "", new byte[0], true);
  }

  static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }

  private Reply reply(int status, String messages, String callStatus, CharSequence data) {
    String word = status == 200 ? "ok" : "error";
    StringBuilder body = new StringBuilder(data.length() + 600);
    body.append("{\"messages\":").append(messages);
    body.append(",\"see_also\":[],\"version\":\"").append(version);
    body.append("\",\"data_call_name\":").append(quoted(call));
    body.append(",\"data_call_status\":\"").append(callStatus);
    body.append("\",\"cached\":false,\"query_id\":\"").append(queryId());
    body.append("\",\"process_time\":").append(40 + Math.floorMod(asked.hashCode(), 60));
    body.append(",\"server_id\":\"app170\",\"build_version\":\"v0.12.4-2026.11.20\"");
    body.append(",\"pipeline\":\"1520000\",\"status\":\"").append(word);
    body.append("\",\"status_code\":").append(status);
    body.append(",\"time\":\"").append(Stamp.micros(now));
    body.append("\",\"data\":").append(data).append('}');
    return new Reply(status, JSON, body.toString().getBytes(StandardCharsets.UTF_8), false);
  }

  /** The same question at the same time has the same id. */
  private String queryId() {
    String seed = call + "?" + asked + "@" + now;
    return Stamp.digits(now) + "-" + UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
  }
}
