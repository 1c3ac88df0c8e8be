package kpwatch.testkit.telegram;

import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request as it came.
 *
 * @param target path and query, still encoded
 * @param headers names in lower case
 * @param arrivedNanos {@link System#nanoTime} when its first byte was there
 */
record HttpCall(
    String verb, String target, Map<String, String> headers, byte[] body, long arrivedNanos) {
  String path() {
    int question = target.indexOf('?');
    return question < 0 ? target : target.substring(0, question);
  }

  String query() {
    int question = target.indexOf('?');
    return question < 0 ? "" : target.substring(question + 1);
  }

  Optional<String> header(String lowerCaseName) {
    return Optional.ofNullable(headers.get(lowerCaseName));
  }
}
