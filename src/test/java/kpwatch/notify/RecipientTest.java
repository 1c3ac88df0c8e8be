package kpwatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import kpwatch.incident.Scope;
import kpwatch.notify.Notification.Kind;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.QuietHours;
import kpwatch.subscription.Severity;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import kpwatch.subscription.Wishes.Detail;
import kpwatch.subscription.Wishes.Mention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RecipientTest {
  private static final Instant NOW = Instant.parse("2026-03-02T03:00:00Z");
  private static final ChannelRef CHANNEL = new ChannelRef("chat", "a");
  private static final QuietHours NIGHT =
      new QuietHours(LocalTime.of(2, 0), LocalTime.of(4, 0), ZoneOffset.UTC);

  @Test
  void anAlertRingsAndCallsWhoAskedForIt() {
    assertThat(heard(wishes(Severity.OUTAGE), news(Kind.OPENED, true, Scope.NATIONAL)))
        .isEqualTo(new Recipient(CHANNEL, true, Optional.of("watchers"), Detail.SHORT));
  }

  @Test
  void quietHoursTakeSoundAndMentionAway() {
    Wishes quiet =
        new Wishes(
            Level.ALL,
            Optional.of(new Mention("watchers", Severity.DEGRADED)),
            Detail.FULL,
            Optional.of(NIGHT));

    assertThat(heard(quiet, news(Kind.OPENED, true, Scope.NATIONAL)))
        .isEqualTo(new Recipient(CHANNEL, false, Optional.empty(), Detail.FULL));
    assertThat(
            Recipient.of(
                subscription(quiet),
                news(Kind.OPENED, true, Scope.NATIONAL),
                Instant.parse("2026-03-02T04:00:00Z")))
        .as("after their end")
        .isEqualTo(new Recipient(CHANNEL, true, Optional.of("watchers"), Detail.FULL));
  }

  @Test
  void theEndRingsButCallsNobody() {
    assertThat(heard(wishes(Severity.DEGRADED), news(Kind.CLOSED, true, Scope.NATIONAL)))
        .isEqualTo(new Recipient(CHANNEL, true, Optional.empty(), Detail.SHORT));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatDoesNotRingCallsNobody(Kind kind) {
    assertThat(heard(wishes(Severity.DEGRADED), news(kind, false, Scope.NATIONAL)))
        .isEqualTo(new Recipient(CHANNEL, false, Optional.empty(), Detail.SHORT));
  }

  @ParameterizedTest
  @CsvSource({
    "OUTAGE, NATIONAL, true",
    "OUTAGE, PARTIAL, false",
    "PARTIAL, PARTIAL, true",
    "DEGRADED, PARTIAL, true",
    "PARTIAL, UPSTREAM, false",
  })
  void onlyWhatIsBadEnoughCalls(Severity from, Scope scope, boolean calls) {
    assertThat(heard(wishes(from), news(Kind.UPDATED, true, scope)).mention().isPresent())
        .isEqualTo(calls);
  }

  @Test
  void strugglingServersRingOnlyForWhoAskedToBeCalledForThem() {
    Notification opened = news(Kind.OPENED, false, Scope.DEGRADED);

    assertThat(heard(wishes(Severity.DEGRADED), opened))
        .isEqualTo(new Recipient(CHANNEL, true, Optional.of("watchers"), Detail.SHORT));
    assertThat(heard(wishes(Severity.PARTIAL), opened).sounding()).isFalse();
    assertThat(heard(wishes(Severity.DEGRADED), news(Kind.UPDATED, false, Scope.DEGRADED)))
        .isEqualTo(new Recipient(CHANNEL, false, Optional.empty(), Detail.SHORT));
  }

  @Test
  void whatBelongsToNoIncidentCallsNobody() {
    Notification news =
        new Notification(
            "news",
            NOW,
            Optional.empty(),
            Optional.empty(),
            Kind.NEWS,
            true,
            Level.MAJOR,
            Message.note("news"));

    assertThat(heard(wishes(Severity.DEGRADED), news).mention()).isEmpty();
  }

  @Test
  void nobodyIsCalledWhereNobodyAskedForIt() {
    assertThat(heard(Wishes.USUAL, news(Kind.OPENED, true, Scope.NATIONAL)).mention()).isEmpty();
  }

  private static Recipient heard(Wishes wishes, Notification notification) {
    return Recipient.of(subscription(wishes), notification, NOW);
  }

  private static Subscription subscription(Wishes wishes) {
    return new Subscription(CHANNEL, "home", wishes, Optional.empty(), Standing.active(NOW));
  }

  private static Wishes wishes(Severity from) {
    return new Wishes(
        Level.ALL, Optional.of(new Mention("watchers", from)), Detail.SHORT, Optional.empty());
  }

  private static Notification news(Kind kind, boolean sounding, Scope scope) {
    return new Notification(
        "KP-K7Q2/1",
        NOW,
        Optional.of("KP-K7Q2"),
        Optional.of(scope),
        kind,
        sounding,
        Level.MAJOR,
        Message.note("news"));
  }
}
