package kpwatch.discord;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.incident.Scope;
import kpwatch.notify.Card;
import kpwatch.notify.Message;
import kpwatch.notify.Notification;
import kpwatch.notify.Recipient;
import kpwatch.subscription.Level;
import kpwatch.subscription.Wishes.Detail;
import kpwatch.testkit.discord.FakeChannel;

/** What there is to say in these tests. */
final class News {
  private News() {}

  /** Update {@code number} of an incident, in the words of an outage. */
  static Notification outage(String code, int number, Instant at) {
    return of(code, number, at, number == 1 ? Notification.Kind.OPENED : Notification.Kind.UPDATED);
  }

  static Notification ended(String code, int number, Instant at) {
    return of(code, number, at, Notification.Kind.CLOSED);
  }

  static Notification of(String code, int number, Instant at, Notification.Kind kind) {
    return saying(code + "/" + number, Optional.of(code), at, kind, message(code, number, at));
  }

  static Notification saying(
      String id, Optional<String> incident, Instant at, Notification.Kind kind, Message message) {
    return new Notification(
        id, at, incident, Optional.of(Scope.NATIONAL), kind, true, Level.MAJOR, message);
  }

  static Message message(String code, int number, Instant at) {
    return new Message(
        Message.Status.OUTAGE,
        "○ OUTAGE: North Korea unreachable since about 12:00 UTC (21:00 Pyongyang)",
        List.of(
            Message.Section.of("All 4 prefixes of AS131279 left the routing table.", "Second."),
            new Message.Section("Seen", List.of("[x] Routes: 0 of 4", "[x] Sites: 0 of 23")),
            new Message.Section("Assessment", List.of("An inside fault is likely.", "More."))),
        code + " · update " + number + " · data 12:00 UTC",
        Optional.of(at));
  }

  static Card card(String code, Instant changed, Instant material, boolean ended, String fact) {
    return new Card(
        code,
        changed,
        material,
        "national",
        ended,
        new Message(
            ended ? Message.Status.NORMAL : Message.Status.OUTAGE,
            ended ? "● ENDED: reachable again" : "○ OUTAGE: unreachable",
            List.of(Message.Section.of(fact)),
            code + " · update 1",
            Optional.of(changed)));
  }

  /** Rings there, calls nobody, in full. */
  static Recipient loud(FakeChannel channel) {
    return new Recipient(Scene.ref(channel), true, Optional.empty(), Detail.FULL);
  }
}
