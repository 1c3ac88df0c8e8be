package kpwatch.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where values come from: the environment, and behind it the file. Knows what nobody asked for. */
final class Sources {
  private static final int NEAR_KEY = 3;
  private static final int NEAR_VARIABLE = 2;

  private final SettingsFile file;
  private final Map<String, String> environment;

  Sources(SettingsFile file, Map<String, String> environment) {
    this.file = file;
    this.environment = new TreeMap<>(environment);
  }

  /** A text that is not empty, and where it was found. */
  record Found(String text, String origin) {}

  /** An empty value is the same as none, so that an empty variable does not hide the file's. */
  Optional<Found> find(Key key) {
    String variable = environment.getOrDefault(key.variable(), "").strip();
    if (!variable.isEmpty()) {
      return Optional.of(new Found(variable, "environment " + key.variable()));
    }
    return file.entries().stream()
        .filter(e -> e.key().equals(key.name()) && !e.value().isEmpty())
        .reduce((earlier, later) -> later)
        .map(e -> new Found(e.value(), e.origin()));
  }

  /** The keys of the file that are none of the declared ones. */
  Stream<Problem> unknown(Collection<String> declared) {
    Map<String, String> names = declared.stream().collect(Collectors.toMap(Sources::flat, n -> n));
    return file.entries().stream()
        .filter(e -> !declared.contains(e.key()))
        .map(
            e ->
                new Problem(
                    SettingsFile.shown(e.key()),
                    e.value().isEmpty() ? "" : Secret.MASK,
                    e.origin(),
                    NearMiss.of(flat(e.key()), names.keySet(), NEAR_KEY)
                        .map(near -> "unknown setting; did you mean " + names.get(near) + "?")
                        .orElse("unknown setting; bot-config.properties.example lists them all")));
  }

  /** Environment names close to one of ours; other programs may own them. No values. */
  Stream<String> misspelt(Collection<String> variables) {
    return environment.keySet().stream()
        .filter(name -> !variables.contains(name))
        .flatMap(
            name ->
                NearMiss.of(name.toUpperCase(Locale.ROOT), variables, NEAR_VARIABLE)
                    .map(near -> "environment " + name + " is not read; did you mean " + near + "?")
                    .stream())
        .map(Redacted::text);
  }

  private static String flat(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
  }
}
