package kpwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import kpwatch.files.NetworkFile;
import kpwatch.incident.Scope;
import kpwatch.incident.Thresholds;
import kpwatch.notify.Announcer;
import kpwatch.notify.Message;
import kpwatch.notify.Notification;
import kpwatch.notify.Recipient;
import kpwatch.notify.Wording;
import kpwatch.storage.Filled;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.Mute;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import org.junit.jupiter.api.Test;

class AudienceTest {
  private static final Instant NOW = Instant.parse("2026-03-02T03:00:00Z");

  private Audience audience = audience(Optional.empty());

  private static Audience audience(Optional<ChannelRef> operator) {
    return new Audience(
        new Announcer(
            new Wording(NetworkFile.read("kp"), Thresholds.DEFAULT, Duration.ofMinutes(2)),
            Thresholds.DEFAULT),
        Filled.state().tracks(),
        new TreeMap<>(),
        operator);
  }

  @Test
  void eachHearsWhatItsLevelAsksFor() {
    Round.Speech speech =
        speech(
            List.of(news("KP-A/1", Level.MAJOR), news("KP-B/1", Level.ALL)),
            wants("chat:major", Level.MAJOR),
            wants("chat:all", Level.ALL));

    assertThat(heard(speech, 0)).containsExactly("chat:major", "chat:all");
    assertThat(heard(speech, 1)).containsExactly("chat:all");
    assertThat(speech.withheld()).isEmpty();
    assertThat(speech.unmuted()).isEmpty();
  }

  @Test
  void eachHearsItAsItWishes() {
    Subscription subscription = wants("chat:a", Level.MAJOR);
    Notification news = news("KP-A/1", Level.MAJOR);

    Round.Speech speech = speech(List.of(news), subscription);

    assertThat(speech.posts())
        .containsExactly(new Round.Post(news, List.of(Recipient.of(subscription, news, NOW))));
  }

  @Test
  void whatNobodyHearsIsSaidAllTheSame() {
    Round.Speech speech = speech(List.of(news("KP-A/1", Level.ALL)), wants("chat:a", Level.MAJOR));

    assertThat(speech.posts()).hasSize(1);
    assertThat(heard(speech, 0)).isEmpty();
  }

  @Test
  void aMutedChannelHearsNothingAndTheIncidentIsNamed() {
    Round.Speech speech =
        speech(
            List.of(news("KP-A/1", Level.MAJOR), blind()),
            muted("chat:a", NOW.plusMillis(1)),
            wants("chat:b", Level.ALL));

    assertThat(heard(speech, 0)).containsExactly("chat:b");
    assertThat(heard(speech, 1)).containsExactly("chat:b");
    assertThat(speech.withheld())
        .containsExactly(
            new Round.Withheld(ChannelRef.parse("chat:a"), "KP-A"),
            new Round.Withheld(ChannelRef.parse("chat:a"), "blind/" + NOW));
    assertThat(speech.unmuted()).isEmpty();
  }

  @Test
  void aMutedChannelIsOwedNothingThatItWouldNotHaveHeard() {
    Subscription muted =
        wants("chat:a", Level.MAJOR).with(Optional.of(new Mute(NOW.plusMillis(1), List.of())));

    assertThat(speech(List.of(blind()), muted).withheld()).isEmpty();
  }

  @Test
  void atTheEndOfAMuteThePresentTruthIsTold() {
    Round.Speech speech = speech(List.of(), muted("chat:a", NOW, "KP-K7Q2"));

    assertThat(speech.unmuted())
        .containsExactly(new Round.Unmuted(ChannelRef.parse("chat:a"), NOW));
    assertThat(speech.posts()).hasSize(1);
    assertThat(heard(speech, 0)).containsExactly("chat:a");
    assertThat(speech.posts().get(0).recipients().get(0).sounding()).isFalse();
    assertThat(speech.posts().get(0).notification().text())
        .startsWith("The mute is over. Now: ◐ PARTIAL OUTAGE: North Korea, routes lost since")
        .contains("KP-K7Q2 is under way.");
  }

  @Test
  void aMuteThatHeldNothingBackEndsWithoutAWord() {
    Round.Speech speech = speech(List.of(), muted("chat:a", NOW));

    assertThat(speech.posts()).isEmpty();
    assertThat(speech.unmuted())
        .containsExactly(new Round.Unmuted(ChannelRef.parse("chat:a"), NOW));
  }

  @Test
  void whatIsNewAtTheEndOfAMuteIsHeardAsUsualAndBeforeTheTruth() {
    Round.Speech speech =
        speech(List.of(news("KP-A/2", Level.MAJOR)), muted("chat:a", NOW, "KP-A"));

    assertThat(speech.posts()).extracting(p -> p.notification().id()).hasSize(2);
    assertThat(heard(speech, 0)).containsExactly("chat:a");
    assertThat(heard(speech, 1)).containsExactly("chat:a");
    assertThat(speech.posts().get(0).notification().id()).isEqualTo("KP-A/2");
    assertThat(speech.withheld()).isEmpty();
  }

  @Test
  void aChannelThatIsGoneHearsNothing() {
    Standing gone = new Standing(Standing.State.GONE, "deleted", NOW);

    Round.Speech speech =
        speech(
            List.of(news("KP-A/1", Level.MAJOR)),
            wants("chat:a", Level.ALL).with(gone),
            muted("chat:b", NOW, "KP-A").with(gone),
            muted("chat:c", NOW.plusMillis(1)).with(gone));

    assertThat(speech.posts()).hasSize(1);
    assertThat(heard(speech, 0)).isEmpty();
    assertThat(speech.withheld()).isEmpty();
    assertThat(speech.unmuted()).isEmpty();
  }

  @Test
  void aPausedChannelIsQueued() {
    Standing paused = new Standing(Standing.State.PAUSED, "may not post", NOW);

    Round.Speech speech =
        speech(List.of(news("KP-A/1", Level.MAJOR)), wants("chat:a", Level.ALL).with(paused));

    assertThat(heard(speech, 0)).containsExactly("chat:a");
  }

  @Test
  void theOperatorHearsOfOurBlindnessOnceWhateverItAskedFor() {
    audience = audience(Optional.of(ChannelRef.parse("chat:operator")));
    assertThat(heard(speech(List.of(blind()), wants("chat:a", Level.MAJOR)), 0))
        .containsExactly("chat:operator");
    assertThat(heard(speech(List.of(blind()), wants("chat:operator", Level.ALL)), 0))
        .containsExactly("chat:operator");
    assertThat(heard(speech(List.of(blind()), wants("chat:operator", Level.MAJOR)), 0))
        .containsExactly("chat:operator");
    assertThat(heard(speech(List.of(blind()), muted("chat:operator", NOW.plusMillis(1))), 0))
        .isEmpty();
    assertThat(heard(speech(List.of(news("KP-A/1", Level.ALL))), 0)).isEmpty();
  }

  private Round.Speech speech(List<Notification> notifications, Subscription... all) {
    Rings rings = new Rings(new WatchBench.Kept(), notifications, NOW);
    return audience.speech(notifications, List.of(), List.of(all), rings, NOW);
  }

  private static List<String> heard(Round.Speech speech, int post) {
    return speech.posts().get(post).recipients().stream().map(r -> r.channel().toString()).toList();
  }

  private static Subscription wants(String channel, Level level) {
    return new Subscription(
        ChannelRef.parse(channel),
        "home",
        new Wishes(level, Optional.empty(), Wishes.Detail.FULL, Optional.empty()),
        Optional.empty(),
        Standing.active(NOW));
  }

  private static Subscription muted(String channel, Instant until, String... owed) {
    return wants(channel, Level.ALL).with(Optional.of(new Mute(until, List.of(owed))));
  }

  private static Notification news(String id, Level level) {
    return new Notification(
        id,
        NOW,
        Optional.of(id.substring(0, id.indexOf('/'))),
        Optional.of(Scope.NATIONAL),
        Notification.Kind.OPENED,
        true,
        level,
        Message.note(id));
  }

  private static Notification blind() {
    return new Notification(
        "blind/" + NOW,
        NOW,
        Optional.empty(),
        Optional.empty(),
        Notification.Kind.BLIND,
        false,
        Level.ALL,
        Message.note("? UNKNOWN"));
  }
}
