package kpwatch.ripestat;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PushbackInputStream;
import java.util.Locale;
import kpwatch.bounded.ByteLimitException;
import kpwatch.observation.Observation.Cause;
import kpwatch.untrusted.UntrustedText;

/**
 * Judges one reply, in this order: the HTTP status, whether the body is JSON at all, what the
 * envelope says of itself, what the data holds, how old it is.
 */
final class ReplyReader {
  private ReplyReader() {}

  /**
   * Throws {@link NoReading} for whatever the reply lacks, {@link InterruptedIOException} if it
   * took too long.
   */
  static <C extends Content> C read(Transport.Reply reply, Content.Reader<C> reader)
      throws IOException {
    refuseByStatus(reply);
    try {
      InputStream body = jsonObject(reply);
      if (reply.status() == 400) {
        throw refusal(body);
      }
      return envelope(body, reader).reading();
    } catch (NoReading | InterruptedIOException e) {
      throw e;
    } catch (JacksonException e) {
      String fault = e.getOriginalMessage();
      throw new NoReading(
          Cause.MALFORMED,
          "not readable as JSON: " + UntrustedText.log(fault == null ? "" : fault));
    } catch (IOException e) {
      if (ByteLimitException.in(e).isPresent()) {
        throw NoReading.tooLarge(e);
      }
      throw new NoReading(Cause.MALFORMED, "the body broke off: " + UntrustedText.log(e));
    }
  }

  private static void refuseByStatus(Transport.Reply reply) throws NoReading {
    int status = reply.status();
    if (status == 429) {
      throw new NoReading(
          Cause.RATE_LIMITED,
          "HTTP 429"
              + reply.retryAfter().map(d -> ", retry after " + d.toSeconds() + " s").orElse(""));
    }
    if (status >= 500) {
      throw new NoReading(Cause.HTTP_5XX, "HTTP " + status);
    }
    if (status != 200 && status != 400) {
      throw new NoReading(Cause.NOT_JSON, "HTTP " + status);
    }
  }

  /** The body from its opening brace on. */
  private static InputStream jsonObject(Transport.Reply reply) throws IOException {
    PushbackInputStream body = new PushbackInputStream(new LimitedBody(reply.body()));
    int first = body.read();
    while (first == ' ' || first == '\n' || first == '\r' || first == '\t') {
      first = body.read();
    }
    if (first == '{') {
      body.unread(first);
      return body;
    }
    String type = reply.contentType();
    boolean saysJson = type.isEmpty() || type.toLowerCase(Locale.ROOT).contains("json");
    if (first == '<' || !saysJson) {
      throw new NoReading(
          Cause.NOT_JSON,
          "HTTP " + reply.status() + " with content type " + UntrustedText.log(type));
    }
    throw new NoReading(
        Cause.MALFORMED, first < 0 ? "the body is empty" : "the answer is no JSON object");
  }

  private static <C extends Content> Envelope<C> envelope(
      InputStream body, Content.Reader<C> reader) throws IOException {
    try (Cursor cursor = Cursor.open(body)) {
      return Envelope.read(cursor, reader);
    }
  }

  private static NoReading refusal(InputStream body) throws IOException {
    String message;
    try {
      message = envelope(body, ReplyReader::nothing).message().orElse("no message");
    } catch (JacksonException | NoReading e) {
      message = "message not readable";
    }
    return new NoReading(Cause.BAD_REQUEST, "HTTP 400: " + message);
  }

  private static Content nothing(Cursor data) throws NoReading {
    throw new NoReading(Cause.UNUSABLE, "the data of a refusal is not read");
  }
}
