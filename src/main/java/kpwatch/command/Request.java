package kpwatch.command;

import java.util.Map;
import java.util.Optional;

/**
 * A command as it was said.
 *
 * @param options by name; those that were not given are absent; values are as typed and may be
 *     wrong
 */
public record Request(String command, Map<String, String> options, Place place) {
  public Request {
    options = Map.copyOf(options);
  }

  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name)).filter(value -> !value.isBlank());
  }
}
