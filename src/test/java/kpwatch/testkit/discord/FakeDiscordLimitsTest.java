package kpwatch.testkit.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rate limits, and the token. */
class FakeDiscordLimitsTest {
  private static final String POSTS = "/channels/{channel_id}/messages";

  private final FakeDiscord discord = new FakeDiscord();
  private final PlainBot bot = new PlainBot(discord);
  private final FakeGuild guild = discord.world().guild("Watchers");
  private final FakeChannel alerts = guild.text("alerts");
  private final FakeChannel other = guild.text("other");

  @AfterEach
  void stop() {
    bot.close();
    discord.close();
  }

  @Test
  void eachAnswerTellsItsBucket() throws IOException {
    PlainBot.Reply reply = post(alerts);
    assertThat(reply.headers().get("X-RateLimit-Limit")).isEqualTo("5");
    assertThat(reply.headers().get("X-RateLimit-Remaining")).isEqualTo("4");
    assertThat(reply.headers().get("X-RateLimit-Reset-After")).matches("[0-5]\\.\\d{3}");
    assertThat(reply.headers().get("X-RateLimit-Reset")).matches("\\d{10}\\.\\d{3}");
    assertThat(reply.headers().get("X-RateLimit-Bucket")).isNotEmpty();
  }

  @Test
  void oneTooManyIsRefusedInItsChannelOnly() throws IOException {
    discord.limits().put("POST", POSTS, 1, Duration.ofMinutes(1));
    post(alerts);
    PlainBot.Reply second = post(alerts);
    assertThat(second.status()).isEqualTo(429);
    assertThat(second.headers().get("X-RateLimit-Scope")).isEqualTo("user");
    assertThat(second.headers().get("via")).isNotNull();
    assertThat(second.body().path("retry_after").asDouble()).isBetween(50.0, 60.0);
    assertThat(second.body().path("global").asBoolean()).isFalse();
    assertThat(post(other).status()).isEqualTo(200);
    assertThat(discord.violations()).isEmpty();
    assertThat(discord.messages(alerts)).hasSize(1);
  }

  @Test
  void askingInsideAForbiddenWindowIsAViolation() throws IOException {
    discord.faults().nextPost(Fault.rateLimited(Scope.USER, Duration.ofMinutes(1)));
    assertThat(post(alerts).status()).isEqualTo(429);
    assertThat(discord.violations()).isEmpty();
    assertThat(post(alerts).status()).isEqualTo(429);
    assertThat(discord.violations())
        .containsExactly(
            "POST /channels/"
                + alerts.id()
                + "/messages asked inside a forbidden window of scope user");
    assertThat(discord.limits().refused()).isEqualTo(2);
  }

  @Test
  void aWindowEnds() throws IOException {
    discord.faults().nextPost(Fault.rateLimited(Scope.USER, Duration.ZERO));
    assertThat(post(alerts).headers().get("Retry-After")).isEqualTo("1");
    assertThat(post(alerts).status()).isEqualTo(200);
    assertThat(discord.violations()).isEmpty();
  }

  @Test
  void theGlobalLimitClosesEverythingButInteractions() throws IOException {
    discord.limits().globalPerSecond(2);
    discord.commands().register(Json.array().add(command()));
    bot.get("users/@me");
    bot.get("users/@me");
    PlainBot.Reply third = bot.get("users/@me");
    assertThat(third.headers().get("X-RateLimit-Global")).isEqualTo("true");
    assertThat(third.headers().get("X-RateLimit-Scope")).isEqualTo("global");
    assertThat(third.body().path("global").asBoolean()).isTrue();

    Played played = discord.people().slash(guild.owner(), alerts, "status");
    assertThat(bot.acknowledge(played, 5, Json.object()).status()).isEqualTo(200);
  }

  @Test
  void aSharedLimitDoesNotCountAgainstTheBot() throws IOException {
    discord.faults().nextPost(Fault.rateLimited(Scope.SHARED, Duration.ZERO));
    assertThat(post(alerts).headers().get("X-RateLimit-Scope")).isEqualTo("shared");
    assertThat(discord.invalidAnswers()).isZero();
    discord.faults().nextPost(Fault.rateLimited(Scope.USER, Duration.ZERO));
    post(alerts);
    assertThat(discord.invalidAnswers()).isEqualTo(1);
  }

  @Test
  void cloudflaresLimitIsAPageWithoutVia() throws IOException {
    discord.faults().nextPost(Fault.cloudflare(Duration.ofSeconds(3)));
    PlainBot.Reply reply = post(alerts);
    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.headers().get("Content-Type")).startsWith("text/html");
    assertThat(reply.headers().get("via")).isNull();
    assertThat(reply.headers().get("Retry-After")).isEqualTo("3");
  }

  @Test
  void aWrongTokenIsRefusedAndWhatFollowsIsCounted() throws IOException {
    bot.token("wrong");
    assertThat(bot.get("users/@me").status()).isEqualTo(401);
    assertThat(discord.requestsAfter401()).isZero();
    bot.get("users/@me");
    bot.get("users/@me");
    assertThat(discord.requestsAfter401()).isEqualTo(2);
    assertThat(discord.invalidAnswers()).isEqualTo(3);
  }

  @Test
  void aRevokedTokenIsRefused() throws IOException {
    assertThat(bot.get("users/@me").status()).isEqualTo(200);
    discord.revokeToken();
    assertThat(post(alerts).status()).isEqualTo(401);
    assertThat(discord.messages(alerts)).isEmpty();
  }

  @Test
  void aPathThatIsNoRouteIsNotFoundAndAViolation() throws IOException {
    assertThat(bot.get("channels").status()).isEqualTo(404);
    assertThat(discord.violations()).containsExactly("GET /channels is no route of this fake");
  }

  private static com.fasterxml.jackson.databind.node.ObjectNode command() {
    return Json.object().put("name", "status").put("description", "How it is");
  }

  private PlainBot.Reply post(FakeChannel channel) throws IOException {
    return bot.post(channel, PlainBot.message("Down", Long.toString(System.nanoTime())));
  }
}
