package kpwatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.incident.Scope;
import kpwatch.notify.Merging.Merged;
import kpwatch.notify.Message.Section;
import kpwatch.notify.Notification.Kind;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.Wishes.Detail;
import org.junit.jupiter.api.Test;

/** What was overtaken before it could be sent becomes one truthful message. */
class MergingTest {
  private static final Instant START = Instant.parse("2026-03-02T03:00:00Z");
  private static final String CODE = "KP-K7Q2";
  private static final Optional<Card> NONE = Optional.empty();

  private static final Card STANDING =
      new Card(CODE, at(40), at(40), "national", false, Message.note("as it reads at 03:40"));

  @Test
  void anOutageThatBeganAndEndedUnheardIsOneMessageWithBothTimes() {
    Merged merged =
        merged(untold(1, Kind.OPENED, 0), untold(2, Kind.UPDATED, 9), untold(3, Kind.CLOSED, 90));

    assertThat(merged.carrier().number()).isEqualTo(3);
    assertThat(merged.carried()).extracting(Delivery::number).containsExactly(1L, 2L);
    assertThat(merged.carrier().message(at(90)).plain())
        .isEqualTo(
            """
            Delayed notice. closed at 90

            Not sent at its time
              2026-03-02 03:00 UTC: opened at 0
              2026-03-02 03:09 UTC: updated at 9""");
  }

  @Test
  void aFirstWordTellsHowThingsStandByNow() {
    Merged merged =
        Merging.of(
                List.of(untold(1, Kind.OPENED, 0), untold(2, Kind.UPDATED, 30)),
                Optional.of(STANDING),
                at(41))
            .orElseThrow();

    assertThat(merged.carrier().number()).isEqualTo(1);
    assertThat(merged.carrier().words().headline())
        .isEqualTo("Delayed notice. as it reads at 03:40");
    assertThat(lines(merged)).containsExactly("2026-03-02 03:30 UTC: updated at 30");
  }

  @Test
  void ofSeveralUpdatesTheNewestSpeaks() {
    Merged merged = merged(told(2, Kind.UPDATED, 0), told(3, Kind.UNSTABLE, 1));

    assertThat(merged.carrier().number()).isEqualTo(3);
    assertThat(merged.carrier().words().headline()).isEqualTo("unstable at 89");
    assertThat(merged.carrier().words().sections())
        .extracting(Section::title)
        .contains("Told with it");
  }

  @Test
  void aCorrectionIsNotOvertaken() {
    Merged merged = merged(told(2, Kind.CORRECTION, 0), told(3, Kind.UPDATED, 1));

    assertThat(merged.carrier().number()).isEqualTo(2);
    assertThat(lines(merged)).containsExactly("2026-03-02 04:29 UTC: updated at 89");
  }

  /** How things stand by now does not say that something else was said before. */
  @Test
  void aCorrectionThatWasOvertakenKeepsItsWords() {
    Merged merged =
        Merging.of(
                List.of(told(2, Kind.CORRECTION, 0), told(3, Kind.UPDATED, 1)),
                Optional.of(STANDING),
                at(91))
            .orElseThrow();

    assertThat(merged.carrier().words().headline()).isEqualTo("correction at 88");
  }

  @Test
  void whatIsAboutAnotherIncidentOrAboutNoneIsLeft() {
    Delivery other = delivery(2, Kind.OPENED, 1, Optional.of("KP-OTHR"), Optional.empty());
    Delivery news = delivery(3, Kind.NEWS, 2, Optional.empty(), Optional.empty());

    assertThat(Merging.of(List.of(untold(1, Kind.OPENED, 0), other, news), NONE, at(3))).isEmpty();
    assertThat(Merging.of(List.of(news, news), NONE, at(3))).isEmpty();

    Merged around = merged(untold(1, Kind.OPENED, 0), other, news, untold(4, Kind.CLOSED, 30));
    assertThat(around.carried()).extracting(Delivery::number).containsExactly(1L);
  }

  @Test
  void nothingIsTakenPastWhatTellsHowEverythingStood() {
    Delivery state = delivery(2, Kind.NEWS, 1, Optional.empty(), Optional.empty());
    Notification said = state.notification();
    Delivery truth =
        new Delivery(
            2,
            state.to(),
            new Notification(
                Notification.afterMute(state.channel(), at(1)),
                at(1),
                said.incident(),
                said.scope(),
                said.kind(),
                false,
                said.level(),
                said.message()),
            0,
            at(1),
            Optional.empty(),
            Optional.empty());

    assertThat(
            Merging.of(
                List.of(untold(1, Kind.OPENED, 0), truth, untold(3, Kind.CLOSED, 30)),
                NONE,
                at(31)))
        .isEmpty();
  }

  @Test
  void ourBlindnessAndItsEndAreOne() {
    Delivery blind = delivery(1, Kind.BLIND, 0, Optional.empty(), Optional.empty());
    Delivery seeing = delivery(2, Kind.SEEING, 50, Optional.empty(), Optional.empty());

    assertThat(merged(blind, seeing).carrier().words().headline())
        .isEqualTo("Delayed notice. seeing at 50");
  }

  @Test
  void oneInDoubtIsRepeatedAsItIsAndTakesNoOtherAlong() {
    Delivery doubted = untold(1, Kind.OPENED, 0).begun(at(1));
    Delivery end = untold(2, Kind.CLOSED, 90);

    assertThat(Merging.of(List.of(doubted, end), NONE, at(91))).isEmpty();
    assertThat(Merging.of(List.of(untold(1, Kind.OPENED, 0), end.begun(at(90))), NONE, at(91)))
        .isEmpty();
  }

  @Test
  void itIsAsLoudAsTheLoudestAndAnEndCallsNobody() {
    Delivery ringing = heard(untold(1, Kind.OPENED, 0), true, "watchers");
    Delivery silent = heard(untold(2, Kind.UPDATED, 1), false, null);

    assertThat(merged(ringing, silent).carrier().to().sounding()).isTrue();
    assertThat(merged(ringing, silent).carrier().to().mention()).contains("watchers");
    Recipient end = merged(ringing, heard(untold(3, Kind.CLOSED, 90), false, null)).carrier().to();
    assertThat(end.sounding()).isTrue();
    assertThat(end.mention()).isEmpty();
  }

  @Test
  void whatIsTooOldIsNotWorthSendingButABeginningOrAnEndAlwaysIs() {
    Instant later = START.plus(Duration.ofDays(30));
    assertThat(untold(1, Kind.UPDATED, 0).stale(START.plus(Duration.ofDays(1)))).isFalse();
    assertThat(untold(1, Kind.UPDATED, 0).stale(later)).isTrue();
    assertThat(untold(1, Kind.NEWS, 0).stale(later)).isTrue();
    for (Kind kind : List.of(Kind.OPENED, Kind.CLOSED, Kind.CORRECTION, Kind.BLIND, Kind.SEEING)) {
      assertThat(untold(1, kind, 0).stale(later)).as(kind.word()).isFalse();
    }
  }

  private static Merged merged(Delivery... waiting) {
    return Merging.of(List.of(waiting), NONE, at(91)).orElseThrow();
  }

  private static List<String> lines(Merged merged) {
    List<Section> sections = merged.carrier().words().sections();
    return sections.get(sections.size() - 1).lines();
  }

  private static Instant at(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }

  private static Delivery untold(long number, Kind kind, int minute) {
    return delivery(number, kind, minute, Optional.of(CODE), Optional.empty());
  }

  private static Delivery told(long number, Kind kind, int minute) {
    return delivery(number, kind, 88 + minute, Optional.of(CODE), Optional.of("17"));
  }

  private static Delivery delivery(
      long number, Kind kind, int minute, Optional<String> incident, Optional<String> replyTo) {
    Message message = Message.note(kind.word() + " at " + minute);
    Notification notification =
        new Notification(
            "n/" + number,
            at(minute),
            incident,
            Optional.of(Scope.NATIONAL),
            kind,
            true,
            Level.MAJOR,
            message);
    Recipient to = Recipient.silent(new ChannelRef("chat", "a"), Detail.FULL);
    return new Delivery(number, to, notification, 0, at(minute), Optional.empty(), replyTo);
  }

  private static Delivery heard(Delivery delivery, boolean sounding, String mention) {
    Recipient to =
        new Recipient(
            delivery.channel(), sounding, Optional.ofNullable(mention), delivery.to().detail());
    return new Delivery(
        delivery.number(),
        to,
        delivery.notification(),
        0,
        delivery.due(),
        Optional.empty(),
        delivery.replyTo());
  }
}
