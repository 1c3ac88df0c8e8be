package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import kpwatch.command.AccessList;
import kpwatch.config.Secret;
import kpwatch.testkit.telegram.FakeTelegram;
import kpwatch.testkit.telegram.Fault;
import kpwatch.testkit.telegram.Person;
import kpwatch.testkit.telegram.Place;
import kpwatch.testkit.telegram.Post;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The thread that polls, in real time. */
@Timeout(60)
final class PollThreadTest {
  @Test
  void hearsAtOnceOutlivesTroubleAndStopsWhileItWaits() throws InterruptedException {
    try (Scene scene = new Scene();
        FakeTelegram telegram = new FakeTelegram();
        TelegramBot bot =
            new TelegramBot(
                new TelegramSettings(
                    Optional.of(new Secret(telegram.token())),
                    URI.create(telegram.baseUrl()),
                    TelegramSettings.FREE),
                scene.subscriptions,
                scene.notes,
                new AccessList(List.of("*"), scene.notes),
                scene.supervisor,
                java.time.InstantSource.system())) {
      Person owner = telegram.world().person("Owner");
      telegram.faults().next("getUpdates", Fault.reset());
      bot.start(scene.desk());
      telegram.await(() -> telegram.waitingPolls() == 1);

      telegram.people().starts(owner, "");
      Post welcome = telegram.awaitSent(1).get(0);
      telegram.people().clicks(owner, welcome, "Current status");
      telegram.awaitSent(2);
      telegram.await(() -> telegram.waitingPolls() == 1);
      Place chat = telegram.world().privateChat(owner);
      assertThat(telegram.sent(chat)).hasSize(2);

      long began = System.nanoTime();
      bot.close();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
      assertThat(telegram.violations()).isEmpty();
    }
  }

  @Test
  void ofTwoPollersOneStepsBack() throws InterruptedException {
    try (Scene scene = new Scene();
        FakeTelegram telegram = new FakeTelegram()) {
      TelegramSettings settings =
          new TelegramSettings(
              Optional.of(new Secret(telegram.token())),
              URI.create(telegram.baseUrl()),
              TelegramSettings.FREE);
      try (TelegramBot first =
              new TelegramBot(
                  settings,
                  scene.subscriptions,
                  scene.notes,
                  new AccessList(List.of("*"), scene.notes),
                  scene.supervisor,
                  java.time.InstantSource.system());
          TelegramBot second =
              new TelegramBot(
                  settings,
                  scene.subscriptions,
                  scene.notes,
                  new AccessList(List.of("*"), scene.notes),
                  scene.supervisor,
                  java.time.InstantSource.system())) {
        first.start(scene.desk());
        telegram.await(() -> telegram.waitingPolls() == 1);
        second.start(scene.desk());
        telegram.await(() -> telegram.violations().size() == 1 && telegram.waitingPolls() == 1);
        telegram.await(
            () -> first.pulse().signs(java.time.Instant.now()).get(1).text().contains("409"));

        telegram.people().starts(telegram.world().person("Owner"), "");
        telegram.awaitSent(1);
        assertThat(telegram.sent()).hasSize(1);
        assertThat(telegram.violations())
            .hasSize(1)
            .allMatch(v -> v.contains("terminated by other getUpdates"));
        assertThat(first.pulse().signs(java.time.Instant.now()))
            .anyMatch(s -> !s.well() && s.text().contains("409"));
      }
    }
  }
}
