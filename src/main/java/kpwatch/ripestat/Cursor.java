package kpwatch.ripestat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import kpwatch.observation.Observation.Cause;

/**
 * A walk through a JSON text, value by value, that never holds more than one value. What the
 * visitor does not read is skipped, without recursion. A value of another type than asked for is a
 * {@link NoReading} with {@code MALFORMED}; {@code null} counts as absent.
 */
final class Cursor implements Closeable {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          // names of keys come from outside: no table of them outlives the reply
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(200)
                  .maxNumberLength(100)
                  .maxStringLength(64 << 10)
                  .build())
          .build();

  private static final int LONGEST_NAME = 64;

  private final JsonParser parser;

  /** Visits one member of an object. */
  interface Member {
    void read(String key) throws IOException;
  }

  /** Visits one element of an array. */
  interface Element {
    void read() throws IOException;
  }

  private Cursor(JsonParser parser) {
    this.parser = parser;
  }

  /** A cursor on the first value of a UTF-8 text; wrong bytes are an {@link IOException}. */
  static Cursor open(InputStream body) throws IOException {
    // a strict decoder of our own: Jackson would guess the encoding and let some wrong bytes pass
    JsonParser parser =
        JSON.createParser(new InputStreamReader(body, StandardCharsets.UTF_8.newDecoder()));
    parser.nextToken();
    return new Cursor(parser);
  }

  void object(String what, Member member) throws IOException {
    require(JsonToken.START_OBJECT, what);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      parser.nextToken();
      member.read(key);
      parser.skipChildren();
    }
  }

  void array(String what, Element element) throws IOException {
    require(JsonToken.START_ARRAY, what);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      element.read();
      parser.skipChildren();
    }
  }

  Optional<String> text(String what) throws IOException {
    if (absent()) {
      return Optional.empty();
    }
    require(JsonToken.VALUE_STRING, what);
    return Optional.of(parser.getText());
  }

  /** A short text that will be kept many times over; a long one is {@code MALFORMED}. */
  Optional<String> name(String what) throws IOException {
    Optional<String> name = text(what);
    if (name.filter(n -> n.length() > LONGEST_NAME).isPresent()) {
      throw new NoReading(Cause.MALFORMED, what + " is longer than " + LONGEST_NAME);
    }
    return name;
  }

  /** For AS numbers, which some builds write as a number and some as text. */
  Optional<String> textOrInteger(String what) throws IOException {
    return parser.hasToken(JsonToken.VALUE_NUMBER_INT) ? Optional.of(parser.getText()) : text(what);
  }

  Optional<Boolean> flag(String what) throws IOException {
    if (absent()) {
      return Optional.empty();
    }
    if (!parser.hasToken(JsonToken.VALUE_TRUE)) {
      require(JsonToken.VALUE_FALSE, what);
    }
    return Optional.of(parser.hasToken(JsonToken.VALUE_TRUE));
  }

  boolean absent() {
    return parser.hasToken(JsonToken.VALUE_NULL);
  }

  boolean atText() {
    return parser.hasToken(JsonToken.VALUE_STRING);
  }

  boolean atArray() {
    return parser.isExpectedStartArrayToken();
  }

  /** How many objects and arrays hold the value at hand; a level to come back to. */
  int level() {
    int within = parser.getParsingContext().getNestingDepth();
    JsonToken token = parser.currentToken();
    return token != null && token.isStructStart() ? within - 1 : within;
  }

  /** Leaves the value that was entered at a level, however deep in it the reading stopped. */
  void leave(int level) throws IOException {
    while (parser.getParsingContext().getNestingDepth() > level) {
      parser.nextToken();
    }
  }

  /** Reads on to the end of the text; anything but blanks is {@code MALFORMED}. */
  void end() throws IOException {
    if (parser.nextToken() != null) {
      throw new NoReading(Cause.MALFORMED, "text behind the end of the answer");
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  private void require(JsonToken wanted, String what) throws NoReading {
    if (!parser.hasToken(wanted)) {
      throw new NoReading(
          Cause.MALFORMED, what + " is " + parser.currentToken() + ", expected " + wanted);
    }
  }
}
