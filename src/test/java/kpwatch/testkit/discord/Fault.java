package kpwatch.testkit.discord;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** One way in which a request goes wrong. */
public final class Fault {
  /** What a fault can use: the limits of the request, what really would happen, and waiting. */
  interface Stage {
    /** Does what was asked. */
    Answer really();

    Answer limited(Scope scope, Duration time);

    /** Waits, but not beyond the end of the server. */
    void pause(Duration time);

    void pauseUntil(CountDownLatch latch);
  }

  /** How it plays. */
  interface Play {
    Answer on(Stage stage);
  }

  private final Play play;

  private Fault(Play play) {
    this.play = play;
  }

  Answer on(Stage stage) {
    return play.on(stage);
  }

  /** Nothing is done; an error in Discord's shape. */
  public static Fault error(int status, int code, String message) {
    return fixed(
        () -> Answer.json(status, Json.object().put("message", message).put("code", code)));
  }

  /** Nothing is done; a status with a page, as a proxy sends it: 500, 502, 503, 504. */
  public static Fault status(int status) {
    return fixed(
        () ->
            Answer.page(status, "<html><body><h1>" + status + "</h1></body></html>")
                .with("via", "1.1 google"));
  }

  /** Nothing is done; an answer as something on the way gives it, such as a captive portal. */
  public static Fault answer(int status, String type, String body) {
    return fixed(
        () ->
            Answer.page(status, body)
                .with("Content-Type", type)
                .with("Location", "http://127.0.0.1:1/login"));
  }

  /** Nothing is done; 429, and the window is closed for this route or for all. */
  public static Fault rateLimited(Scope scope, Duration time) {
    return new Fault(stage -> stage.limited(scope, time));
  }

  /** Nothing is done; Cloudflare's own 429: a page, no {@code via}. */
  public static Fault cloudflare(Duration retryAfter) {
    return fixed(
        () ->
            Answer.page(429, "<html><body>error code: 1015</body></html>")
                .with("Server", "cloudflare")
                .with("Retry-After", Long.toString(Limits.wholeSeconds(retryAfter))));
  }

  /** It is done, but the connection breaks before the answer. */
  public static Fault answerLost() {
    return new Fault(
        stage -> {
          stage.really();
          return Answer.dropped();
        });
  }

  /** Nothing is done; the connection breaks. */
  public static Fault dropped() {
    return fixed(Answer::dropped);
  }

  /** It is done at once and answered late. */
  public static Fault slow(Duration time) {
    return new Fault(
        stage -> {
          Answer answer = stage.really();
          stage.pause(time);
          return answer;
        });
  }

  /** It is done at once and answered when the latch is at zero. */
  public static Fault held(CountDownLatch release) {
    return new Fault(
        stage -> {
          Answer answer = stage.really();
          stage.pauseUntil(release);
          return answer;
        });
  }

  /** It is done; the answer is 200 and no JSON. */
  public static Fault garbage() {
    return new Fault(
        stage -> {
          stage.really();
          return Answer.page(200, "{\"id\":\"12, oops")
              .with("Content-Type", "application/json")
              .with("via", "1.1 google");
        });
  }

  private static Fault fixed(Supplier<Answer> answer) {
    return new Fault(stage -> answer.get());
  }
}
