package kpwatch.rislive;

import java.time.Instant;
import java.util.List;
import kpwatch.observation.AsPath;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;

/** One frame of RIS Live, as far as it concerns us. */
sealed interface Frame {
  /**
   * A peer has told its collector about routes of interest; a prefix stands in one list only.
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

  /** A collector lost its session with a peer. */
  record Down(PeerId peer, Instant time) implements Frame {}

  /**
   * Anything else that shows that the other side is there: a pong, an acknowledgement, other
   * routes, or a type of message that is new to us.
   */
  record Alive() implements Frame {}

  /** The server complains, mostly before it closes. */
  record Complaint(String message) implements Frame {}

  /** No frame of RIS Live, or one without what such a frame must have. */
  record Malformed(String reason) implements Frame {}
}
