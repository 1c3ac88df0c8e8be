package kpwatch.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import kpwatch.testkit.telegram.FakeTelegram;
import kpwatch.testkit.telegram.Fault;
import kpwatch.testkit.telegram.Person;
import kpwatch.testkit.telegram.Place;
import kpwatch.testkit.telegram.Post;
import kpwatch.testkit.telegram.Right;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The README's example, from outside of the fake's package. */
@Timeout(60)
class FakeTelegramExampleTest {
  private static final String ALERT =
      "{\"chat_id\":%d,\"text\":\"alert\",\"link_preview_options\":{\"is_disabled\":true},"
          + "\"reply_markup\":{\"inline_keyboard\":[[{\"text\":\"Why\",\"callback_data\":\"w\"}]]}}";

  @Test
  void theExampleOfTheReadmeRuns() throws Exception {
    try (var telegram = new FakeTelegram()) {
      Person owner = telegram.world().person("Owner");
      Place ops = telegram.world().supergroup("Ops", owner);
      telegram.people().addsBot(owner, ops, Right.PIN_MESSAGES);
      telegram.people().says(owner, ops, "/subscribe");
      telegram.faults().next("sendMessage", Fault.page(502));
      assertThat(post(telegram, ops)).isEqualTo(502);
      assertThat(post(telegram, ops)).isEqualTo(200);
      Post alert = telegram.awaitSent(1).get(0);
      telegram.people().clicks(owner, alert, "Why");

      assertThat(telegram.updates().pending()).isEqualTo(4);
      assertThat(telegram.unansweredCallbacks()).hasSize(1);
      assertThat(telegram.violations()).isEmpty();
    }
  }

  private static int post(FakeTelegram telegram, Place place) throws Exception {
    URI uri = URI.create(telegram.baseUrl() + "/bot" + telegram.token() + "/sendmessage");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(ALERT.formatted(place.id())))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
  }
}
