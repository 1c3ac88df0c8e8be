package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import kpwatch.testkit.telegram.Fault;
import kpwatch.testkit.telegram.Place;
import kpwatch.testkit.telegram.Post;
import kpwatch.testkit.telegram.Seen;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each update once, in order, whatever the queue does. */
@Timeout(120)
final class ReceivingTest {
  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  private List<String> answers(Place chat) {
    return scene.telegram.sent(chat).stream().map(Post::text).toList();
  }

  @Test
  void afterAQuietWeekALowerIdIsHeard() {
    scene.telegram.updates().continueFrom(500_000);
    Place chat = scene.started();

    scene.telegram.updates().continueFrom(100);
    scene.people.says(scene.owner, chat, "/status");
    scene.hear();
    assertThat(answers(chat)).as("within the day").hasSize(2);

    scene.later(Duration.ofDays(8));
    scene.telegram.updates().continueFrom(95);
    scene.people.says(scene.owner, chat, "/status");
    scene.hear();
    assertThat(answers(chat)).as("a little lower, after a week").hasSize(3);

    scene.people.says(scene.owner, chat, "/status");
    scene.hear();
    assertThat(answers(chat)).hasSize(4);
    assertThat(scene.telegram.updates().pending()).as("and confirmed").isLessThanOrEqualTo(1);
  }

  @Test
  void anUpdateThatComesAgainIsNotAnsweredAgain() {
    Place chat = scene.started();
    int first = scene.telegram.updates().lastId();
    scene.telegram.updates().again(first);
    scene.people.says(scene.owner, chat, "/status");
    scene.hear();
    scene.restart();
    scene.telegram.updates().again(first);
    scene.people.says(scene.owner, chat, "/about");
    scene.hear();

    assertThat(answers(chat)).hasSize(3);
    assertThat(answers(chat).get(0)).isNotEqualTo(answers(chat).get(2));
  }

  @Test
  void aPoisonedUpdateIsLeftOutAndItsNeighboursAreHeard() {
    Place chat = scene.started();
    scene.people.says(scene.owner, chat, "/status");
    scene.telegram.updates().raw("\"message\":\"no object\"");
    scene.telegram.updates().raw("\"my_chat_member\":{\"chat\":[1],\"from\":7}");
    scene.telegram.updates().raw("\"message\":{\"message_id\":1,\"new_field\":{\"a\":1}}");
    scene.telegram.updates().raw("\"a_kind_of_next_year\":{}");
    scene.people.says(scene.owner, chat, "/about");
    scene.hear();

    assertThat(answers(chat)).hasSize(3);
    assertThat(scene.sign("Telegram updates").text()).contains("could not be read");
    assertThat(scene.telegram.updates().lastId() + 1L).isEqualTo(scene.ledger().next());
  }

  @Test
  void aRestartGoesOnAfterWhatWasTaken() {
    Place chat = scene.started();
    scene.restart();
    scene.people.says(scene.owner, chat, "/status");
    scene.hear();

    List<Seen> polls = scene.telegram.requests("getUpdates");
    assertThat(polls.get(polls.size() - 1).parameter("offset"))
        .isEqualTo(Long.toString(scene.telegram.updates().lastId()));
    assertThat(answers(chat)).hasSize(2);
  }

  @Test
  void whatCannotBeNotedIsAnsweredOnceAndTheRestIsHeard() {
    Place chat = scene.started();
    scene.stored.broken("note", true);
    scene.people.says(scene.owner, chat, "/status");
    scene.people.says(scene.owner, chat, "/about");
    for (int i = 0; i < 5; i++) {
      scene.poll();
    }
    assertThat(answers(chat)).hasSize(3);

    scene.stored.broken("note", false);
    scene.people.says(scene.owner, chat, "/status");
    scene.hear();
    assertThat(answers(chat)).hasSize(4);
  }

  @Test
  void everyPollSaysWhatItWants() {
    scene.started();
    assertThat(scene.telegram.requests("getUpdates"))
        .isNotEmpty()
        .allMatch(
            p ->
                p.parameter("allowed_updates")
                    .equals(
                        "[\"message\",\"callback_query\",\"my_chat_member\",\"channel_post\"]"));
  }

  @Test
  void aPressIsAnsweredBeforeAnythingElseOfItsBatch() {
    Place chat = scene.started();
    for (int i = 0; i < 5; i++) {
      scene.people.says(scene.owner, chat, "/status");
    }
    scene.people.clicks(scene.owner, scene.last(chat), "Current status");
    scene.hear();

    List<String> methods =
        scene.telegram.requests().stream()
            .map(Seen::method)
            .filter(m -> m.equals("sendMessage") || m.equals("answerCallbackQuery"))
            .toList();
    assertThat(methods.indexOf("answerCallbackQuery")).as("after the welcome").isEqualTo(1);
    assertThat(scene.telegram.callbackAnswers()).hasSize(1);
  }

  @Test
  void anotherPollerIsNotFoughtAndTold() {
    scene.started();
    scene
        .telegram
        .faults()
        .next(
            "getUpdates",
            Fault.error(409, "Conflict: terminated by other getUpdates request; make sure ..."));

    assertThat(scene.poll()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    assertThat(scene.sign("Telegram receiving").well()).isFalse();
    assertThat(scene.sign("Telegram receiving").text()).contains("409");
    assertThat(scene.logged()).anyMatch(l -> l.contains("one kpwatch per token"));
    assertThat(scene.telegram.requests("deleteWebhook")).isEmpty();

    scene.poll();
    assertThat(scene.sign("Telegram receiving").well()).isTrue();
  }

  @Test
  void aWebhookIsRemovedOnceAndNotFoughtOver() {
    scene.started();
    Fault webhook =
        Fault.error(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to"
                + " delete the webhook first");
    scene.telegram.faults().next("getUpdates", webhook);
    assertThat(scene.poll()).isZero();
    assertThat(scene.telegram.requests("deleteWebhook")).hasSize(1);

    scene.telegram.faults().next("getUpdates", webhook);
    assertThat(scene.poll()).isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    assertThat(scene.telegram.requests("deleteWebhook")).hasSize(1);
  }

  @Test
  void aRevokedTokenStopsPollingAndSending() {
    Place chat = scene.subscribed();
    scene.telegram.faults().always("getUpdates", Fault.error(401, "Unauthorized"));
    scene.poll();

    scene.say(News.opened(scene.now()), chat);
    scene.run();
    assertThat(scene.telegram.sent(chat)).as("the welcome alone").hasSize(1);
    assertThat(scene.sign("Telegram").text()).contains("telegram.token is not valid");
    assertThat(scene.deliveries()).extracting("state").containsExactly("pending");
  }

  @Test
  void aWrongTokenIsSaidAtTheFirstCall() {
    scene.restartWithToken("7000000001:AAFakeTokenOfSomebodyElse0000000000");
    scene.poll();
    assertThat(scene.sign("Telegram").text()).contains("401").contains("not valid");
    scene.restartWithToken("no-token-at-all");
    scene.poll();
    assertThat(scene.sign("Telegram").text()).contains("404").contains("not valid");
  }

  @Test
  void aToldWaitIsKept() {
    scene.started();
    scene.telegram.faults().next("getUpdates", Fault.tooMany(17));
    assertThat(scene.poll()).isEqualTo(Duration.ofSeconds(17));
    scene.later(Duration.ofSeconds(17));
    scene.poll();
  }

  @Test
  void networkTroubleBacksOffToHalfAMinuteAndEndsAtOnce() {
    Place chat = scene.started();
    scene.telegram.faults().next("getUpdates", Fault.page(502));
    scene.telegram.faults().next("getUpdates", Fault.reset());
    scene.telegram.faults().next("getUpdates", Fault.brokenJson());
    scene.telegram.faults().next("getUpdates", Fault.cutBody());
    scene.telegram.faults().next("getUpdates", Fault.error(500, "Internal Server Error: restart"));
    List<Duration> waits = new java.util.ArrayList<>();
    for (int i = 0; i < 5; i++) {
      waits.add(scene.poll());
    }
    scene.telegram.stop();
    waits.add(scene.poll());
    waits.add(scene.poll());
    assertThat(waits.stream().map(Duration::toSeconds))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    scene.later(Duration.ofMinutes(3));
    assertThat(scene.sign("Telegram receiving").text())
        .startsWith("last poll 3 min ago; failing for");

    scene.telegram.start();
    scene.people.says(scene.owner, chat, "/status");
    scene.hear();
    assertThat(answers(chat)).hasSize(2);
    assertThat(scene.sign("Telegram receiving").well()).isTrue();
  }

  @Test
  void whatFailsByOurOwnFaultIsTriedAgainAndThenLeft() {
    Place chat = scene.started();
    scene.people.says(scene.owner, chat, "/subscribe");
    scene.database.close();
    for (int i = 0; i < 2; i++) {
      try {
        scene.poll();
      } catch (RuntimeException e) {
        assertThat(e).hasMessageNotContaining(scene.telegram.token());
      }
    }
    assertThat(scene.telegram.updates().pending()).as("not confirmed").isEqualTo(1);
  }

  @Test
  void thatTelegramCannotBeReachedIsToldEverMoreSeldom() {
    Place chat = scene.started();
    scene.telegram.stop();
    for (int i = 0; i < 40; i++) {
      scene.poll();
    }
    assertThat(lines("cannot be reached")).isBetween(2L, 6L);
    scene.telegram.start();
    scene.people.says(scene.owner, chat, "/status");
    scene.hear();
    assertThat(lines("Telegram is back")).isEqualTo(1);

    scene.telegram.stop();
    scene.restart();
    long before = lines("cannot be reached");
    for (int i = 0; i < 40; i++) {
      scene.poll();
    }
    assertThat(lines("cannot be reached") - before).isBetween(2L, 7L);
    scene.telegram.start();
    scene.poll();
    assertThat(lines("Telegram is back")).isEqualTo(2);
  }

  private long lines(String words) {
    return scene.logged().stream().filter(line -> line.contains(words)).count();
  }

  @Test
  void aStrangerFillsNoLog() {
    Place group = scene.group();
    Place chat = scene.started();
    int before = scene.logged().size();
    for (int i = 0; i < 300; i++) {
      scene.telegram.updates().raw("\"message\":[" + i + "]");
      scene.people.says(scene.owner, i % 2 == 0 ? group : chat, "/status" + "x".repeat(i % 3));
    }
    scene.hear();
    assertThat(scene.logged().size() - before).isLessThan(40);
  }
}
