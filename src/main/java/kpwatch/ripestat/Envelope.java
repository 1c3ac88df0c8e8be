package kpwatch.ripestat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import kpwatch.observation.Observation.Cause;
import kpwatch.untrusted.UntrustedText;

/**
 * The part of an answer that is the same for every data call, with the reading of its {@code data}
 * inside. Keys come in any order (builds of 2026 put {@code data} last), so everything is read
 * before anything is judged.
 */
final class Envelope<C extends Content> {
  /** Of a message of the server. */
  private static final int SHOWN = 80;

  /** How far {@code query_time} may lie before the answer's own {@code time}. */
  static final Duration FRESH = Duration.ofMinutes(15);

  private final Content.Reader<C> reader;
  private Optional<String> status = Optional.empty();
  private Optional<String> callStatus = Optional.empty();
  private Optional<Instant> time = Optional.empty();
  private Optional<C> reading = Optional.empty();
  private Optional<NoReading> fault = Optional.empty();
  private Optional<String> message = Optional.empty();
  private boolean messageIsError;

  private Envelope(Content.Reader<C> reader) {
    this.reader = reader;
  }

  static <C extends Content> Envelope<C> read(Cursor cursor, Content.Reader<C> reader)
      throws IOException {
    Envelope<C> envelope = new Envelope<>(reader);
    cursor.object("the answer", key -> envelope.member(cursor, key));
    cursor.end();
    return envelope;
  }

  /** The first message of severity error, else the first of any; an excerpt. */
  Optional<String> message() {
    return message;
  }

  /** The reading, or the first reason against it. */
  C reading() throws NoReading {
    if (!status.equals(Optional.of("ok"))) {
      throw new NoReading(
          Cause.UNUSABLE,
          "status is " + status.map(UntrustedText::log).orElse("missing") + saying());
    }
    if (callStatus.filter(Envelope::maintenance).isPresent()) {
      throw new NoReading(Cause.MAINTENANCE, "the data call is in maintenance" + saying());
    }
    if (fault.isPresent()) {
      throw fault.get();
    }
    C found =
        reading.orElseThrow(() -> new NoReading(Cause.UNUSABLE, "data is missing" + saying()));
    // A newer query_time than time is let pass: an archived answer has it six minutes ahead.
    Optional<Instant> old =
        found.dataTime().filter(d -> time.filter(d.plus(FRESH)::isBefore).isPresent());
    if (old.isPresent()) {
      throw new NoReading(
          Cause.STALE, "data of " + old.get() + " in an answer of " + time.orElseThrow());
    }
    return found;
  }

  private void member(Cursor cursor, String key) throws IOException {
    switch (key) {
      case "status" -> status = cursor.text(key);
      case "data_call_status" -> callStatus = cursor.text(key);
      case "time" -> time = UtcTime.field(key, cursor.text(key));
      case "messages" -> messages(cursor);
      case "data" -> data(cursor);
      default -> {}
    }
  }

  private void data(Cursor cursor) throws IOException {
    reading = Optional.empty();
    fault = Optional.empty();
    if (cursor.absent()) {
      return;
    }
    int level = cursor.level();
    try {
      reading = Optional.of(reader.read(cursor));
    } catch (NoReading e) {
      if (e.why() == Cause.TOO_LARGE) {
        throw e;
      }
      // the status, which may come later, says more than a strange or empty data does
      fault = Optional.of(e);
      cursor.leave(level);
    }
  }

  private void messages(Cursor cursor) throws IOException {
    if (cursor.atArray()) {
      cursor.array("messages", () -> message(cursor));
    }
  }

  /** One pair of severity and text. Only for people to read, so other shapes are passed over. */
  private void message(Cursor cursor) throws IOException {
    if (!cursor.atArray()) {
      return;
    }
    StringBuilder severity = new StringBuilder();
    StringBuilder text = new StringBuilder();
    cursor.array(
        "message",
        () -> {
          if (cursor.atText()) {
            String part = UntrustedText.log(cursor.text("message").orElse(""), SHOWN);
            (severity.isEmpty() ? severity : text).append(part);
          }
        });
    boolean error = severity.toString().equals("error");
    if (!text.isEmpty() && (message.isEmpty() || (error && !messageIsError))) {
      message = Optional.of(UntrustedText.log(text, SHOWN));
      messageIsError = error;
    }
  }

  private String saying() {
    return message.map(m -> ": " + m).orElse("");
  }

  private static boolean maintenance(String callStatus) {
    return callStatus.strip().toLowerCase(Locale.ROOT).startsWith("maintenance");
  }
}
