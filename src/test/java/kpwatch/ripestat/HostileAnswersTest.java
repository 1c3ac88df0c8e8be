package kpwatch.ripestat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.IntFunction;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Observation.Missing;
import org.junit.jupiter.api.Test;

/**
 * Answers without end, made while they are read. What is kept of them is bounded, so these pass in
 * a heap of 96 MiB too ({@code -Dtest.jvm.flags=-Xmx96m}).
 */
class HostileAnswersTest {
  private static final String HEAD = "{\"status\":\"ok\",\"data\":{\"rrcs\":[{";

  @Test
  void emptyRowsWithoutEnd() {
    assertRefused(HEAD + "\"rrc\":\"RRC00\",\"peers\":[", i -> "{},");
  }

  @Test
  void emptyCollectorsWithoutEnd() {
    assertRefused(HEAD + "\"rrc\":\"RRC00\",\"peers\":[]}", i -> ",{\"rrc\":\"a\",\"peers\":[]}");
  }

  @Test
  void goodRowsWithoutEnd() {
    assertRefused(
        HEAD + "\"rrc\":\"rrc00\",\"peers\":[",
        i ->
            "{\"as_path\":\"1 2 3\",\"prefix\":\"203.0.113.0/24\",\"peer\":\"10."
                + (i >> 16 & 255)
                + "."
                + (i >> 8 & 255)
                + "."
                + (i & 255)
                + "\",\"latest_time\":\"2026-11-24T11:59:55\"},");
  }

  @Test
  void longPathsWithoutEnd() {
    String path = "1 ".repeat(30_000);
    assertRefused(
        HEAD + "\"rrc\":\"rrc00\",\"peers\":[",
        i ->
            "{\"as_path\":\""
                + path
                + "\",\"prefix\":\"203.0.113.0/24\",\"peer\":\"10.0.0.1\","
                + "\"latest_time\":\"2026-11-24T11:59:55\"},");
  }

  @Test
  void oneTextWithoutEnd() {
    for (String key : new String[] {"status", "unknown", "messages"}) {
      assertRefused("{\"" + key + "\":\"", i -> "yyyyyyyyyyyyyyyy");
    }
  }

  @Test
  void oneNameOfAKeyWithoutEnd() {
    assertRefused("{\"", i -> "yyyyyyyyyyyyyyyy");
  }

  @Test
  void keysWithoutEnd() {
    assertRefused("{\"a\":1", i -> ",\"k" + i + "\":1");
  }

  @Test
  void messagesWithoutEnd() {
    assertRefused("{\"messages\":[[]", i -> ",[\"error\",\"no\"]");
  }

  @Test
  void blanksWithoutEnd() {
    assertRefused(" ", i -> "                ");
  }

  @Test
  void fullTablePeersWithoutEnd() {
    Observation seen =
        endless(
                HEAD + "\"name\":\"rrc00\",\"peers\":[",
                i -> "{\"is_full_feed_v4\":true,\"ip\":\"10.0." + (i & 127) + ".1\"},")
            .peers();

    assertRefused(seen);
  }

  private static void assertRefused(String head, IntFunction<String> more) {
    assertRefused(endless(head, more).routes(Inline.PREFIX));
  }

  private static void assertRefused(Observation seen) {
    assertThat(seen).isInstanceOf(Missing.class);
    assertThat(((Missing) seen).cause()).isIn(Cause.TOO_LARGE, Cause.MALFORMED);
  }

  private static Canned endless(String head, IntFunction<String> more) {
    InputStream body =
        new InputStream() {
          private byte[] part = head.getBytes(StandardCharsets.UTF_8);
          private int at;
          private int next;

          @Override
          public int read() {
            if (at == part.length) {
              part = more.apply(next++).getBytes(StandardCharsets.UTF_8);
              at = 0;
            }
            return part[at++];
          }
        };
    return new Canned(200, "application/json", Optional.empty(), body);
  }
}
