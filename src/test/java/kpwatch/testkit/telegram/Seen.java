package kpwatch.testkit.telegram;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * One request with the right token, answered or not.
 *
 * @param number counts from 1
 * @param method as the documentation spells it
 * @param parameters as text; containers as the text of their JSON
 * @param files names of the parts that hold files
 * @param at by the clock of the fake
 * @param connection which TCP connection it came on, counting from 1
 */
public record Seen(
    int number,
    String method,
    Map<String, String> parameters,
    Set<String> files,
    Instant at,
    int connection) {
  /** Empty text where the parameter is absent. */
  public String parameter(String name) {
    return parameters.getOrDefault(name, "");
  }

  public boolean isTo(Place place) {
    return parameter("chat_id").equals(Long.toString(place.id()));
  }
}
