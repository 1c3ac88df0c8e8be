package kpwatch.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.observation.Subject;

/**
 * How it goes since every lost route is back.
 *
 * @param first when the first of them came back, as an interval
 * @param last when the last of them was seen again
 * @param ragged whether one of them came back for a part of the peers only
 * @param hosts every voting address and name server
 */
public record Recovery(Change first, Instant last, boolean ragged, List<Revival> hosts) {
  public Recovery {
    hosts = List.copyOf(hosts);
  }

  /**
   * One address or name server after the return.
   *
   * @param first its first answer since the first route came back; what follows is counted from
   *     there, so that a late return is none
   * @param clean whether that came at the first attempt and in the usual time
   * @param probes how many, each with its second attempt where there was one
   * @param attempts how many in all
   * @param lost attempts without an answer
   * @param slow answers that took far longer than usual
   * @param struggled the first answer that showed, long after the return, that it struggles; stays
   */
  public record Revival(
      Subject subject,
      Optional<Instant> first,
      boolean clean,
      int probes,
      int attempts,
      int lost,
      int slow,
      Optional<Instant> struggled) {
    static Revival awaited(Subject subject, Optional<Instant> struggled) {
      return new Revival(subject, Optional.empty(), false, 0, 0, 0, 0, struggled);
    }

    Revival struggling(Optional<Instant> at) {
      return new Revival(subject, first, clean, probes, attempts, lost, slow, at);
    }
  }
}
