package kpwatch.telegram;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.incident.Scope;
import kpwatch.notify.Card;
import kpwatch.notify.Message;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Notification;
import kpwatch.notify.Notification.Kind;
import kpwatch.subscription.Level;

/** What is said in tests, about one incident. */
final class News {
  static final String CODE = "KP-K7Q2";

  private News() {}

  static Notification opened(Instant at) {
    return of(1, at, Kind.OPENED, true);
  }

  /** Nothing new enough to ring. */
  static Notification updated(int update, Instant at) {
    return of(update, at, Kind.UPDATED, false);
  }

  static Notification closed(int update, Instant at) {
    return of(update, at, Kind.CLOSED, true);
  }

  static Notification of(int update, Instant at, Kind kind, boolean sounding) {
    return with(update, at, kind, sounding, message(kind + " " + update, update, at));
  }

  /** About an incident that is told of once. */
  static Notification ofItsOwn(int number, Instant at, Kind kind) {
    Notification one = of(number, at, kind, true);
    String code = CODE + "-" + number;
    return new Notification(
        code + "/1", at, Optional.of(code), one.scope(), kind, true, one.level(), one.message());
  }

  static Notification with(int update, Instant at, Kind kind, boolean sounding, Message message) {
    return new Notification(
        CODE + "/" + update,
        at,
        Optional.of(CODE),
        Optional.of(Scope.NATIONAL),
        kind,
        sounding,
        Level.MAJOR,
        message);
  }

  static Message message(String headline, int update, Instant at) {
    return new Message(
        Message.Status.OUTAGE,
        headline,
        List.of(
            Section.of("All 4 prefixes left the routing table."),
            new Section("Assessment", List.of("A fault inside is likely.", "Confidence is low."))),
        CODE + " · update " + update + " · data 04:14 UTC",
        Optional.of(at));
  }

  static Card card(String headline, Instant changed, boolean ended) {
    return new Card(CODE, changed, changed, headline, ended, message(headline, 9, changed));
  }
}
