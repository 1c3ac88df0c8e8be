package kpwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kpwatch.files.Scenario;
import kpwatch.testkit.telegram.FakeTelegram;
import kpwatch.testkit.telegram.Person;
import kpwatch.testkit.telegram.Place;
import kpwatch.testkit.telegram.Post;
import kpwatch.testkit.telegram.Right;
import kpwatch.testkit.telegram.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A first night with the packaged program: a person who starts it and takes alerts by a button, a
 * group, a topic and a channel, through the outage of June 2025 at sixty times its speed. The group
 * becomes a supergroup meanwhile; the person asks, blocks and comes back, mutes and leaves.
 */
@Tag("night")
class TelegramNightIT {
  private static final int SPEED = 60;

  @TempDir Path folder;
  private final FakeTelegram telegram = new FakeTelegram();
  private final Person reader = telegram.world().person("Reader");
  private final Place chat = telegram.world().privateChat(reader);
  private final Place group = telegram.world().group("Ops", reader);
  private final Place forum = telegram.world().forum("Desk", reader);
  private final Topic topic = forum.topic("Outages");
  private final Place channel = telegram.world().channel("Watch", "watch_kp", reader);
  private Night night;

  @BeforeEach
  void begin() throws Exception {
    Scenario june = ShortJune.with(Duration.ofMinutes(35));
    night =
        Night.begin(
            folder,
            june,
            SPEED,
            List.of(
                "telegram.token = " + telegram.token(),
                "telegram.base-url = " + telegram.baseUrl()));
    telegram.await(() -> telegram.waitingPolls() == 1);
  }

  @AfterEach
  void end() {
    night.close();
    telegram.close();
  }

  @Test
  void aNightFromTheStartButtonToTheBlock() throws Exception {
    telegram.people().starts(reader, "");
    Post welcome = awaitPosts(chat, 1).get(0);
    telegram.people().clicks(reader, welcome, "Get alerts here");
    assertThat(awaitPosts(chat, 2).get(1).text()).startsWith("Subscribed: this chat");
    telegram.people().addsBot(reader, group);
    telegram.people().says(reader, group, "/subscribe");
    assertThat(awaitPosts(group, 2).get(1).text()).startsWith("Subscribed: this chat");
    telegram.people().addsBot(reader, forum);
    telegram.people().says(reader, forum, "/subscribe", topic);
    telegram.await(() -> said(forum, "Subscribed"));
    telegram.people().addsBot(reader, channel, Right.POST_MESSAGES);
    telegram.people().says(reader, chat, "/subscribe @watch_kp");
    telegram.await(() -> said(chat, "Subscribed: \"Watch\" now hears"));
    int before = telegram.sent(chat).size();

    Instant loss = night.scenario().changes().get(0).at();
    night.waitUntil(loss);
    Post alert = awaitPosts(chat, before + 1).get(before);
    assertThat(alert.text())
        .startsWith("○ OUTAGE: North Korea unreachable since about")
        .contains("China line", "Russia line", "Assessment", "Pyongyang");
    assertThat(alert.silent()).isFalse();
    Post there = awaitPosts(group, 3).get(2);
    assertThat(there.text()).startsWith("○ OUTAGE");
    telegram.await(() -> said(channel, "○ OUTAGE"));
    telegram.await(() -> said(forum, "○ OUTAGE"));
    assertThat(telegram.sent(forum))
        .filteredOn(p -> p.text().startsWith("○ OUTAGE"))
        .allMatch(p -> p.topic().equals(Optional.of(topic)));
    telegram.people().clicks(reader, alert, "Why");
    telegram.await(() -> said(chat, "consistent with an attack"));
    String code = code(alert);
    asked("/why", code + ":");
    asked("/incidents", code);
    telegram.people().starts(reader, "inc_" + code);
    telegram.await(() -> said(chat, "Timeline"));
    Place supergroup = telegram.people().becomesSupergroup(reader, group);

    night.waitUntil(night.scenario().end());
    telegram.await(() -> said(chat, "● ENDED: North Korea"));
    telegram.await(() -> alert.text().startsWith("● ENDED"));
    telegram.await(() -> said(supergroup, "● ENDED: North Korea"));
    telegram.await(() -> said(forum, "● ENDED: North Korea"));
    telegram.await(() -> said(channel, "● ENDED: North Korea"));
    assertThat(alert.edits()).isPositive();

    asked("/health", "Telegram receiving");
    telegram.people().blocks(reader);
    telegram.people().unblocks(reader);
    telegram.await(() -> telegram.updates().pending() == 0);
    asked("/mute 8h", "UTC");
    asked("/unsubscribe", "nsubscribed");
    telegram.await(() -> telegram.updates().pending() == 0);
    assertThat(telegram.unansweredCallbacks()).isEmpty();
    assertThat(telegram.violations()).isEmpty();
    night.jar().stop();
    assertThat(night.jar().errors()).doesNotContain(telegram.token()).doesNotContain("Exception");
  }

  /** Says something in the private chat and waits for an answer that holds the words. */
  private void asked(String command, String words) throws InterruptedException {
    int before = telegram.sent(chat).size();
    telegram.people().says(reader, chat, command);
    telegram.await(
        () -> telegram.sent(chat).stream().skip(before).anyMatch(p -> p.text().contains(words)));
  }

  private static String code(Post alert) {
    Matcher code = Pattern.compile("KP-[A-Z0-9]{4}").matcher(alert.text());
    assertThat(code.find()).isTrue();
    return code.group();
  }

  private boolean said(Place place, String words) {
    return telegram.sent(place).stream().anyMatch(p -> p.text().contains(words));
  }

  private List<Post> awaitPosts(Place place, int count) throws InterruptedException {
    telegram.await(() -> telegram.sent(place).size() >= count);
    return telegram.sent(place);
  }
}
