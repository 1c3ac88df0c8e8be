package kpwatch.files;

import kpwatch.observation.Answer;

/**
 * What comes back from a host.
 *
 * @param answer as it would be seen at a web site
 * @param status the HTTP status; 0 where there is none
 */
public record HostAnswer(Answer answer, int status) {
  static final String WORDS =
      "ok, timeout, refused, reset, nxdomain, servfail, tls-error, http-NNN with a status from 100"
          + " to 599";

  static final HostAnswer SILENCE = new HostAnswer(Answer.TIMEOUT, 0);

  /** Reads the word of a scenario; throws {@link IllegalArgumentException} on any other. */
  static HostAnswer parse(String word) {
    return switch (word) {
      case "ok" -> new HostAnswer(Answer.OK, 200);
      case "timeout" -> SILENCE;
      case "refused" -> new HostAnswer(Answer.REFUSED, 0);
      case "reset" -> new HostAnswer(Answer.RESET, 0);
      case "nxdomain" -> new HostAnswer(Answer.NXDOMAIN, 0);
      case "servfail" -> new HostAnswer(Answer.SERVFAIL, 0);
      case "tls-error" -> new HostAnswer(Answer.TLS_ERROR, 0);
      default -> http(word);
    };
  }

  private static HostAnswer http(String word) {
    if (!word.matches("http-[1-5]\\d\\d")) {
      throw new IllegalArgumentException("not an answer: " + word);
    }
    int status = Integer.parseInt(word.substring("http-".length()));
    return new HostAnswer(status >= 500 ? Answer.HTTP_ERROR : Answer.OK, status);
  }
}
