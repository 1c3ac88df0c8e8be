package kpwatch.testkit.discord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.requests.ErrorResponse;
import net.dv8tion.jda.api.requests.RestAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the real client makes of what goes wrong; the edge is built upon it. */
class FakeDiscordFaultsWithJdaTest {
  private final SteppedClock clock = new SteppedClock();
  private final FakeDiscord discord = new FakeDiscord(clock);
  private final FakeGuild guild = discord.world().guild("Watchers");
  private final FakeChannel alerts = guild.text("alerts");
  private JdaBot bot;

  @BeforeEach
  void connect() throws Exception {
    bot = new JdaBot(discord);
  }

  @AfterEach
  void disconnect() {
    bot.close();
    discord.close();
  }

  @Test
  void waitsOutEachKindOf429AndBreaksNoRule() {
    for (Scope scope : Scope.values()) {
      discord.faults().nextPost(Fault.rateLimited(scope, Duration.ofSeconds(1)));
      assertThat(post(scope.word()).getContentRaw()).isEqualTo("Down");
    }
    discord.faults().nextPost(Fault.cloudflare(Duration.ofSeconds(1)));
    post("cloudflare");
    assertThat(discord.messages(alerts)).hasSize(4);
    assertThat(discord.violations()).isEmpty();
  }

  @Test
  void asksAgainAfterA502WithTheSameNonce() {
    discord.faults().nextPost(Fault.status(502));
    post("n");
    assertThat(discord.messages(alerts)).hasSize(1);
    assertThat(discord.requests().stream().filter(this::isPost)).hasSize(2);
  }

  @Test
  void showsA500() {
    discord.faults().nextPost(Fault.status(500));
    var error = catchThrowableOfType(ErrorResponseException.class, () -> post("n"));
    assertThat(error.isServerError()).isTrue();
    assertThat(discord.messages(alerts)).isEmpty();
  }

  @Test
  void asksAgainOnceAfterALostAnswerAndTheNonceSavesIt() {
    discord.faults().nextPost(Fault.answerLost());
    post("n");
    assertThat(discord.messages(alerts)).hasSize(1);
    assertThat(discord.postsSwallowedByNonce()).isEqualTo(1);
    assertThat(discord.requests().stream().filter(this::isPost)).hasSize(2);
  }

  @Test
  void showsTheCodeOfARefusal() {
    discord.faults().nextPost(Fault.error(403, 50001, "Missing Access"));
    var error = catchThrowableOfType(ErrorResponseException.class, () -> post("n"));
    assertThat(error.getErrorResponse()).isEqualTo(ErrorResponse.MISSING_ACCESS);
  }

  @Test
  void neverShowsTheCodeOfAnEditLimit() throws Exception {
    discord.oldEdits(0);
    Message message = post("n");
    clock.step(Duration.ofMinutes(61));
    CompletableFuture<Message> edit = message.editMessage("Up").submit();
    discord.await(
        () -> discord.limits().refused() == 1, Duration.ofSeconds(10), "no edit was refused");
    assertThat(edit).isNotDone();
    edit.cancel(true);
  }

  /** JDA 6.5.0 then fails to fail: "Can't overwrite cause". The message is there all the same. */
  @Test
  void leavesACallerWaitingForeverWhenTheAnswerIsNoJson() {
    boolean before = RestAction.isPassContext();
    RestAction.setPassContext(true); // JDA's default; the bot turns it off for this very reason
    try {
      discord.faults().nextPost(Fault.garbage());
      CompletableFuture<Message> post = bot.channel(alerts).sendMessage("Down").submit();
      discord.awaitMessages(alerts, 1, Duration.ofSeconds(20));
      assertThatThrownBy(() -> post.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
    } finally {
      RestAction.setPassContext(before);
    }
  }

  @Test
  void goesOnAfterA401() {
    discord.faults().nextPost(Fault.error(401, 0, "401: Unauthorized"));
    var error = catchThrowableOfType(ErrorResponseException.class, () -> post("n"));
    assertThat(error.getResponse().code).isEqualTo(401);
    assertThat(post("n").getContentRaw()).isEqualTo("Down");
  }

  @Test
  void endsWhenTheTokenIsRevoked() throws Exception {
    discord.revokeToken();
    assertThat(bot.next(ShutdownEvent.class).getCode()).isEqualTo(4004);
    assertThat(discord.requestsAfter401()).isZero();
  }

  private Message post(String nonce) {
    return bot.channel(alerts)
        .sendMessage("Down")
        .setNonce(nonce)
        .timeout(15, TimeUnit.SECONDS)
        .complete();
  }

  private boolean isPost(Asked asked) {
    return asked.is("POST", "/channels/*/messages");
  }
}
