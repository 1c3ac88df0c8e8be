package kpwatch.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kpwatch.command.AccessList;
import kpwatch.config.Secret;
import kpwatch.storage.Database;
import kpwatch.storage.RoundOf;
import kpwatch.storage.SqlNotes;
import kpwatch.storage.SqlSubscriptions;
import kpwatch.supervision.Supervisor;
import kpwatch.testkit.discord.FakeDiscord;
import kpwatch.testkit.discord.SteppedClock;
import org.junit.jupiter.api.Test;

/** A Discord whose REST answers and whose gateway takes no connection. */
class RefusingGatewayTest {
  private static final int MANY = 20;

  @Test
  void isNotTriedAgainWithoutAPause() throws Exception {
    SteppedClock clock = new SteppedClock();
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch tries = new CountDownLatch(MANY);
    try (FakeDiscord discord = new FakeDiscord(clock);
        Database database = Database.inMemory();
        ServerSocket gateway = new ServerSocket(0, MANY, InetAddress.getLoopbackAddress())) {
      Thread door = new Thread(() -> turnAway(gateway, first, tries), "refusing-gateway");
      door.start();
      SqlSubscriptions subscriptions = new SqlSubscriptions(database);
      DiscordSettings settings =
          new DiscordSettings(
              Optional.of(new Secret(discord.token())),
              URI.create(discord.baseUrl()),
              Optional.of(URI.create("ws://127.0.0.1:" + gateway.getLocalPort())));
      try (DiscordBot bot =
          new DiscordBot(
              settings,
              subscriptions,
              new SqlNotes(database),
              new AccessList(List.of("*"), new SqlNotes(database)),
              clock,
              new Supervisor(code -> {}, System::nanoTime))) {
        bot.start(
            Desks.of(
                database,
                subscriptions,
                () -> RoundOf.at(Instant.parse("2026-03-02T03:00:00Z")).round().state(),
                now -> bot.pulse().signs(now)));
        assertThat(first.await(60, TimeUnit.SECONDS)).as("it was tried").isTrue();
        assertThat(tries.await(3, TimeUnit.SECONDS)).as("%s tries in 3 s", MANY).isFalse();
      }
    }
  }

  private static void turnAway(ServerSocket gateway, CountDownLatch first, CountDownLatch tries) {
    try {
      while (true) {
        try (Socket client = gateway.accept()) {
          first.countDown();
          tries.countDown();
        }
      }
    } catch (IOException e) {
      // the test is over
    }
  }
}
