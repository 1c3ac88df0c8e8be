package kpwatch.command;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A command as it was said.
 *
 * @param options by name; those that were not given are absent; values are as typed and may be
 *     wrong
 * @param asked when it was said, which may be long ago; empty: now
 */
public record Request(
    String command, Map<String, String> options, Place place, Optional<Instant> asked) {
  public Request {
    options = Map.copyOf(options);
  }

  /** One that is said now. */
  public Request(String command, Map<String, String> options, Place place) {
    this(command, options, place, Optional.empty());
  }

  /** From when a relative time counts, such as 8h; never later than now. */
  public Instant since(Instant now) {
    return asked.filter(at -> at.isBefore(now)).orElse(now);
  }

  public Optional<String> option(String name) {
    return Optional.ofNullable(options.get(name)).filter(value -> !value.isBlank());
  }
}
