package kpwatch.config;

import java.util.Locale;

/**
 * One setting that may be set, as its owner declares it.
 *
 * @param name lower case, parts joined by {@code .} and {@code -}: {@code ris-live.url}
 * @param fallback the text that holds while nothing is set; empty where absence has a meaning
 * @param explanation one line for the example file
 * @param allowed which values are legal, to complete the sentence "allowed: …"
 * @param secret whether its value is masked in every output
 */
public record Key(
    String name, String fallback, String explanation, String allowed, boolean secret) {
  public Key {
    if (!name.matches("^[a-z]++(-[a-z]++)*+(\\.[a-z]++(-[a-z]++)*+)++")) {
      throw new IllegalArgumentException("not the name of a setting: " + name);
    }
    if (explanation.isBlank() || allowed.isBlank() || (explanation + allowed).contains("\n")) {
      throw new IllegalArgumentException(name + " needs one line of explanation and of values");
    }
  }

  public static Key of(String name, String fallback, String explanation, String allowed) {
    return new Key(name, fallback, explanation, allowed, false);
  }

  /** A key whose value is masked everywhere; it has no default. */
  public static Key secret(String name, String explanation, String allowed) {
    return new Key(name, "", explanation, allowed, true);
  }

  /** Its environment variable: {@code RIS_LIVE_URL} for {@code ris-live.url}. */
  public String variable() {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
