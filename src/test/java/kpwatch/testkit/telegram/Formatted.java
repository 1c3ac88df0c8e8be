package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;

/**
 * A text with its entities.
 *
 * @param dropped what the server took away without a word, for the judge
 */
record Formatted(String text, List<Mark> marks, List<String> dropped) {
  Formatted {
    marks = List.copyOf(marks);
    dropped = List.copyOf(dropped);
  }

  /** Text without a parse mode, as the server keeps it. */
  static Formatted plain(String text) {
    return new Tidying(text, List.of()).done();
  }

  /** Characters as the server counts them for its limits. */
  int codePoints() {
    return text.codePointCount(0, text.length());
  }

  ArrayNode json() {
    ArrayNode json = Json.array();
    marks.forEach(mark -> json.add(mark.json()));
    return json;
  }
}
