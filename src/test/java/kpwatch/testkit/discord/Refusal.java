package kpwatch.testkit.discord;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * A request that Discord turns down. Codes:
 * https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
 */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient ObjectNode body;

  Refusal(int status, int code, String message) {
    super(code + " " + message);
    this.status = status;
    this.body = Json.object().put("message", message).put("code", code);
  }

  static Refusal unknownChannel() {
    return new Refusal(404, 10003, "Unknown Channel");
  }

  static Refusal unknownMessage() {
    return new Refusal(404, 10008, "Unknown Message");
  }

  static Refusal missingAccess() {
    return new Refusal(403, 50001, "Missing Access");
  }

  static Refusal missingPermissions() {
    return new Refusal(403, 50013, "Missing Permissions");
  }

  /**
   * Code 50035, with the place that is wrong.
   *
   * @param field path with dots, such as {@code embeds.0.title}
   */
  static Refusal invalidForm(String field, String why) {
    Refusal refusal = new Refusal(400, 50035, "Invalid Form Body");
    ObjectNode place = refusal.body.putObject("errors");
    for (String step : field.split("\\.")) {
      place = step.isEmpty() ? place : place.putObject(step);
    }
    place.putArray("_errors").addObject().put("code", "INVALID").put("message", why);
    return refusal;
  }

  /**
   * A limit that comes as 429 with a code of its own. JDA waits it out and never shows the code:
   * https://github.com/aikaterna/aikaterna-cogs/issues/302 (30046),
   * https://github.com/discordjs/discord.js/issues/10458 (30034).
   */
  static Refusal limited(int code, String message, Duration wait) {
    Refusal refusal = new Refusal(429, code, message);
    refusal.body.put("retry_after", wait.toMillis() / 1000.0).put("global", false);
    return refusal;
  }

  /** How long to wait; zero where waiting does not help. */
  Duration retryAfter() {
    return Duration.ofMillis((long) (body.path("retry_after").asDouble() * 1000));
  }

  Answer answer() {
    return Answer.json(status, body);
  }
}
