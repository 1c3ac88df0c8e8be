package kpwatch.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import kpwatch.command.FuzzedDesk;
import kpwatch.command.Reply;
import kpwatch.command.Spec;
import kpwatch.subscription.Wishes.Detail;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.message.Message;

/**
 * Any JSON as an update, from the library's object up to the text of our answer: it is read or has
 * no form that is known, and each answer fits into one message.
 */
public final class UpdatesFuzz {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private UpdatesFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    JsonNode tree;
    Update update;
    try {
      tree = MAPPER.readTree(new String(input, StandardCharsets.UTF_8));
      update = MAPPER.treeToValue(tree, Update.class);
    } catch (JsonProcessingException | RuntimeException e) {
      return; // no form that is known: it is left out
    }
    if (update == null) {
      return;
    }
    Optional.ofNullable(update.getMessage()).ifPresent(m -> asked(m, tree.path("message")));
    Optional.ofNullable(update.getChannelPost())
        .ifPresent(post -> asked(post, tree.path("channel_post")));
    Optional.ofNullable(update.getCallbackQuery())
        .map(CallbackQuery::getData)
        .flatMap(Buttons::pressed)
        .ifPresent(UpdatesFuzz::pressed);
  }

  private static void asked(Message message, JsonNode asItCame) {
    Who.of(message);
    if (message.hasText()) {
      Typed.of(asItCame).ifPresent(UpdatesFuzz::answered);
    }
  }

  private static void answered(Typed typed) {
    typed.isFor("kpwatch_bot");
    Links.asked(typed.rest()).ifPresent(UpdatesFuzz::pressed);
    Optional<Spec> spec = Counter.spec(typed.name());
    if (spec.isPresent()) {
      Options options = Options.read(spec.get(), typed.rest());
      said(FuzzedDesk.answer(typed.name(), options.values()));
    }
  }

  private static void pressed(String button) {
    said(FuzzedDesk.pressed(button));
    Links.to("kpwatch_bot", button);
  }

  private static void said(Reply reply) {
    for (Detail detail : Detail.values()) {
      Page page = new Shape(id -> "#" + id).page(reply.message(), detail);
      if (page.plain().length() > Page.MOST) {
        throw new AssertionError("a message of " + page.plain().length());
      }
    }
  }
}
