package kpwatch.testkit.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How much may be sent. The clock stands unless a test moves it. */
@Timeout(60)
class FakeTelegramRatesTest extends FakeTelegramFixture {
  private List<Place> chats(int count) {
    List<Place> chats = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Person person = telegram.world().person("P" + i);
      people.starts(person, "");
      chats.add(telegram.world().privateChat(person));
    }
    return chats;
  }

  @Test
  void thirtyInASecondOverAllChats() throws Exception {
    List<Place> chats = chats(31);
    for (Place chat : chats.subList(0, 30)) {
      bot.text(chat, "a").result();
    }
    PlainBot.Reply reply = bot.text(chats.get(30), "a");

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.description()).isEqualTo("Too Many Requests: retry after 1");
    assertThat(reply.body().at("/parameters/retry_after").asInt()).isEqualTo(1);
    assertThat(reply.whole().headers().firstValue("Retry-After")).contains("1");
    assertThat(telegram.violations()).as("to be refused is no violation").isEmpty();
    later(Duration.ofSeconds(1));
    assertThat(bot.text(chats.get(30), "a").status()).isEqualTo(200);
  }

  @Test
  void sendingInsideTheWaitIsAViolationEvenToAnotherChat() throws Exception {
    List<Place> chats = chats(32);
    for (Place chat : chats.subList(0, 31)) {
      bot.text(chat, "a");
    }
    later(Duration.ofMillis(400));
    assertThat(bot.text(chats.get(31), "a").status()).isEqualTo(429);

    assertThat(telegram.violations())
        .containsExactly("sendMessage: sent 600 ms before the end of the wait told for all chats");
  }

  @Test
  void whatWasOnTheWayWhenTheWaitWasToldIsNoViolation() throws Exception {
    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
      var told = new Connection(1, socket);
      var other = new Connection(2, socket);
      Notes notes = telegram.service().notes;
      var rates = new Rates(telegram.world(), notes);
      Refusal first = rates.tooMany(arriving(told, 0), Rates.ALL, Duration.ofSeconds(1));
      assertThat(first.code()).isEqualTo(429);
      long before = System.nanoTime();
      asked(rates, arriving(told, before));
      rates.written(told);
      asked(rates, arriving(told, before));
      asked(rates, arriving(other, before + Duration.ofMillis(40).toNanos()));
      assertThat(notes.violations()).isEmpty();

      asked(rates, arriving(told, before + Duration.ofSeconds(20).toNanos()));
      asked(rates, arriving(other, before + Duration.ofSeconds(20).toNanos()));
      assertThat(notes.violations()).hasSize(2);
    }
  }

  private static Call arriving(Connection connection, long nanos) {
    return new Call("sendMessage", Params.none(), connection, nanos);
  }

  private static void asked(Rates rates, Call call) {
    assertThatThrownBy(() -> rates.checkWindow(call, Rates.ALL)).isInstanceOf(Refusal.class);
  }

  @Test
  void paidBroadcastsHaveALimitOfTheirOwn() throws Exception {
    for (Place chat : chats(40)) {
      bot.text(chat, "a", ",\"allow_paid_broadcast\":true").result();
    }
    assertThat(telegram.sent()).hasSize(40);
  }

  @Test
  void aShortBurstToOneChatThenOneASecond() throws Exception {
    Place chat = started();
    for (int i = 0; i < 3; i++) {
      bot.text(chat, "a").result();
      later(Duration.ofMillis(100));
    }
    PlainBot.Reply reply = bot.text(chat, "a");
    assertThat(reply.body().at("/parameters/retry_after").asInt()).isEqualTo(3);
    assertThat(bot.text(chats(1).get(0), "a").status()).as("other chats go on").isEqualTo(200);
    later(Duration.ofSeconds(3));
    assertThat(bot.text(chat, "a").status()).isEqualTo(200);
    assertThat(telegram.violations()).isEmpty();
  }

  @Test
  void editsCountToo() throws Exception {
    Place chat = started();
    bot.text(chat, "0").result();
    Post post = telegram.sent().get(0);
    bot.edit(post, "1", "").result();
    bot.edit(post, "2", "").result();

    assertThat(bot.edit(post, "3", "").status()).isEqualTo(429);
    assertThat(post.text()).isEqualTo("2");
  }

  @Test
  void twentyAMinuteToAGroup() throws Exception {
    Place group = supergroup();
    for (int i = 0; i < 20; i++) {
      bot.text(group, "a").result();
      later(Duration.ofSeconds(2));
    }
    PlainBot.Reply reply = bot.text(group, "a");

    assertThat(reply.body().at("/parameters/retry_after").asInt()).isEqualTo(20);
    later(Duration.ofSeconds(19));
    assertThat(bot.text(group, "a").status()).isEqualTo(429);
    assertThat(telegram.violations()).hasSize(1);
    later(Duration.ofSeconds(1));
    assertThat(bot.text(group, "a").status()).isEqualTo(200);
  }

  @Test
  void otherCallsAreFreeInsideTheWait() throws Exception {
    Place chat = started();
    telegram.faults().next("sendMessage", Fault.tooMany(35));
    assertThat(bot.text(chat, "a").body().at("/parameters/retry_after").asInt()).isEqualTo(35);

    assertThat(bot.call("getChat", "{\"chat_id\":" + chat.id() + "}").status()).isEqualTo(200);
    assertThat(telegram.violations()).isEmpty();
    bot.text(chat, "a");
    assertThat(telegram.violations())
        .containsExactly(
            "sendMessage: sent 35000 ms before the end of the wait told for " + chat.id());
  }

  @Test
  void aWaitToldToThePollerHoldsForPolling() throws Exception {
    telegram.faults().next("getUpdates", Fault.tooMany(5));
    assertThat(bot.poll(0, 0).status()).isEqualTo(429);
    assertThat(bot.text(started(), "a").status()).isEqualTo(200);
    assertThat(bot.poll(0, 0).status()).isEqualTo(429);

    assertThat(telegram.violations())
        .containsExactly("getUpdates: sent 5000 ms before the end of the wait told for getUpdates");
    later(Duration.ofSeconds(5));
    assertThat(bot.poll(0, 0).status()).isEqualTo(200);
  }

  @Test
  void limitsCanBeSwitchedOff() throws Exception {
    telegram.limits(Limits.none());
    Place chat = started();
    for (int i = 0; i < 50; i++) {
      bot.text(chat, "a").result();
    }
    assertThat(telegram.sent()).hasSize(50);
  }

  @Test
  void manySendAtOnce() throws Exception {
    telegram.limits(Limits.none());
    List<Place> chats = chats(200);
    List<CompletableFuture<PlainBot.Reply>> replies = new ArrayList<>();
    for (Place chat : chats) {
      String json = "{\"chat_id\":%d,\"text\":\"a\",%s}";
      replies.add(bot.later("sendMessage", json.formatted(chat.id(), PlainBot.PREVIEW_OFF)));
    }
    for (CompletableFuture<PlainBot.Reply> reply : replies) {
      assertThat(reply.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
    }
    assertThat(telegram.sent()).extracting(Post::place).containsExactlyInAnyOrderElementsOf(chats);
    assertThat(telegram.sent()).extracting(Post::id).doesNotHaveDuplicates();
    assertThat(telegram.violations()).isEmpty();
  }
}
