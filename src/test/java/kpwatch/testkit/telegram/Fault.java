package kpwatch.testkit.telegram;

import java.time.Duration;
import java.util.Map;

/** What goes wrong with one request. "Stored" means that the request took effect. */
public final class Fault {
  enum Kind {
    ERROR,
    PAGE,
    RESET,
    HANG,
    SLOW,
    STORED_DROP,
    STORED_RESET,
    STORED_HANG,
    STORED_BROKEN_JSON,
    STORED_CUT,
    NONE
  }

  static final Fault NONE = new Fault(Kind.NONE, 0, "", Map.of(), Duration.ZERO);

  final Kind kind;
  final int code;
  final String description;
  final Map<String, Object> parameters;
  final Duration after;

  private Fault(
      Kind kind, int code, String description, Map<String, Object> parameters, Duration after) {
    this.kind = kind;
    this.code = code;
    this.description = description;
    this.parameters = Map.copyOf(parameters);
    this.after = after;
  }

  /** A refusal in JSON, nothing stored. */
  public static Fault error(int code, String description) {
    return error(code, description, Map.of());
  }

  /** With {@code parameters} such as {@code migrate_to_chat_id}. */
  public static Fault error(int code, String description, Map<String, Object> parameters) {
    return new Fault(Kind.ERROR, code, description, parameters, Duration.ZERO);
  }

  /** 429 for the chat of the request; sending there too early is a violation. */
  public static Fault tooMany(int seconds) {
    return error(429, "Too Many Requests: retry after " + seconds, Map.of("retry_after", seconds));
  }

  /** An HTML page of a proxy, such as 502; nothing stored. */
  public static Fault page(int status) {
    return new Fault(Kind.PAGE, status, "", Map.of(), Duration.ZERO);
  }

  /** The request is read and the connection reset; nothing stored. */
  public static Fault reset() {
    return of(Kind.RESET);
  }

  /** Silence until the server stops; nothing stored. */
  public static Fault hang() {
    return of(Kind.HANG);
  }

  /** All as usual, but late, in real time. */
  public static Fault slow(Duration by) {
    return new Fault(Kind.SLOW, 0, "", Map.of(), by);
  }

  /** Stored, then the connection is closed without an answer. */
  public static Fault storedThenDropped() {
    return of(Kind.STORED_DROP);
  }

  /**
   * Stored, then a TCP reset without an answer. On a kept-alive connection OkHttp sends such a
   * request again by itself unless {@code retryOnConnectionFailure} is off.
   */
  public static Fault storedThenReset() {
    return of(Kind.STORED_RESET);
  }

  /** Stored, then silence until the server stops. */
  public static Fault storedThenHangs() {
    return of(Kind.STORED_HANG);
  }

  /** Stored; the answer is whole HTTP around half a JSON. */
  public static Fault brokenJson() {
    return of(Kind.STORED_BROKEN_JSON);
  }

  /** Stored; the answer's body ends before its announced length. */
  public static Fault cutBody() {
    return of(Kind.STORED_CUT);
  }

  private static Fault of(Kind kind) {
    return new Fault(kind, 0, "", Map.of(), Duration.ZERO);
  }
}
