package kpwatch.ripestat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation;
import kpwatch.observation.Prefix;

/** A transport that gives one prepared reply to every question and notes what was asked. */
final class Canned implements Transport {
  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  final List<String> asked = new ArrayList<>();
  boolean bodyClosed;

  private final int status;
  private final String contentType;
  private final Optional<Duration> retryAfter;
  private final InputStream body;

  Canned(int status, String contentType, Optional<Duration> retryAfter, InputStream body) {
    this.status = status;
    this.contentType = contentType;
    this.retryAfter = retryAfter;
    this.body = body;
  }

  static Canned json(byte[] body) {
    return http(200, "application/json; charset=utf-8", body);
  }

  static Canned json(String body) {
    return json(body.getBytes(StandardCharsets.UTF_8));
  }

  static Canned http(int status, String contentType, byte[] body) {
    return new Canned(status, contentType, Optional.empty(), new ByteArrayInputStream(body));
  }

  static Canned http(int status, String contentType, String body) {
    return http(status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  /** A body that fails after its first bytes. */
  static Canned breaking(String start, IOException failure) {
    InputStream head = new ByteArrayInputStream(start.getBytes(StandardCharsets.UTF_8));
    InputStream body =
        new InputStream() {
          @Override
          public int read() throws IOException {
            int next = head.read();
            if (next < 0) {
              throw failure;
            }
            return next;
          }
        };
    return new Canned(200, "application/json", Optional.empty(), body);
  }

  @Override
  public Reply get(String call, Map<String, String> query) {
    asked.add(call + " " + query);
    InputStream closing =
        new java.io.FilterInputStream(body) {
          @Override
          public void close() {
            bodyClosed = true;
          }
        };
    return new Reply(status, contentType, retryAfter, closing);
  }

  Observation routes(String prefix) {
    return source(this).routes(Prefix.parse(prefix));
  }

  Observation peers() {
    return source(this).peers();
  }

  Observation validation(long origin, String prefix) {
    return source(this).validation(new Asn(origin), Prefix.parse(prefix));
  }

  static RipeStat source(Transport transport) {
    return new RipeStat(transport, InstantSource.fixed(NOW));
  }
}
