package kpwatch.rislive;

import java.time.Instant;
import java.util.List;
import kpwatch.observation.AsPath;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;

/** One frame of RIS Live, as far as it concerns us. */
sealed interface Frame {
  /**
   * A peer has told its collector about routes of interest; a prefix stands in one list or in both
   * (then the announcement holds, since withdrawals come first in a BGP update).
   *
   * @param path of all that is announced
   * @param blackholed whether it bears the community 65535:666 (RFC 7999)
   */
  record Update(
      PeerId peer,
      Instant time,
      AsPath path,
      boolean blackholed,
      List<Prefix> announced,
      List<Prefix> withdrawn)
      implements Frame {
    public Update {
      announced = List.copyOf(announced);
      withdrawn = List.copyOf(withdrawn);
    }
  }

  /** A collector lost its session with a peer, or has it again. */
  record Session(PeerId peer, Instant time, boolean up) implements Frame {}

  /** Anything that shows that the other side is there: a pong, an acknowledgement, other routes. */
  record Alive() implements Frame {}

  /** The server complains, mostly before it closes. */
  record Complaint(String message) implements Frame {}

  /** Not a frame of RIS Live as we know them. */
  record Malformed(String reason) implements Frame {}
}
