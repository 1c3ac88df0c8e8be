package kpwatch.rislive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.Locale;

/**
 * Reads frames of RIS Live, those of 2019 to 2021 and those of 2025, in whatever order their
 * members come. Never throws for what it is given. Used by one thread. Shapes: {@code
 * https://ris-live.ripe.net/manual/}, read 2026-11.
 */
final class FrameReader {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          // No table of names: whoever sends the frames chooses the names and could fill it.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(50)
                  .maxNumberLength(50)
                  .maxStringLength(4 << 20)
                  .build())
          .build();

  private final RisMessage message;

  FrameReader(Interest interest) {
    this.message = new RisMessage(interest);
  }

  Frame read(String text) {
    try (JsonParser parser = JSON.createParser(text)) {
      return frame(parser);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      return new Frame.Malformed(e.getClass().getSimpleName());
    }
  }

  private Frame frame(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return new Frame.Malformed("not a JSON object");
    }
    message.clear();
    String type = "";
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      if (key.equals("type") && value == JsonToken.VALUE_STRING) {
        type = parser.getText();
      } else if (key.equals("data") && value == JsonToken.START_OBJECT) {
        message.read(parser);
      } else {
        parser.skipChildren();
      }
    }
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "ris_message" -> message.frame();
      case "ris_error" -> new Frame.Complaint(message.complaint());
      case "" -> new Frame.Malformed("no type");
      default -> new Frame.Alive();
    };
  }
}
