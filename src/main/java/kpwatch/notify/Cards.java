package kpwatch.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kpwatch.assess.Assessment;
import kpwatch.incident.Incident;
import kpwatch.incident.IncidentChange;
import kpwatch.incident.Tracks;
import kpwatch.notify.Message.Section;

/** Keeps the living message of each incident: a fold. */
public final class Cards {
  private final Wording wording;

  public Cards(Wording wording) {
    this.wording = wording;
  }

  /**
   * @param cards of the open incidents, by code
   * @param changed those that read otherwise than before, those of closed incidents among them
   */
  public record Kept(SortedMap<String, Card> cards, List<Card> changed) {}

  /**
   * One step.
   *
   * @param notifications of this step: an end is on the card in the words in which it is told
   * @param told what has been said; an incident of which nothing was said has no card
   */
  public Kept keep(
      SortedMap<String, Card> before,
      List<IncidentChange> changes,
      List<Notification> notifications,
      SortedMap<String, Assessment> assessments,
      SortedMap<String, Told> told,
      Tracks tracks,
      Instant now) {
    SortedMap<String, Card> cards = new TreeMap<>();
    List<Card> changed = new ArrayList<>();
    for (Incident incident : tracks.open()) {
      Assessment assessment = assessments.get(incident.code());
      Told so = told.get(incident.code());
      if (assessment != null && so != null) {
        Optional<Card> old = Optional.ofNullable(before.get(incident.code()));
        Message message = wording.card(incident, assessment, tracks, so.updates(), now);
        Card card = card(old, incident, message, stand(incident, assessment, tracks), now);
        cards.put(card.incident(), card);
        if (old.filter(card::equals).isEmpty()) {
          changed.add(card);
        }
      }
    }
    for (IncidentChange change : changes) {
      if (change.incident().closed()) {
        Optional<Card> old = Optional.ofNullable(before.get(change.incident().code()));
        ended(change.incident(), old, notifications, now).ifPresent(changed::add);
      }
    }
    return new Kept(cards, changed);
  }

  private static Card card(
      Optional<Card> old, Incident incident, Message message, String stand, Instant now) {
    if (old.filter(c -> words(c.message()).equals(words(message))).isPresent()) {
      return old.get();
    }
    Instant material = old.filter(c -> c.stand().equals(stand)).map(Card::material).orElse(now);
    return new Card(incident.code(), after(old, now), material, stand, false, message);
  }

  /** What is shown is compared by this time in milliseconds: no two changes have the same. */
  private static Instant after(Optional<Card> old, Instant now) {
    return old.map(c -> c.changed().plusMillis(1)).filter(now::isBefore).orElse(now);
  }

  /** Everything but the foot, which has a time of its own. */
  private static Message words(Message message) {
    return new Message(
        message.status(), message.headline(), message.sections(), "", message.since());
  }

  private static Optional<Card> ended(
      Incident incident, Optional<Card> old, List<Notification> notifications, Instant now) {
    return notifications.stream()
        .filter(n -> n.incident().equals(Optional.of(incident.code())))
        .map(n -> new Card(incident.code(), after(old, now), now, "ended", true, last(n, old)))
        .findFirst();
  }

  /** What is taken back stays to be read, struck through. */
  private static Message last(Notification end, Optional<Card> old) {
    Message message = end.message();
    if (end.kind() != Notification.Kind.CORRECTION || old.isEmpty()) {
      return message;
    }
    Message said = old.get().message();
    List<Section> sections = new ArrayList<>(message.sections());
    sections.add(new Section("What was said", List.of(said.headline()), true));
    said.sections().stream()
        .map(s -> new Section(s.title(), s.lines(), true))
        .forEach(sections::add);
    return new Message(
        message.status(), message.headline(), sections, message.foot(), message.since());
  }

  private static String stand(Incident incident, Assessment assessment, Tracks tracks) {
    Stream<String> parts =
        Stream.of(
                Stream.of(
                    incident.scope().map(s -> s.word()).orElse("none"),
                    assessment.verdict().word(),
                    assessment.confidence().word()),
                tracks.prefixes().values().stream().map(p -> p.state().word()),
                tracks.lines().values().stream().map(l -> l.state().word()))
            .flatMap(s -> s);
    return parts.collect(Collectors.joining(" "));
  }
}
