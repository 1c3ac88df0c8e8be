package kpwatch.testkit.telegram;

import java.util.Map;

/**
 * A call that the Bot API refuses.
 *
 * <p>A defect is a refusal that no well-behaved bot gets, such as a text that is too long; the
 * judge notes it as a violation. All others are the world's doing.
 */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int code;
  private final transient Map<String, Object> parameters;
  private final boolean defect;

  private Refusal(int code, String description, Map<String, Object> parameters, boolean defect) {
    super(description, null, false, false);
    this.code = code;
    this.parameters = Map.copyOf(parameters);
    this.defect = defect;
  }

  static Refusal of(int code, String description) {
    return new Refusal(code, description, Map.of(), false);
  }

  static Refusal of(int code, String description, Map<String, Object> parameters) {
    return new Refusal(code, description, parameters, false);
  }

  static Refusal bad(String what) {
    return of(400, "Bad Request: " + what);
  }

  static Refusal forbidden(String what) {
    return of(403, "Forbidden: " + what);
  }

  static Refusal defect(String what) {
    return new Refusal(400, "Bad Request: " + what, Map.of(), true);
  }

  int code() {
    return code;
  }

  String description() {
    return String.valueOf(getMessage());
  }

  Map<String, Object> parameters() {
    return parameters;
  }

  boolean isDefect() {
    return defect;
  }
}
