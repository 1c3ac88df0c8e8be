package kpwatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kpwatch.incident.Scope;
import kpwatch.notify.Notification.Kind;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.Wishes.Detail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three sounding posts of an incident, six in a day; then silence that says why. */
class RungTest {
  private static final Instant NOW = Instant.parse("2026-03-02T03:00:00Z");
  private static final ChannelRef CHANNEL = new ChannelRef("chat", "a");
  private static final Recipient LOUD =
      new Recipient(CHANNEL, true, Optional.of("watchers"), Detail.FULL);

  @ParameterizedTest
  @CsvSource({
    "UPDATED, 0, 0, LOUD",
    "UPDATED, 1, 1, LOUD",
    "UPDATED, 2, 2, OF_INCIDENT",
    "CLOSED, 2, 2, LOUD",
    "CORRECTION, 2, 2, LOUD",
    "CLOSED, 3, 3, OF_INCIDENT",
    "OPENED, 0, 5, LOUD",
    "OPENED, 0, 6, OF_DAY",
    "CLOSED, 2, 6, OF_DAY",
  })
  void theCaps(Kind kind, int ofIncident, int ofDay, String heard) {
    Recipient to = capped(kind, ofIncident, ofDay, Duration.ofHours(23));

    assertThat(to.sounding()).isEqualTo(heard.equals("LOUD"));
    assertThat(to.mention().isPresent()).isEqualTo(heard.equals("LOUD"));
    assertThat(to.hush().map(Enum::name).orElse("LOUD")).isEqualTo(heard);
  }

  @Test
  void theDayPassesAndTheIncidentDoesNot() {
    assertThat(capped(Kind.OPENED, 0, 6, Duration.ofHours(24)).sounding()).isTrue();
    assertThat(capped(Kind.UPDATED, 2, 2, Duration.ofHours(99)).sounding()).isFalse();
  }

  @Test
  void whatIsSilentAnywayStaysAsItIs() {
    Recipient silent = Recipient.silent(CHANNEL, Detail.FULL);
    assertThat(Rung.capped(silent, news(Kind.UPDATED), rung(0, 9, Duration.ZERO).toList(), NOW))
        .isEqualTo(silent);
  }

  @Test
  void theSilenceIsExplained() {
    Recipient to = capped(Kind.UPDATED, 2, 2, Duration.ofHours(1));
    Delivery delivery =
        new Delivery(1, to, news(Kind.UPDATED), 0, NOW, Optional.empty(), Optional.empty());

    assertThat(delivery.message(NOW).plain())
        .endsWith("Sent without a sound: about one incident no more than 3 posts sound.");
  }

  private static Recipient capped(Kind kind, int ofIncident, int ofDay, Duration ago) {
    return Rung.capped(LOUD, news(kind), rung(ofIncident, ofDay, ago).toList(), NOW);
  }

  private static Stream<Rung> rung(int ofIncident, int ofDay, Duration ago) {
    return IntStream.range(0, ofDay)
        .mapToObj(
            i ->
                new Rung(
                    CHANNEL, Optional.of(i < ofIncident ? "KP-K7Q2" : "KP-" + i), NOW.minus(ago)));
  }

  private static Notification news(Kind kind) {
    return new Notification(
        "KP-K7Q2/9",
        NOW,
        Optional.of("KP-K7Q2"),
        Optional.of(Scope.NATIONAL),
        kind,
        true,
        Level.MAJOR,
        Message.note("news"));
  }
}
