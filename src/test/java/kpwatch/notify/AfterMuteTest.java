package kpwatch.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.files.NetworkFile;
import kpwatch.incident.Thresholds;
import kpwatch.storage.Filled;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.Mute;
import org.junit.jupiter.api.Test;

/** What a channel reads when its mute is over. */
class AfterMuteTest {
  private static final Instant NOW = Instant.parse("2026-03-02T04:00:00Z");
  private static final ChannelRef CHANNEL = new ChannelRef("chat", "a");

  private final Announcer announcer =
      new Announcer(
          new Wording(NetworkFile.read("kp"), Thresholds.DEFAULT, Duration.ofMinutes(2)),
          Thresholds.DEFAULT);

  @Test
  void itIsThePresentStateWithWhatHappenedMeanwhile() {
    Message message = told("KP-AAAA", "KP-K7Q2").message();

    assertThat(message.headline())
        .startsWith("The mute is over. Now: ◐ PARTIAL OUTAGE: North Korea, routes lost since");
    assertThat(message.sections().get(0))
        .isEqualTo(
            new Message.Section(
                "While this channel was muted",
                List.of("KP-AAAA has ended; /incident tells when.", "KP-K7Q2 is under way.")));
    assertThat(message.plain()).contains("Routes: ");
  }

  @Test
  void ourOwnBlindnessIsNoIncident() {
    Message message =
        told("blind/2026-03-02T03:32:00Z", "KP-K7Q2", "seeing/2026-03-02T03:52:00Z").message();

    assertThat(message.sections().get(0).lines())
        .containsExactly("For a time we could not see.", "KP-K7Q2 is under way.");
  }

  @Test
  void itMakesNoSoundAndIsHeardAtEveryLevel() {
    Notification notification = told("KP-K7Q2");

    assertThat(notification.sounding()).isFalse();
    assertThat(notification.level()).isEqualTo(Level.MAJOR);
    assertThat(notification.at()).isEqualTo(NOW);
  }

  @Test
  void eachMuteEndsOnce() {
    Mute mute = new Mute(NOW, List.of("KP-K7Q2"));
    Notification again =
        announcer.afterMute(
            CHANNEL, mute, Filled.state().tracks(), Optional.empty(), NOW.plusSeconds(9));

    assertThat(again.id()).isEqualTo(told("KP-K7Q2").id());
  }

  private Notification told(String... owed) {
    return announcer.afterMute(
        CHANNEL, new Mute(NOW, List.of(owed)), Filled.state().tracks(), Optional.empty(), NOW);
  }
}
