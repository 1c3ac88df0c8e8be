package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.command.AccessList;
import kpwatch.config.Secret;
import kpwatch.testkit.telegram.FakeTelegram;
import kpwatch.testkit.telegram.Fault;
import kpwatch.testkit.telegram.Person;
import kpwatch.testkit.telegram.Place;
import kpwatch.testkit.telegram.Post;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Issue 17, item 4, with the bot's own threads. What comes after what is compared by the order in
 * which the fake saw it, and not by a clock: the machine may be slow.
 */
final class FairnessTest {
  private final Scene scene = new Scene();
  private final FakeTelegram telegram = new FakeTelegram();
  private final Person other = telegram.world().person("Other");
  private final Place others = telegram.world().privateChat(other);
  private final Map<Place, Person> flooders = new IdentityHashMap<>();
  private TelegramBot bot;

  @BeforeEach
  void start() throws InterruptedException {
    bot =
        new TelegramBot(
            new TelegramSettings(
                Optional.of(new Secret(telegram.token())),
                URI.create(telegram.baseUrl()),
                TelegramSettings.FREE),
            scene.subscriptions,
            scene.notes,
            new AccessList(List.of("*"), scene.notes),
            scene.supervisor,
            InstantSource.system());
    telegram.people().starts(other, "");
    bot.start(scene.desk());
    telegram.awaitSent(1);
  }

  @AfterEach
  void close() {
    bot.close();
    assertThat(telegram.violations()).isEmpty();
    telegram.close();
    scene.close();
  }

  private Place flooder(int number) {
    Person person = telegram.world().person("Flooder" + number);
    telegram.people().starts(person, "");
    flooders.put(telegram.world().privateChat(person), person);
    return telegram.world().privateChat(person);
  }

  private void floods(Place chat, int count) {
    Person person = flooders.get(chat);
    for (int i = 0; i < count; i++) {
      telegram.people().says(person, chat, "/status");
    }
  }

  /** Answers to floods that were posted after the other one's question was read. */
  private long before(Place... floods) throws InterruptedException {
    telegram.people().says(other, others, "/about");
    telegram.await(() -> telegram.updates().pending() == 0);
    int already = telegram.sent().size();
    telegram.await(() -> telegram.sent(others).size() == 2);
    List<Post> sent = telegram.sent();
    int at = sent.indexOf(telegram.sent(others).get(1));
    return sent.subList(Math.min(already, at), at).stream()
        .filter(p -> List.of(floods).contains(p.place()))
        .count();
  }

  @Test
  void threeHundredCommandsOfOneChatDelayNobody() throws InterruptedException {
    Place flood = flooder(1);
    telegram.await(() -> telegram.sent(flood).size() == 1);
    floods(flood, 300);
    // at one answer a second to the flooding chat, three are less than two seconds
    assertThat(before(flood)).isLessThanOrEqualTo(3);
    telegram.await(
        () -> telegram.sent(flood).stream().anyMatch(p -> p.text().contains("left out")));
    List<Post> said = telegram.sent(flood);
    assertThat(said).hasSizeLessThan(20);
    assertThat(said.stream().filter(p -> p.text().contains("left out"))).hasSize(1);
    assertThat(said.get(said.size() - 1).text())
        .matches("Too many questions at once: the last \\d+ were left out");
  }

  @Test
  void aPressIsAcknowledgedBeforeAFloodIsAnswered() throws InterruptedException {
    Place flood = flooder(1);
    telegram.await(() -> telegram.sent(flood).size() == 1);
    Post welcome = telegram.sent(others).get(0);
    floods(flood, 300);
    telegram.people().clicks(other, welcome, "Current status");
    telegram.await(() -> telegram.callbackAnswers().size() == 1);
    // one answer a second goes to the flooding chat
    assertThat(telegram.sent(flood).size()).isLessThanOrEqualTo(1 + 2);
  }

  @Test
  void aFloodOfPressesDelaysNoOtherPress() throws InterruptedException {
    Place flood = flooder(1);
    telegram.await(() -> telegram.sent(flood).size() == 1);
    Person person = flooders.get(flood);
    Post below = telegram.sent(flood).get(0);
    telegram
        .faults()
        .next(60, s -> s.method().equals("answerCallbackQuery"), Fault.slow(Duration.ofMillis(50)));
    for (int i = 0; i < 90; i++) {
      telegram.people().presses(person, below, "v1:status");
    }
    String press = telegram.people().clicks(other, telegram.sent(others).get(0), "Current status");
    telegram.await(() -> !telegram.unansweredCallbacks().contains(press));
    assertThat(telegram.callbackAnswers()).hasSizeLessThan(25);
    telegram.await(() -> telegram.sent(others).size() == 2);
  }

  @Test
  void fiftyChatsThatFloodDelayNobody() throws InterruptedException {
    List<Place> floods = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      floods.add(flooder(i));
    }
    telegram.await(() -> floods.stream().allMatch(f -> telegram.sent(f).size() == 1));
    floods.forEach(f -> floods(f, 8));
    // thirty answers a second are all that Telegram takes from a bot
    assertThat(before(floods.toArray(Place[]::new))).isLessThanOrEqualTo(60);
  }

  @Test
  void aChatWhereTelegramHangsDelaysNobody() throws InterruptedException {
    Place slow = flooder(1);
    telegram.await(() -> telegram.sent(slow).size() == 1);
    telegram.faults().next(Integer.MAX_VALUE, s -> s.isTo(slow), Fault.hang());
    floods(slow, 20);
    assertThat(before(slow)).isZero();
    telegram.faults().clear();
  }
}
