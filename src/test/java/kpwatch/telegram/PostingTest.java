package kpwatch.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

class PostingTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void itIsSentLikeAnyMessageOfTheLibrary() {
    SendMessage usual = SendMessage.builder().chatId(17L).text("words").build();

    assertThat(tree(new Posting(17, "words"))).isEqualTo(tree(usual));
  }

  private static JsonNode tree(SendMessage message) {
    return JSON.valueToTree(message);
  }

  @Test
  void ofItsAnswerTheNumberIsReadWhateverElseIsThere() throws Exception {
    String answer = "{\"ok\":true,\"result\":{\"message_id\":42,\"chat\":\"of a form to come\"}}";

    assertThat(new Posting(17, "words").deserializeResponse(answer).getMessageId()).isEqualTo(42);
  }

  @Test
  void aRefusalIsReadByTheLibrary() {
    String answer =
        "{\"ok\":false,\"error_code\":429,\"description\":\"Too Many Requests\","
            + "\"parameters\":{\"retry_after\":5}}";

    TelegramApiRequestException refused =
        catchThrowableOfType(
            TelegramApiRequestException.class,
            () -> new Posting(17, "words").deserializeResponse(answer));

    assertThat(refused.getErrorCode()).isEqualTo(429);
    assertThat(refused.getParameters().getRetryAfter()).isEqualTo(5);
  }

  @Test
  void aCallIsMadeOnTheThreadThatAsksForIt() {
    Thread[] made = new Thread[1];

    new OwnThread().execute(() -> made[0] = Thread.currentThread());

    assertThat(made).containsExactly(Thread.currentThread());
  }
}
