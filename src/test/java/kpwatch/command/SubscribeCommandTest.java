package kpwatch.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import kpwatch.notify.Notification;
import kpwatch.subscription.Level;
import kpwatch.subscription.Mute;
import kpwatch.subscription.QuietHours;
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
import org.junit.jupiter.params.provider.EnumSource;

class SubscribeCommandTest {
  private static final Wishes ALL =
      new Wishes(
          Level.ALL,
          Optional.of(new Mention("55", Severity.PARTIAL)),
          Detail.SHORT,
          Optional.of(
              new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), ZoneId.of("Europe/London"))));

  private final FakeSubscribers subscribers = new FakeSubscribers();

  @Test
  void itWorksWithoutAnyOption() {
    String text = subscribe(Night.BEFORE);

    assertThat(text)
        .startsWith("Subscribed: {channel:111} now hears of North Korea's outages")
        .contains(
            "Posted (level major): national and partial outages",
            "Not posted: servers that struggle",
            "Mention: nobody.",
            "Quiet hours: none.",
            "to end it, /unsubscribe");
    assertThat(subscribers.all())
        .containsExactly(
            new Subscription(
                Night.HERE,
                Night.HOME,
                Wishes.USUAL,
                Optional.empty(),
                Standing.active(Night.BEFORE.now)));
    assertThat(subscribers.cards).isEmpty();
  }

  @Test
  void everyWishIsKept() {
    String text =
        subscribe(
            Night.BEFORE,
            "level",
            "ALL",
            "mention",
            "55",
            "mention_from",
            "partial",
            "detail",
            "short",
            "quiet",
            "22:00-07:00",
            "zone",
            "europe/london");

    assertThat(subscribers.all()).extracting(Subscription::wishes).containsExactly(ALL);
    assertThat(text)
        .startsWith("Subscribed: {channel:111} now hears of all that changes in North Korea")
        .contains(
            "Posted (level all)",
            "Mention: your role is called when routes are lost, some or all.",
            "Quiet hours: 22:00-07:00 Europe/London; posts arrive at once",
            "Detail short");
  }

  @Test
  void whatIsNotNamedStaysAsItWas() {
    known(ALL, Standing.active(Night.BEFORE.now));

    assertThat(subscribe(Night.BEFORE, "level", "major"))
        .startsWith("Changed: what {channel:111} hears");

    assertThat(subscribers.all())
        .extracting(Subscription::wishes)
        .containsExactly(new Wishes(Level.MAJOR, ALL.mention(), ALL.detail(), ALL.quiet()));
  }

  @Test
  void wishesCanBeTakenBack() {
    known(ALL, Standing.active(Night.BEFORE.now));

    subscribe(Night.BEFORE, "mention_from", "nobody", "quiet", "off");

    assertThat(subscribers.all())
        .extracting(Subscription::wishes)
        .containsExactly(new Wishes(Level.ALL, Optional.empty(), Detail.SHORT, Optional.empty()));
  }

  @Test
  void nothingIsWrittenWhereNothingChanges() {
    subscribe(Night.DURING);
    int before = subscribers.writes;

    assertThat(subscribe(Night.DURING))
        .startsWith("Subscribed already: {channel:111}")
        .contains("nothing was changed");
    assertThat(subscribers.writes).isEqualTo(before);
    assertThat(subscribers.cards).hasSize(1);
  }

  @Test
  void whoComesDuringAnIncidentGetsItsCardWithoutASound() {
    String code = Night.DURING.code();

    assertThat(subscribe(Night.DURING)).contains(code + " is under way: its card follows there.");

    Notification card = subscribers.cards.get(0);
    assertThat(subscribers.cards).hasSize(1);
    assertThat(card.id()).isEqualTo(code + "/card/discord:111/" + Night.DURING.now);
    assertThat(card.incident()).contains(code);
    assertThat(card.kind()).isEqualTo(Notification.Kind.UPDATED);
    assertThat(card.sounding()).isFalse();
    assertThat(card.level()).isEqualTo(Level.MAJOR);
    assertThat(card.message()).isEqualTo(Night.DURING.state().cards().get(code).message());
  }

  @Test
  void whoHeardOfItAlreadyGetsNoSecondCard() {
    known(ALL, Standing.active(Night.BEFORE.now));

    assertThat(subscribe(Night.DURING, "detail", "full")).doesNotContain("card follows");
    assertThat(subscribers.cards).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"PAUSED", "GONE"},
      value = State.class)
  void aChannelThatWasAwayIsActiveAgainWithItsSettings(State state) {
    known(ALL, new Standing(state, "unsubscribed", Night.BEFORE.now));

    assertThat(subscribe(Night.DURING)).startsWith("Subscribed again, with the settings kept");

    assertThat(subscribers.all())
        .extracting(Subscription::wishes, Subscription::standing)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(ALL, Standing.active(Night.DURING.now)));
    assertThat(subscribers.cards).hasSize(1);
  }

  @Test
  void aMuteStaysAndHoldsTheCardBack() {
    Instant until = Night.DURING.now.plusSeconds(3600);
    known(
        ALL,
        new Standing(State.GONE, "unsubscribed", Night.BEFORE.now),
        new Mute(until, List.of("KP-AAAA")));

    assertThat(subscribe(Night.DURING)).contains("Muted until 2025-06-06 21:00 UTC (06:00");

    assertThat(subscribers.all().get(0).mute()).contains(new Mute(until, List.of("KP-AAAA")));
    assertThat(subscribers.cards).isEmpty();
  }

  @Test
  void whoMayNotIsToldWhatIsNeededAndWhoCanHelp() {
    assertThat(refused(Night.place(false, true)))
        .startsWith("Not done: /subscribe needs Manage Channels in {channel:111}")
        .contains("A server manager can give it to you, or run the command.")
        .contains("Nothing was changed.");
  }

  @Test
  void whatWeLackThereIsNamed() {
    assertThat(refused(Night.place(true, true, "Send Messages", "Embed Links", "View Channel")))
        .startsWith("Not done: in {channel:111} I lack Send Messages, Embed Links and View Channel")
        .contains("A server manager can allow me that there; then run the command again.");
  }

  @Test
  void whereNothingCanBePostedNothingIsSubscribed() {
    assertThat(refused(Night.place(true, false)))
        .startsWith("Not done: messages cannot be posted in {channel:111}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "level; loud; level: \"loud\" is not one of all, major",
        "detail; long; detail: \"long\" is not one of full, short",
        "mention_from; always; mention_from: \"always\" is not one of degraded, nobody, outage, partial",
        "mention_from; outage; mention_from: it needs a role in mention",
        "quiet; tonight; quiet: \"tonight\" is no span of a day; write 22:00-07:00, or off",
        "quiet; 25:00-07:00; quiet: \"25:00-07:00\" is no span of a day",
        "quiet; 22:00-22:00; quiet: it begins and ends at 22:00",
        "zone; Europe/London; zone: it belongs to quiet hours",
        "zone; London; zone: \"London\" is no time zone; write Europe/London",
        "zone; EST; zone: \"EST\" is no time zone; write a place such as",
      })
  void aWrongValueIsExplainedAndChangesNothing(String option, String value, String problem) {
    assertThat(subscribe(Night.BEFORE, option, value))
        .startsWith("Not done: ")
        .contains(problem, "Nothing was changed.");
    assertThat(subscribers.writes).isZero();
  }

  @Test
  void everyProblemIsNamedAtOnce() {
    assertThat(subscribe(Night.BEFORE, "level", "x", "quiet", "y", "detail", "z"))
        .startsWith("Not done: some options are not right")
        .contains("level: ", "quiet: ", "detail: ");
  }

  @Test
  void aRoleThatIsNoneIsRefused() {
    assertThat(subscribe(Night.BEFORE, "mention", "5\u00005")).contains("mention: that is no role");
    assertThat(subscribe(Night.BEFORE, "mention", "5".repeat(65)))
        .contains("mention: that is no role");
    assertThat(subscribers.writes).isZero();
  }

  /** Nobody is promised a call for what is not posted. */
  @Test
  void aCallForWhatIsNotPostedIsNotPromised() {
    assertThat(subscribe(Night.BEFORE, "mention", "55", "mention_from", "degraded"))
        .contains("level major does not post struggling servers");
    assertThat(subscribe(Night.BEFORE, "level", "all"))
        .contains("when servers struggle or routes are lost.", "and what calls your role");
  }

  private String refused(Place place) {
    String text = Night.DURING.ask(subscribers, place, "subscribe").message().plain();
    assertThat(subscribers.writes).isZero();
    return text;
  }

  private String subscribe(Night night, String... options) {
    return night.ask(subscribers, Night.managed(), "subscribe", options).message().plain();
  }

  private void known(Wishes wishes, Standing standing, Mute... mute) {
    subscribers.put(
        new Subscription(
            Night.HERE, Night.HOME, wishes, List.of(mute).stream().findFirst(), standing),
        List.of(),
        Night.BEFORE.now);
    subscribers.writes = 0;
  }
}
