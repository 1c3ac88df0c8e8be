package kpwatch.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One update as it came.
 *
 * @param id empty if it has none that Telegram could mean; ids are positive and fit an {@code int}
 *     (https://core.telegram.org/bots/api#update)
 * @param tree empty if it cannot be read
 */
record Arrival(Optional<Long> id, Optional<JsonNode> tree) {
  static Arrival of(JsonNode tree) {
    JsonNode id = tree.path("update_id");
    boolean whole = id.isIntegralNumber() && id.canConvertToInt();
    return new Arrival(whole ? possible(id.longValue()) : Optional.empty(), Optional.of(tree));
  }

  static Arrival unreadable(Optional<Long> id) {
    return new Arrival(id.flatMap(Arrival::possible), Optional.empty());
  }

  private static Optional<Long> possible(long id) {
    return id > 0 && id < Integer.MAX_VALUE ? Optional.of(id) : Optional.empty();
  }
}
