package kpwatch.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.assess.Assessment;
import kpwatch.incident.IncidentChange;
import kpwatch.incident.Jump;
import kpwatch.incident.Sample;
import kpwatch.incident.Transition;
import kpwatch.notify.Card;
import kpwatch.notify.Notification;
import kpwatch.notify.Recipient;
import kpwatch.observation.Observation;
import kpwatch.subscription.ChannelRef;

/**
 * What one round brought, to be stored in one transaction.
 *
 * @param observations as the sources gave them
 * @param missing those that the core found to show nothing
 * @param speech what is to be said, and where
 * @param jump the break in time before this round, if there was one
 */
public record Round(
    Instant at,
    WatchState state,
    List<Observation> observations,
    List<Observation.Missing> missing,
    List<Sample> samples,
    List<Transition> transitions,
    List<IncidentChange> changes,
    List<Assessment> assessments,
    Speech speech,
    Optional<Jump> jump) {

  /** What is to be said, and what is not. */
  public record Speech(
      List<Post> posts, List<Card> cards, List<Withheld> withheld, List<Unmuted> unmuted) {
    public static final Speech NONE = new Speech(List.of(), List.of(), List.of(), List.of());

    public Speech {
      posts = List.copyOf(posts);
      cards = List.copyOf(cards);
      withheld = List.copyOf(withheld);
      unmuted = List.copyOf(unmuted);
    }

    boolean isEmpty() {
      return equals(NONE);
    }
  }

  /** A notification with those who are to hear it. */
  public record Post(Notification notification, List<Recipient> recipients) {
    public Post {
      recipients = List.copyOf(recipients);
    }
  }

  /** Something that a muted channel did not hear. */
  public record Withheld(ChannelRef channel, String incident) {}

  /** A mute that is over; what was owed is among the posts. */
  public record Unmuted(ChannelRef channel, Instant until) {}

  public List<Post> posts() {
    return speech.posts();
  }
}
