package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import kpwatch.notify.Message;
import kpwatch.notify.Notification;
import kpwatch.notify.Recipient;
import kpwatch.storage.RoundOf;
import kpwatch.subscription.Level;
import kpwatch.subscription.Severity;
import kpwatch.subscription.Wishes;
import kpwatch.testkit.discord.FakeRole;
import kpwatch.testkit.discord.Fault;
import kpwatch.testkit.discord.Permissions;
import kpwatch.testkit.discord.StoredMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is called, what rings, and what replies to what. */
class MentionTest extends Shared {
  private FakeRole watch;

  @BeforeEach
  void role() {
    watch = guild.role("watch", 0);
    watch.mentionable(true);
    guild.role("other", 0).mentionable(true);
  }

  @Test
  void aRoleIsCalledOnceInTheContentAndNobodyElse() {
    tell(1, true, Optional.of(watch));

    StoredMessage message = ours().get(0);
    assertThat(message.pings()).containsExactly("role:" + watch.id());
    assertThat(message.content()).startsWith("<@&" + watch.id() + "> ○ OUTAGE");
    assertThat(message.allowedMentions().orElseThrow().path("roles"))
        .extracting(r -> r.asText())
        .containsExactly(Long.toString(watch.id()));
    assertThat(message.allowedMentions().orElseThrow().path("parse").isEmpty()).isTrue();
    assertThat(message.silent()).isFalse();
  }

  @Test
  void withoutAWishNobodyIsCalled() {
    tell(1, true, Optional.empty());

    assertThat(ours().get(0).pings()).isEmpty();
    assertThat(ours().get(0).allowedMentions().orElseThrow().path("roles").isEmpty()).isTrue();
  }

  @Test
  void theWishDecidesFromWhichSeverityARoleIsCalled() {
    Wishes wishes =
        new Wishes(
            Level.ALL,
            Optional.of(new Wishes.Mention(Long.toString(watch.id()), Severity.OUTAGE)),
            Wishes.Detail.FULL,
            Optional.empty());
    var subscription = scene.subscribe(guild, alerts, wishes);
    Notification outage = News.outage(code, 1, scene.clock.instant());
    Notification end = News.ended(code, 2, scene.clock.instant());
    scene.say(outage, Recipient.of(subscription, outage, scene.clock.instant()));
    scene.run();
    scene.say(end, Recipient.of(subscription, end, scene.clock.instant()));
    scene.run();

    assertThat(ours()).extracting(StoredMessage::pings).first().asString().contains("role:");
    assertThat(ours().get(1).pings()).isEmpty();
  }

  @Test
  void whatDoesNotSoundIsSilent() {
    tell(1, false, Optional.empty());

    assertThat(ours().get(0).silent()).isTrue();
  }

  @Test
  void textThatLooksLikeAMentionCallsNobody() {
    Message hostile = Message.note("@everyone <@&" + watch.id() + "> @here", "<@" + 1 + ">");
    scene.say(
        News.saying(
            code + "/x", Optional.empty(), scene.clock.instant(), Notification.Kind.NEWS, hostile),
        News.loud(alerts));
    scene.run();

    assertThat(ours().get(0).pings()).isEmpty();
  }

  @Test
  void everyLaterMessageRepliesToTheFirstOfItsIncident() {
    say(1);
    scene.run();
    say(2);
    scene.run();
    scene.clock.step(Duration.ofMinutes(2));
    scene.say(News.ended(code, 3, scene.clock.instant()), News.loud(alerts));
    scene.say(News.outage(code + "B", 1, scene.clock.instant()), News.loud(alerts));
    scene.run();

    long first = ours().get(0).id();
    assertThat(ours())
        .extracting(StoredMessage::reference)
        .containsExactly(
            Optional.empty(), Optional.of(first), Optional.of(first), Optional.empty());
  }

  @Test
  void aReplyToADeletedMessageStandsByItself() {
    say(1);
    scene.run();
    scene.discord.delete(ours().get(0));
    say(2);
    scene.run();

    assertThat(ours()).hasSize(1);
    assertThat(ours().get(0).reference()).isEmpty();
  }

  @Test
  void whereTheHistoryMayNotBeReadAMessageStandsByItself() {
    guild.botRole().permissions(Permissions.BOT_RECOMMENDED & ~Permissions.READ_MESSAGE_HISTORY);
    alerts.deny(guild.everyone(), Permissions.READ_MESSAGE_HISTORY);
    say(1);
    scene.run();
    say(2);
    scene.run();

    assertThat(ours()).hasSize(2);
    assertThat(ours().get(1).reference()).isEmpty();
    assertThat(ours().get(1).embeds()).hasSize(1);
  }

  @Test
  void aFormThatDiscordRefusesIsFollowedByAPlainMessageOnce() {
    scene.discord.faults().nextPost(Fault.error(400, 50035, "Invalid Form Body"));
    say(1);
    scene.run();

    assertThat(ours()).hasSize(1);
    assertThat(ours().get(0).embeds()).isEmpty();
    assertThat(ours().get(0).content()).startsWith("○ OUTAGE: ").endsWith("data 12:00 UTC");
    assertThat(scene.posts(alerts)).isEqualTo(2);
    assertThat(LogText.all()).contains("a defect: Discord refused " + code + "/1");
  }

  @Test
  void aPlainMessageThatIsRefusedTooIsGivenUpAndTheNextOneGoes() {
    open(1);
    open(2);
    scene
        .discord
        .faults()
        .next(2, a -> a.is("POST", "/channels/*/messages"), Fault.error(400, 50035, "Invalid"));
    scene.run();

    assertThat(ours()).hasSize(1);
    assertThat(ours().get(0).text()).contains("update 2");
    assertThat(waiting()).isEmpty();
  }

  private void tell(int number, boolean sounding, Optional<FakeRole> role) {
    Recipient to =
        new Recipient(
            Scene.ref(alerts), sounding, role.map(r -> Long.toString(r.id())), Wishes.Detail.FULL);
    Notification news = News.outage(code, number, scene.clock.instant());
    scene.store.commit(RoundOf.at(scene.clock.instant()).post(news, java.util.List.of(to)).round());
    scene.run();
  }
}
