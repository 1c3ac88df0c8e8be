package kpwatch.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a poll that is no good JSON as a whole, taken apart update by update: one update
 * that cannot be read must not cost the others, nor be asked for again for ever. Reads each
 * character once, without recursion.
 */
final class PollText {
  /** How an answer begins that is Telegram's own. */
  static final String YES = "{\"ok\":true";

  private static final String RESULT = "\"result\"";
  private static final String ID = "\"update_id\"";
  private static final int MOST_DIGITS = 10;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final String text;
  private final List<Arrival> whole = new ArrayList<>();
  private Optional<Arrival> cut = Optional.empty();

  PollText(String text) {
    this.text = text;
    split();
  }

  /** Updates that have an end. */
  List<Arrival> whole() {
    return List.copyOf(whole);
  }

  /** The last update, if the answer ends in the middle of it. */
  Optional<Arrival> cut() {
    return cut;
  }

  private void split() {
    boolean result = false;
    int depth = 0;
    int start = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        result |= depth == 1 && text.startsWith(RESULT, i);
        i = endOfString(i);
      } else if (c == '{' || c == '[') {
        if (depth == 2 && result && start < 0) {
          start = i;
        }
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
        if (depth == 2 && start >= 0) {
          whole.add(arrival(start, i + 1));
          start = -1;
        }
      }
    }
    if (start >= 0) {
      cut = Optional.of(Arrival.unreadable(id(start, text.length())));
    }
  }

  private Arrival arrival(int from, int to) {
    try {
      JsonNode tree = MAPPER.readTree(text.substring(from, to));
      return Arrival.of(tree);
    } catch (JsonProcessingException | StackOverflowError e) {
      return Arrival.unreadable(id(from, to));
    }
  }

  private Optional<Long> id(int from, int to) {
    int depth = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '"') {
        int end = endOfString(i);
        if (depth == 1 && text.startsWith(ID, i)) {
          Optional<Long> id = number(end + 1, to);
          if (id.isPresent()) {
            return id;
          }
        }
        i = end;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
    }
    return Optional.empty();
  }

  /** The number after a colon. */
  private Optional<Long> number(int from, int to) {
    int i = blanks(from, to);
    if (i >= to || text.charAt(i) != ':') {
      return Optional.empty();
    }
    int start = blanks(i + 1, to);
    int end = start;
    while (end < to && isDigit(text.charAt(end))) {
      end++;
    }
    boolean fits = end > start && end - start <= MOST_DIGITS && end < to;
    return fits ? Optional.of(Long.parseLong(text, start, end, 10)) : Optional.empty();
  }

  private int blanks(int from, int to) {
    int i = from;
    while (i < to && Character.isWhitespace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The index of the closing quotation mark, or of the last character. */
  private int endOfString(int open) {
    int i = open + 1;
    while (i < text.length() && text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i, text.length() - 1);
  }
}
