package kpwatch.ripestat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import kpwatch.observation.AsPath;
import kpwatch.observation.Prefix;
import kpwatch.observation.RouteArchive.Update;
import kpwatch.testkit.fuzz.Recordings;

/**
 * Any body as an answer of the archive, with and without an envelope around it: content, or an
 * {@link IOException}.
 */
@Recordings({"ripestat-2017-07-22/bgp*", "ripestat-2025-06-11/bgp*", "ripestat-errors/*"})
public final class ArchiveFuzz {
  private static final Prefix DOC = Prefix.parse("203.0.113.0/24");
  private static final Prefix LINZ = Prefix.parse("140.78.0.0/16");
  private static final Instant START = Instant.parse("2025-06-09T13:59:55Z");
  private static final int MOST_HOPS = 1024;

  private ArchiveFuzz() {}

  public static void fuzzerTestOneInput(byte[] body) {
    byte[] enveloped =
        ("{\"status\":\"ok\",\"data\":" + new String(body, StandardCharsets.UTF_8) + "}")
            .getBytes(StandardCharsets.UTF_8);
    for (Prefix prefix : new Prefix[] {DOC, LINZ}) {
      read(body, prefix);
      read(enveloped, prefix);
    }
  }

  private static void read(byte[] body, Prefix prefix) {
    try (Cursor cursor = open(body)) {
      BgPlay play =
          (BgPlay) Envelope.read(cursor, data -> BgPlay.read(data, prefix, START)).reading();
      play.routes().values().forEach(ArchiveFuzz::bounded);
    } catch (IOException e) {
      // the declared refusal
    }
    try (Cursor cursor = open(body)) {
      BgpUpdates updates =
          (BgpUpdates)
              Envelope.read(cursor, data -> BgpUpdates.read(data, prefix, START)).reading();
      for (Update update : updates.updates()) {
        update.path().ifPresent(ArchiveFuzz::bounded);
      }
    } catch (IOException e) {
      // the declared refusal
    }
  }

  private static Cursor open(byte[] body) throws IOException {
    return Cursor.open(new ByteArrayInputStream(body));
  }

  private static void bounded(AsPath path) {
    if (path.hops().size() > MOST_HOPS) {
      throw new AssertionError("too many hops");
    }
  }
}
