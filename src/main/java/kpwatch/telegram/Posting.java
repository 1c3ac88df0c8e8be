package kpwatch.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiRequestException;

/**
 * A message of whose answer only the number is read. For more, the library would first learn every
 * class of which a message may be made: some tenths of a second, in which the first alert waits.
 */
final class Posting extends SendMessage {
  private static final long serialVersionUID = 1;

  Posting(long chat, String text) {
    super(Long.toString(chat), text);
  }

  @Override
  public Message deserializeResponse(String answer) throws TelegramApiRequestException {
    JsonNode id;
    try {
      id = OBJECT_MAPPER.readTree(answer).path("result").path("message_id");
    } catch (JsonProcessingException e) {
      return super.deserializeResponse(answer);
    }
    if (!id.canConvertToInt() || id.intValue() <= 0) {
      return super.deserializeResponse(answer);
    }
    Message posted = new Message();
    posted.setMessageId(id.intValue());
    return posted;
  }
}
