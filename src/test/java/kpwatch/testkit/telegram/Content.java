package kpwatch.testkit.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Texts and captions with the limits of https://core.telegram.org/bots/api#sendmessage. */
final class Content {
  static final int MOST_TEXT = 4096;
  static final int MOST_CAPTION = 1024;

  private final Notes notes;

  Content(Notes notes) {
    this.notes = notes;
  }

  Formatted text(Call call) {
    Formatted text = formatted(call, call.params(), "text", "entities");
    if (text.text().isEmpty()) {
      throw Refusal.defect("message text is empty");
    }
    check(call, text, MOST_TEXT, "message is too long");
    return text;
  }

  /** May be empty. The parameters are those of the call or of its media. */
  Formatted caption(Call call, Params params) {
    Formatted caption = formatted(call, params, "caption", "caption_entities");
    check(call, caption, MOST_CAPTION, "message caption is too long");
    return caption;
  }

  private void check(Call call, Formatted text, int most, String complaint) {
    if (text.codePoints() > most) {
      throw Refusal.defect(complaint);
    }
    if (text.text().length() > most) {
      notes.warning(
          "%s: %d UTF-16 units, more than %d, though no more characters"
              .formatted(call.method(), text.text().length(), most));
    }
    text.dropped().forEach(what -> notes.violation(call.method() + ": dropped " + what));
  }

  private Formatted formatted(Call call, Params params, String name, String entities) {
    String mode = params.text("parse_mode").toLowerCase(Locale.ROOT);
    String text = params.text(name);
    if (!mode.isEmpty() && params.has(entities)) {
      notes.violation(call.method() + ": parse_mode and " + entities + " together");
    }
    switch (mode) {
      case "html" -> {
        return HtmlParser.parse(text);
      }
      case "" -> {
        return new Tidying(text, given(params, entities)).done();
      }
      case "markdown", "markdownv2" -> {
        notes.violation(call.method() + ": parse_mode " + mode + ", which this fake does not read");
        return Formatted.plain(text);
      }
      default -> throw Refusal.defect("unsupported parse_mode");
    }
  }

  private static List<Mark> given(Params params, String name) {
    List<Mark> marks = new ArrayList<>();
    for (JsonNode node : params.tree(name).orElse(Json.array())) {
      Map<String, Object> more = new HashMap<>();
      node.fields()
          .forEachRemaining(
              field -> {
                JsonNode value = field.getValue();
                more.put(field.getKey(), value.isTextual() ? value.textValue() : value.longValue());
              });
      more.keySet().removeAll(List.of("type", "offset", "length"));
      marks.add(
          new Mark(
              node.path("type").asText(),
              node.path("offset").asInt(),
              node.path("length").asInt(),
              more));
    }
    return marks;
  }
}
