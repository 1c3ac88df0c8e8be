package kpwatch.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The settings file overlaid by the environment. A typed read never throws for a wrong value: it
 * records a {@link Problem} and gives the default, so that one start shows every mistake. An empty
 * value is the same as none. Reading a key also declares it; what is set and was never declared is
 * unknown. For one thread.
 */
public final class Settings {
  /** Looked for in the working directory; the only file that may be missing. */
  public static final Path DEFAULT_FILE = Path.of("bot-config.properties");

  private final Sources sources;
  private final Map<String, Key> declared = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private Settings(SettingsFile file, Map<String, String> environment) {
    sources = new Sources(file, environment);
    problems.addAll(file.problems());
  }

  /**
   * @param given the path of {@code --config}; empty: {@link #DEFAULT_FILE} if it is there
   */
  public static Settings read(Optional<Path> given, Map<String, String> environment) {
    return new Settings(
        SettingsFile.read(given.orElse(DEFAULT_FILE), given.isPresent()), environment);
  }

  /** Settings from the text of a file. */
  public static Settings parse(String text, Map<String, String> environment) {
    return new Settings(SettingsFile.parse(text, DEFAULT_FILE.toString()), environment);
  }

  /** A value of any type; {@code parse} gives empty for what is not allowed. */
  public <T> T value(Key key, Function<String, Optional<T>> parse) {
    Optional<T> read = parse.apply(effective(key));
    if (read.isPresent()) {
      return read.get();
    }
    refuse(problem(key, key.allowed()));
    return parse
        .apply(key.fallback())
        .orElseThrow(() -> new IllegalStateException(key.name() + " has an illegal default"));
  }

  /** As {@link #value}, for a key that may be left out. */
  public <T> Optional<T> optional(Key key, Function<String, Optional<T>> parse) {
    return value(
        key,
        text ->
            text.isEmpty() ? Optional.of(Optional.empty()) : parse.apply(text).map(Optional::of));
  }

  public String text(Key key) {
    return value(key, Optional::of);
  }

  /** {@code true} or {@code false} and nothing else: "yes" must not quietly mean no. */
  public boolean flag(Key key) {
    return value(
        key,
        text ->
            switch (text) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  public int wholeNumber(Key key, int least, int most) {
    return value(
        key,
        text ->
            text.matches("-?[0-9]{1,9}")
                ? Optional.of(Integer.parseInt(text)).filter(n -> least <= n && n <= most)
                : Optional.empty());
  }

  public Duration duration(Key key, Duration least, Duration most) {
    return value(
        key,
        text ->
            DurationText.parse(text)
                .filter(d -> d.compareTo(least) >= 0 && d.compareTo(most) <= 0));
  }

  /** A URL with a host, of one of the schemes, without user info and fragment. */
  public URI url(Key key, String... schemes) {
    return value(key, text -> UrlText.parse(text, schemes));
  }

  public Optional<URI> optionalUrl(Key key, String... schemes) {
    return optional(key, text -> UrlText.parse(text, schemes));
  }

  /** A token: printable ASCII without blanks. Empty if it is not set. */
  public Optional<Secret> secret(Key key) {
    return optional(
        key, text -> text.matches("[!-~]+") ? Optional.of(new Secret(text)) : Optional.empty());
  }

  /** A URL that is a secret as a whole. Empty if it is not set. */
  public Optional<Secret> secretUrl(Key key, String... schemes) {
    return optional(key, text -> UrlText.parse(text, schemes).map(u -> new Secret(u.toString())));
  }

  /** Comma-separated items, blanks around them removed, empty ones left out. */
  public List<String> list(Key key) {
    return Stream.of(text(key).split(",")).map(String::strip).filter(i -> !i.isEmpty()).toList();
  }

  /** Whether file or environment give the key a value. */
  public boolean isSet(Key key) {
    return sources.find(key).isPresent();
  }

  /** A problem with the value of a key as a whole. */
  public Problem problem(Key key, String allowed) {
    return problem(key, effective(key), allowed);
  }

  /** A problem with one part of a value, such as an item of a list. */
  public Problem problem(Key key, String part, String allowed) {
    return new Problem(key.name(), shown(key, part), origin(key), "allowed: " + allowed);
  }

  /** Adds what the owner of a key found wrong. */
  public void refuse(Problem problem) {
    problems.add(problem);
  }

  /** All problems so far, and every key of the file that nobody has declared until now. */
  public List<Problem> problems() {
    return Stream.concat(problems.stream(), sources.unknown(declared.keySet())).toList();
  }

  /** Environment names that look like a mistyped one of ours; they may be innocent. No values. */
  public List<String> warnings() {
    return sources.misspelt(declared.values().stream().map(Key::variable).toList()).toList();
  }

  /** Every key declared so far. */
  public List<Key> keys() {
    return List.copyOf(declared.values());
  }

  /** Every declared key as {@code key = value (origin)}, secrets masked. */
  public List<String> describe() {
    return declared.values().stream()
        .map(k -> (k.name() + " = " + shown(k, effective(k))).strip() + " (" + origin(k) + ")")
        .toList();
  }

  private String effective(Key key) {
    Key known = declared.putIfAbsent(key.name(), key);
    if (known != null && !known.equals(key)) {
      throw new IllegalStateException(key.name() + " is declared twice");
    }
    return sources.find(key).map(Sources.Found::text).orElse(key.fallback());
  }

  private String origin(Key key) {
    return sources.find(key).map(Sources.Found::origin).orElse("default");
  }

  private static String shown(Key key, String text) {
    if (key.secret() && !text.isEmpty()) {
      return Secret.MASK;
    }
    // a password may hold characters that a well-formed URL would not have there
    int at = text.lastIndexOf('@');
    return Redacted.text(
        at > 0 && text.lastIndexOf(':', at) >= 0 ? Secret.MASK + text.substring(at) : text);
  }
}
