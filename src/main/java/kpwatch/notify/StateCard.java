package kpwatch.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kpwatch.assess.Assessment;
import kpwatch.incident.CountryState;
import kpwatch.incident.Incident;
import kpwatch.incident.Scope;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.notify.Message.Section;

/** How the country stands now, for whoever asks. */
final class StateCard {
  private final Network network;
  private final Times times;
  private final Phrases phrases;

  StateCard(Network network, Phrases phrases) {
    this.network = network;
    this.times = new Times(network);
    this.phrases = phrases;
  }

  /**
   * The state now, as a card: overall and since when, what is seen, what is under way and, in
   * short, why.
   */
  Message message(Tracks tracks, Optional<Assessment> assessment, Instant now) {
    Optional<Instant> onset = worse(tracks).map(Incident::onset);
    Seen seen = new Seen(network, tracks, onset.orElse(Instant.MIN));
    List<String> standing = new ArrayList<>();
    tracks
        .open()
        .forEach(
            i ->
                standing.add(
                    i.code()
                        + ": "
                        + i.scope().map(Wording::title).orElse("over, the end is being watched")
                        + ". "
                        + phrases.began(i)));
    String data =
        seen.lastLook()
            .map(at -> "route data " + times.clock(at) + ", " + Times.ago(at, now))
            .orElse("no route data yet");
    return new Message(
        Phrases.status(tracks.country()),
        overall(tracks, now),
        List.of(
            new Section("Seen", seen.lines()),
            new Section("Under way", standing),
            new Section("Assessment", assessment.map(Cause::outline).orElse(List.of()))),
        seen.brief() + " · " + data,
        Optional.of(worse(tracks).map(Phrases::latest).orElse(tracks.countrySince())));
  }

  /** What is worse than the usual, while we can tell. */
  private static Optional<Incident> worse(Tracks tracks) {
    return weighing(tracks)
        .filter(i -> tracks.country() != CountryState.UNKNOWN)
        .filter(i -> i.scope().filter(s -> s != Scope.UPSTREAM && s != Scope.HIJACK).isPresent());
  }

  /** The worst of what holds now. */
  private static Optional<Incident> weighing(Tracks tracks) {
    return tracks.open().stream()
        .filter(i -> i.scope().isPresent())
        .max(Comparator.comparing(i -> i.scope().orElse(i.widest())));
  }

  private String overall(Tracks tracks, Instant now) {
    if (tracks.country() == CountryState.UNKNOWN) {
      return Phrases.mark(tracks)
          + " · "
          + network.name()
          + " since "
          + times.when(tracks.countrySince(), now);
    }
    Optional<Incident> incident = worse(tracks);
    if (incident.isPresent() && tracks.country() == CountryState.UNSTABLE) {
      return Phrases.mark(tracks)
          + ": "
          + network.name()
          + ", "
          + phrases.coming(incident.get(), tracks);
    }
    if (incident.isPresent()) {
      Scope scope = incident.get().scope().orElse(incident.get().widest());
      return phrases.head(scope, incident.get(), tracks, now);
    }
    boolean young = tracks.countrySince().isBefore(tracks.started().plus(Duration.ofHours(1)));
    String absent = phrases.absent(tracks).map(a -> "; no route seen through the " + a).orElse("");
    return Phrases.mark(tracks)
        + ": "
        + network.name()
        + (young ? " since we first looked, " : " since ")
        + times.when(tracks.countrySince(), now)
        + absent;
  }
}
