package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * One entity of a text, https://core.telegram.org/bots/api#messageentity.
 *
 * @param offset in UTF-16 units, as {@link String#charAt} counts
 * @param length in UTF-16 units
 * @param more fields beside those three, such as {@code url}, {@code unix_time}, {@code language}
 */
public record Mark(String type, int offset, int length, Map<String, Object> more) {
  public Mark {
    more = Map.copyOf(more);
  }

  static Mark of(String type, int offset, int length) {
    return new Mark(type, offset, length, Map.of());
  }

  int end() {
    return offset + length;
  }

  /** The part of {@code text} that it marks. */
  public String in(String text) {
    return text.substring(offset, end());
  }

  ObjectNode json() {
    ObjectNode json = Json.object().put("type", type).put("offset", offset).put("length", length);
    more.forEach((name, value) -> json.putPOJO(name, value));
    return json;
  }
}
