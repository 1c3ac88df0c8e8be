package kpwatch.probe;

import kpwatch.observation.Answer;
import kpwatch.observation.Observation.Timing;

/**
 * How one question ended.
 *
 * @param status the HTTP status or DNS rcode; 0 where there was none
 * @param location where a redirect points; empty where there was none
 */
record Reply(Answer answer, int status, Timing timing, String location) {
  Reply(Answer answer, int status, Timing timing) {
    this(answer, status, timing, "");
  }

  /** A status that HTTP does not have is an illness of the service. */
  static Answer judge(int status) {
    return status >= 100 && status < 500 ? Answer.OK : Answer.HTTP_ERROR;
  }

  /** The answer and status of {@code later} with the timing of this, the address that was meant. */
  Reply endingAs(Reply later) {
    return new Reply(later.answer, later.status, timing, later.location);
  }
}
