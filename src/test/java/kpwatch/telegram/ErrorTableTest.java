package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kpwatch.notify.SendResult;
import kpwatch.subscription.Standing.State;
import kpwatch.testkit.telegram.Fault;
import kpwatch.testkit.telegram.Place;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each refusal does to the delivery and to the subscription. */
@Timeout(120)
final class ErrorTableTest {
  private final Scene scene = new Scene();

  @AfterEach
  void close() {
    scene.close();
  }

  private void refused(Place chat, int code, String description) {
    scene.telegram.faults().next("sendMessage", Fault.error(code, description));
    scene.say(News.opened(scene.now()), chat);
    scene.run();
  }

  @ParameterizedTest
  @CsvSource({
    "403, Forbidden: bot was blocked by the user, GONE",
    "403, Forbidden: bot was kicked from the group chat, GONE",
    "403, Forbidden: bot was kicked from the supergroup chat, GONE",
    "403, Forbidden: bot was kicked from the channel chat, GONE",
    "403, Forbidden: bot is not a member of the channel chat, GONE",
    "403, Forbidden: bot can't initiate conversation with a user, GONE",
    "400, Bad Request: not enough rights to send text messages to the chat, PAUSED",
    "400, Bad Request: have no write access, PAUSED",
    "400, Bad Request: CHAT_WRITE_FORBIDDEN, PAUSED",
    "400, Bad Request: need administrator rights in the channel chat, PAUSED",
    "403, Forbidden: something of next year, PAUSED",
    "400, bad request: NOT ENOUGH RIGHTS TO SEND TEXT MESSAGES TO THE CHAT, PAUSED",
    "400, Bad Request: something of next year, PAUSED",
    "400, Bad Request: CHAT_RESTRICTED, PAUSED",
    "400, Bad Request: CHAT_SEND_PHOTOS_FORBIDDEN, PAUSED",
    "400, Bad Request: BUTTON_DATA_INVALID, ACTIVE"
  })
  void theStandingFollowsAndTheWishesAreKept(int code, String description, State state) {
    Place chat = scene.subscribed();
    refused(chat, code, description);

    assertThat(scene.standing(chat).state()).isEqualTo(state);
    assertThat(scene.deliveries())
        .extracting("state")
        .containsExactly(state == State.PAUSED ? "pending" : "refused");
    scene.runFor(Duration.ofMinutes(2));
    assertThat(scene.telegram.sent(chat)).as("not tried out").hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"Forbidden: user is deactivated", "Forbidden: the group chat was deleted"})
  void whatNeverReturnsIsForgotten(String description) {
    Place chat = scene.subscribed();
    refused(chat, 403, description);
    assertThat(scene.subscriptions.all()).isEmpty();
    assertThat(scene.deliveries()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "401, Unauthorized",
    "401, Unauthorized: invalid token specified",
    "404, Not Found",
    "421, Misdirected Request: unallowed token specified"
  })
  void aRefusalOfTheBotStopsEverything(int code, String description) {
    Place chat = scene.subscribed();
    Place group = scene.group();
    int sent = scene.telegram.requests("sendMessage").size();
    scene.telegram.faults().next("sendMessage", Fault.error(code, description));
    scene.say(News.opened(scene.now()), chat, group);
    scene.runFor(Duration.ofMinutes(2));

    assertThat(scene.telegram.requests("sendMessage")).hasSize(sent + 1);
    assertThat(scene.sign("Telegram").text()).contains(Integer.toString(code));
    assertThat(scene.deliveries()).extracting("state").containsOnly("pending");
    assertThat(scene.standing(chat).isActive()).isTrue();
  }

  @Test
  void aChatThatIsNotFoundIsTriedThreeTimesInADay() {
    Place chat = scene.subscribed();
    int asked = scene.telegram.requests("sendMessage").size();
    scene.telegram.faults().always("sendMessage", Fault.error(400, "Bad Request: chat not found"));
    scene.say(News.opened(scene.now()), chat);
    for (int hour = 0; hour < 23; hour++) {
      scene.run();
      scene.later(Duration.ofHours(1));
    }
    assertThat(scene.telegram.requests("sendMessage")).hasSize(asked + 2);
    assertThat(scene.standing(chat).state()).isEqualTo(State.ACTIVE);
    scene.later(Duration.ofHours(2));
    scene.run();
    assertThat(scene.telegram.requests("sendMessage")).hasSize(asked + 3);
    assertThat(scene.standing(chat).state()).isEqualTo(State.GONE);
  }

  @Test
  void anEditThatChangesNothingIsASuccess() {
    Place chat = scene.subscribed();
    scene.say(News.opened(scene.now()), chat);
    scene.run();
    scene.later(Duration.ofMinutes(2));
    scene
        .telegram
        .faults()
        .next(
            "editMessageText",
            Fault.error(400, "Bad Request: message is not modified: specified ..."));
    scene.reads(News.card("CARD", scene.now(), false));
    scene.run();
    scene.runFor(Duration.ofMinutes(2));
    assertThat(scene.telegram.requests("editMessageText")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Bad Request: message to edit not found",
    "Bad Request: message can't be edited",
    "Bad Request: MESSAGE_ID_INVALID"
  })
  void aCardThatIsGoneIsForgottenAndPostedAgain(String description) {
    Place chat = scene.subscribed();
    scene.say(News.opened(scene.now()), chat);
    scene.run();
    scene.later(Duration.ofMinutes(2));
    scene.telegram.faults().next("editMessageText", Fault.error(400, description));
    scene.reads(News.card("CARD", scene.now(), false));
    scene.run();
    scene.runFor(Duration.ofSeconds(5));

    assertThat(scene.last(chat).text()).startsWith("CARD");
    assertThat(scene.last(chat).silent()).isTrue();
    assertThat(scene.stored.posted())
        .extracting("message")
        .containsExactly("" + scene.last(chat).id());
  }

  @Test
  void markupThatIsRefusedIsSaidOnceInPlain() {
    Place chat = scene.subscribed();
    scene
        .telegram
        .faults()
        .next(
            "sendMessage",
            Fault.error(
                400,
                "Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 0"));
    scene.say(News.opened(scene.now()), chat);
    scene.run();
    assertThat(scene.last(chat).text())
        .startsWith("OPENED 1\nSince 2026")
        .contains("KP-K7Q2 · update 1");
    assertThat(scene.last(chat).marked("bold")).isEmpty();
    assertThat(scene.last(chat).previewDisabled()).isTrue();
    assertThat(scene.logged()).anyMatch(l -> l.contains("a defect"));

    scene
        .telegram
        .faults()
        .next(
            2,
            s -> s.method().equals("sendMessage"),
            Fault.error(400, "Bad Request: can't parse entities: again"));
    scene.say(News.closed(2, scene.now()), chat);
    scene.runFor(Duration.ofMinutes(1));
    assertThat(scene.deliveries()).extracting("state").containsExactly("sent", "refused");
    assertThat(scene.standing(chat).isActive()).isTrue();
  }

  @Test
  void whatIsTooLongIsSaidOnceInShort() {
    Place chat = scene.subscribed();
    scene
        .telegram
        .faults()
        .next("sendMessage", Fault.error(400, "Bad Request: message is too long"));
    scene.say(News.opened(scene.now()), chat);
    scene.run();
    assertThat(scene.last(chat).text())
        .isEqualTo("OPENED 1\n\nKP-K7Q2 · update 1 · data 04:14 UTC");
  }

  @Test
  void aDeletedMessageIsNotRepliedToAndTheUpdateArrives() {
    Place chat = scene.subscribed();
    scene.say(News.opened(scene.now()), chat);
    scene.run();
    scene
        .telegram
        .faults()
        .next("sendMessage", Fault.error(400, "Bad Request: message to be replied not found"));
    scene.say(News.updated(2, scene.now()), chat);
    scene.run();
    assertThat(scene.last(chat).text()).startsWith("UPDATED 2");
    assertThat(scene.last(chat).replyTo()).isEmpty();
  }

  /** Every error of the list of facts, as the verdict on a delivery. */
  @TestFactory
  Stream<DynamicTest> theWholeListOfErrors() throws IOException {
    Path list =
        Path.of(System.getProperty("recorded.dir", ""), "schemas/telegram-error-policy.json");
    assumeTrue(Files.exists(list), "the list of errors is not here: set recorded.dir");
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode error : new ObjectMapper().readTree(list.toFile()).path("errors")) {
      String name = error.path("code").asInt() + " " + error.path("description").asText();
      tests.add(DynamicTest.dynamicTest(name, () -> fits(error)));
    }
    assertThat(tests).hasSizeGreaterThan(30);
    return tests.stream();
  }

  private static void fits(JsonNode error) {
    int code = error.path("code").asInt();
    boolean moves = error.path("parameters").has("migrate_to_chat_id");
    boolean waits = error.path("parameters").has("retry_after");
    Answer.Refused<String> answer =
        new Answer.Refused<>(
            code,
            error.path("description").asText(),
            waits ? Optional.of(Duration.ofSeconds(35)) : Optional.empty(),
            moves ? Optional.of(-100L) : Optional.empty());
    SendResult result = Verdict.of(answer, false);
    String retry = error.path("retry").asText();
    String sub = error.path("sub").asText().toLowerCase(Locale.ROOT);
    Map<Class<?>, Boolean> wanted =
        Map.of(
            SendResult.Down.class,
            retry.equals("fatal"),
            SendResult.Gone.class,
            sub.startsWith("disable") && code == 403 || sub.equals("delete"),
            SendResult.Paused.class,
            sub.startsWith("pause"),
            SendResult.Lost.class,
            sub.contains("message id") || sub.contains("post new"),
            SendResult.Failed.class,
            moves || waits,
            SendResult.Ill.class,
            code >= 500 && !waits && !retry.equals("never"));
    wanted.forEach(
        (type, yes) -> assertThat(type.isInstance(result)).as(type + " for " + sub).isEqualTo(yes));
  }
}
