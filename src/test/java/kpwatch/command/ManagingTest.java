package kpwatch.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.Notification;
import kpwatch.notify.Recipient;
import kpwatch.subscription.ChannelRef;
import kpwatch.subscription.Level;
import kpwatch.subscription.Mute;
import kpwatch.subscription.Severity;
import kpwatch.subscription.Standing;
import kpwatch.subscription.Standing.State;
import kpwatch.subscription.Subscription;
import kpwatch.subscription.Wishes;
import kpwatch.subscription.Wishes.Detail;
import kpwatch.subscription.Wishes.Mention;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What managers say about a channel that is subscribed. */
class ManagingTest {
  private static final Night NIGHT = Night.DURING;
  private static final Instant NOW = NIGHT.now;
  private static final Wishes CALLING =
      new Wishes(
          Level.MAJOR,
          Optional.of(new Mention("55", Severity.OUTAGE)),
          Detail.SHORT,
          Optional.empty());

  private final FakeSubscribers subscribers = new FakeSubscribers();

  @ParameterizedTest
  @ValueSource(strings = {"unsubscribe", "mute", "test", "subscriptions"})
  void whoMayNotIsToldWhatIsNeeded(String command) {
    subscribed();
    assertThat(ask(Night.place(false, true), command, "for", "8h"))
        .startsWith("Not done: /" + command + " needs Manage Channels in {channel:111}")
        .contains("A server manager can give it to you", "Nothing was changed.");
    assertThat(subscribers.writes).isZero();
  }

  @Test
  void unsubscribingKeepsTheSettings() {
    subscribed();

    assertThat(ask("unsubscribe"))
        .startsWith("Unsubscribed: nothing more is posted in {channel:111}")
        .contains("kept for 30 days", "/subscribe there brings them back");

    assertThat(subscribers.all())
        .extracting(Subscription::wishes, Subscription::standing)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(
                CALLING, new Standing(State.GONE, "unsubscribed", NOW)));
    assertThat(ask("unsubscribe")).startsWith("Unsubscribed already");
  }

  /** It needs no right of ours to stop posting. */
  @Test
  void unsubscribingWorksWhereWeMayNotPost() {
    subscribed();
    assertThat(ask(Night.place(true, false, "Send Messages"), "unsubscribe"))
        .startsWith("Unsubscribed: ");
  }

  @Test
  void unsubscribingWithForgetDeletesThem() {
    subscribed();

    assertThat(ask("unsubscribe", "forget", "true"))
        .startsWith("Unsubscribed: ")
        .contains("its settings are deleted", "To come back, /subscribe there.");

    assertThat(subscribers.all()).isEmpty();
  }

  /** A test may have been posted there. */
  @Test
  void whereNothingIsSubscribedForgettingDeletesWhatIsLeft() {
    assertThat(ask("unsubscribe", "forget", "true"))
        .startsWith("Not subscribed: nothing is posted in {channel:111}")
        .contains("what was left is deleted", "Nothing of this channel is left in the database.")
        .contains("Copies and logs that the operator of this bot made before are not changed.");
    assertThat(subscribers.writes).isOne();
  }

  @Test
  void whatIsNotSubscribedIsSaidSo() {
    assertThat(ask("unsubscribe")).startsWith("Not subscribed: nothing is posted in {channel:111}");
    assertThat(ask("mute", "for", "8h")).startsWith("Not subscribed: ");
    assertThat(ask("subscriptions")).startsWith("No channel here is subscribed");
    assertThat(subscribers.writes).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "8h, PT8H",
    "30 min, PT30M",
    "5m, PT5M",
    "90 Minutes, PT1H30M",
    "1 d 12 h, PT36H",
    "1h30m, PT1H30M",
    "7 days, P7D",
    "1w, P7D"
  })
  void aMuteLastsAsLongAsSaid(String typed, Duration length) {
    subscribed();

    String text = ask("mute", "for", typed);

    assertThat(subscribers.all().get(0).mute()).contains(new Mute(NOW.plus(length), List.of()));
    assertThat(text)
        .startsWith("Muted: nothing is posted in {channel:111} until 2025-06-")
        .contains(
            "Pyongyang", "If something was missed by then, one message tells how things stand.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4 min",
        "8 d",
        "8",
        "",
        "soon",
        "-5h",
        "5 h later",
        "99999999999 d",
        "5 month",
        "h"
      })
  void whatIsNoTimeToMuteForChangesNothing(String typed) {
    subscribed();
    assertThat(ask("mute", "for", typed))
        .startsWith("Not done: ")
        .contains("From 5 min to 7 d", "Nothing was changed.");
    assertThat(subscribers.writes).isZero();
  }

  @Test
  void aLongerMuteKeepsWhatIsOwed() {
    subscribed(new Mute(NOW.plusSeconds(60), List.of("KP-AAAA")));

    ask("mute", "for", "8h");

    assertThat(subscribers.all().get(0).mute())
        .contains(new Mute(NOW.plus(Duration.ofHours(8)), List.of("KP-AAAA")));
  }

  @Test
  void offEndsAMuteNowAndLeavesWhatIsOwedToTheWatch() {
    subscribed(new Mute(NOW.plusSeconds(60), List.of("KP-AAAA")));

    assertThat(ask("mute", "for", "OFF"))
        .startsWith("The mute is over: posts arrive in {channel:111} again")
        .contains("One message follows there", "1 thing was held back");

    assertThat(subscribers.all().get(0).mute()).contains(new Mute(NOW, List.of("KP-AAAA")));
    assertThat(ask("mute", "for", "off")).startsWith("Not muted: posts arrive in {channel:111}");
  }

  @Test
  void aTestIsSaidSilentlyAndChangesNoSubscription() {
    subscribed();
    List<Subscription> before = subscribers.all();

    assertThat(ask("test"))
        .startsWith("A test is on its way to {channel:111}")
        .contains("It arrives silently and calls nobody.");

    assertThat(subscribers.all()).isEqualTo(before);
    Notification sample = subscribers.said.get(0);
    assertThat(sample.text()).startsWith("TEST, not an event. ").contains("This is a sample");
    assertThat(sample.message().foot()).startsWith("TEST · KP-0000");
    assertThat(sample.kind()).isEqualTo(Notification.Kind.NEWS);
    assertThat(sample.incident()).isEmpty();
    assertThat(sample.sounding()).isFalse();
    assertThat(subscribers.heard).containsExactly(Recipient.silent(Night.HERE, Detail.SHORT));
  }

  @Test
  void aTestCallsTheRoleOnlyIfAsked() {
    subscribed();

    assertThat(ask("test", "mention", "true")).contains("It calls your role, with sound.");

    assertThat(subscribers.heard)
        .containsExactly(new Recipient(Night.HERE, true, Optional.of("55"), Detail.SHORT));
    assertThat(subscribers.said.get(0).sounding()).isTrue();
  }

  @Test
  void aTestWithoutASubscriptionSaysThatAlertsDoNotComeYet() {
    assertThat(ask("test", "mention", "true"))
        .startsWith("A test is on its way")
        .contains("No role is set there", "The channel is not subscribed");
    assertThat(subscribers.said).hasSize(1);
    assertThat(subscribers.all()).isEmpty();
  }

  @Test
  void aTestToAMutedChannelComes() {
    subscribed(new Mute(NOW.plusSeconds(3600), List.of()));
    assertThat(ask("test")).contains("the test comes, real alerts do not");
    assertThat(subscribers.said).hasSize(1);
  }

  /** What is due in a paused channel waits, so a test would come when nobody expects it. */
  @Test
  void aTestToAPausedChannelIsNotPromised() {
    subscribed();
    subscribers.standing(Night.HERE, new Standing(State.PAUSED, "may not post", NOW));

    assertThat(ask("test"))
        .startsWith("Not done: {channel:111} is paused: may not post")
        .contains("/subscribe there makes it active again");
    assertThat(subscribers.said).isEmpty();
  }

  @Test
  void aTestWhereWeMayNotPostNamesWhatWeLack() {
    assertThat(ask(Night.place(true, true, "Send Messages"), "test"))
        .startsWith("Not done: in {channel:111} I lack Send Messages");
    assertThat(ask(Night.place(true, false), "test"))
        .startsWith("Not done: messages cannot be posted");
    assertThat(subscribers.said).isEmpty();
  }

  @Test
  void everyChannelOfThisHomeIsListedWithItsState() {
    subscribed(new Mute(NOW.plusSeconds(3600), List.of()));
    channel("222", Night.HOME, new Standing(State.PAUSED, "may not post there", NOW));
    channel("333", Night.HOME, new Standing(State.GONE, "unsubscribed", NOW));
    channel("444", Night.HOME, new Standing(State.GONE, "the channel was deleted", NOW));
    channel("555", "elsewhere", Standing.active(NOW));

    assertThat(ask("subscriptions"))
        .startsWith("1 of 4 channels here active")
        .containsSubsequence(
            "{channel:111}: active · level major · calls a role when a national outage begins",
            "detail short · muted until 2025-06-06 21:00 UTC (06:00 Pyongyang, 2025-06-07)",
            "{channel:222}: paused: may not post there · level all · calls nobody · no quiet hours"
                + " · detail full",
            "{channel:333}: unsubscribed",
            "{channel:444}: gone: the channel was deleted")
        .doesNotContain("555");
  }

  private String ask(String command, String... options) {
    return ask(Night.managed(), command, options);
  }

  private String ask(Place place, String command, String... options) {
    return NIGHT.ask(subscribers, place, command, options).message().plain();
  }

  private void subscribed(Mute... mute) {
    subscribers.put(
        new Subscription(
            Night.HERE,
            Night.HOME,
            CALLING,
            List.of(mute).stream().findFirst(),
            Standing.active(NOW)),
        List.of(),
        NOW);
    subscribers.writes = 0;
  }

  private void channel(String id, String home, Standing standing) {
    Wishes wishes = new Wishes(Level.ALL, Optional.empty(), Detail.FULL, Optional.empty());
    subscribers.put(
        new Subscription(new ChannelRef("discord", id), home, wishes, Optional.empty(), standing),
        List.of(),
        NOW);
  }
}
