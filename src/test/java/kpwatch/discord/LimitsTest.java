package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import kpwatch.testkit.discord.FakeChannel;
import kpwatch.testkit.discord.Fault;
import kpwatch.testkit.discord.Scope;
import kpwatch.testkit.discord.StoredMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Discord's limits and failures delay what is said, and change nothing else. */
class LimitsTest extends Shared {
  @ParameterizedTest
  @EnumSource(Scope.class)
  void insideALimitsWindowNothingIsAskedAndAfterItTheMessageIsThereOnce(Scope scope) {
    scene.discord.faults().nextPost(Fault.rateLimited(scope, Duration.ofSeconds(1)));
    open(1);
    open(2);

    deliver();

    assertThat(updates()).containsExactly("1", "2");
    assertThat(waiting()).isEmpty();
  }

  @Test
  void cloudflaresLimitWithoutJsonIsWaitedForToo() {
    scene.discord.faults().nextPost(Fault.cloudflare(Duration.ofSeconds(1)));
    say(1);

    deliver();

    assertThat(updates()).containsExactly("1");
    assertThat(scene.posts(alerts)).isEqualTo(2);
  }

  @Test
  void aChannelThatIsLimitedForLongHoldsUpNoOther() {
    FakeChannel other = scene.channel(guild, "other");
    scene.discord.faults().nextPost(Fault.rateLimited(Scope.SHARED, Duration.ofSeconds(5)));
    open(1);
    scene.say(News.outage(code + "B", 1, scene.clock.instant()), News.loud(other));

    scene.run();

    assertThat(scene.messages(other)).hasSize(1);
    assertThat(ours()).isEmpty();
    open(2);
    deliver();
    assertThat(updates()).containsExactly("1", "2");
    assertThat(scene.posts(alerts)).isEqualTo(3);
  }

  @Test
  void morePostsThanAChannelTakesAreAllThereInOrder() {
    scene
        .discord
        .limits()
        .put("POST", "/channels/{channel_id}/messages", 2, Duration.ofMillis(500));
    for (int i = 1; i <= 5; i++) {
      open(i);
    }
    deliver();

    assertThat(updates()).containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void aLimitLeavesNoDoubt() {
    scene.discord.faults().nextPost(Fault.rateLimited(Scope.USER, Duration.ofSeconds(1)));
    say(1);
    scene.run();
    scene.clock.step(Duration.ofMinutes(10));
    deliver();

    assertThat(scene.discord.requests())
        .noneMatch(a -> a.is("GET", "/channels/" + alerts.id() + "/messages"));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502})
  void afterAFailureOfDiscordTheMessageIsThereOnce(int status) {
    scene
        .discord
        .faults()
        .next(
            status == 500 ? 2 : 1, a -> a.is("POST", "/channels/*/messages"), Fault.status(status));
    open(1);
    open(2);

    scene.runFor(Duration.ofSeconds(20), Duration.ofSeconds(1));

    assertThat(updates()).containsExactly("1", "2");
  }

  @Test
  void afterABrokenConnectionTheMessageIsThereOnce() {
    say(1);
    runWith(Fault.dropped());
    assertThat(ours()).isEmpty();

    scene.runFor(Duration.ofSeconds(20), Duration.ofSeconds(1));

    assertThat(updates()).containsExactly("1");
  }

  @Test
  void anAnswerThatComesTooLateLeavesOneMessage() {
    scene.discord.faults().nextPost(Fault.slow(Duration.ofSeconds(3)));
    say(1);

    scene.runFor(Duration.ofSeconds(20), Duration.ofSeconds(1));

    assertThat(updates()).containsExactly("1");
    assertThat(waiting()).isEmpty();
  }

  /** Runs what is due until nothing waits, on real time, as Discord's windows are. */
  private void deliver() {
    scene.await(
        () -> {
          scene.run();
          scene.clock.step(Duration.ofMinutes(6));
          return waiting().isEmpty();
        },
        "not delivered");
  }

  private List<String> updates() {
    return ours().stream()
        .map(StoredMessage::text)
        .map(t -> t.replaceAll("(?s).* · update (\\d+) · .*", "$1"))
        .toList();
  }
}
