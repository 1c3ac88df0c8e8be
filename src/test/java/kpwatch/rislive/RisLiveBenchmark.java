package kpwatch.rislive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kpwatch.testkit.rislive.FakeRisLive;
import kpwatch.testkit.rislive.Flood;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * How many messages a second the client hears over the websocket, in a process of its own with the
 * flags of the program, and what that costs. The messages are the recorded ones under a thousand
 * peers; every second one is about the watched network.
 */
@Tag("ris-live")
class RisLiveBenchmark {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> FLAGS =
      List.of(
          "-Xmx64m",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-Xss512k");
  private static final int FRAMES = 1000;

  @Test
  void twentyThousandASecondForAHundredSeconds() throws Exception {
    flooded(2_000_000, 20_000);
  }

  @Test
  void asManyAsItHears() throws Exception {
    flooded(2_000_000, Double.POSITIVE_INFINITY);
  }

  private static void flooded(long count, double perSecond) throws Exception {
    try (FakeRisLive server = new FakeRisLive(InstantSource.system())) {
      Process client = client(server, count);
      try {
        server.await(
            () -> server.subscriptions().size() == 4, Duration.ofSeconds(30), "no subscriptions");
        long began = System.nanoTime();
        server.flood(new Flood(frames(), count, perSecond));
        assertThat(client.waitFor(60, TimeUnit.SECONDS)).as("all was heard").isTrue();
        System.out.printf(
            Locale.ROOT,
            "%,d messages at %,.0f a second: sent and heard within %.2f s%n",
            count,
            perSecond,
            (System.nanoTime() - began) / 1e9);
        assertThat(client.exitValue()).isZero();
        assertThat(server.violations()).isEmpty();
        assertThat(server.clients()).hasSize(1);
      } finally {
        client.destroyForcibly();
      }
    }
  }

  private static Process client(FakeRisLive server, long count) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(FloodedClient.class.getName(), server.url().toString(), Long.toString(count)));
    return new ProcessBuilder(command).inheritIO().start();
  }

  private static List<String> frames() throws IOException {
    List<ObjectNode> recorded = recorded();
    List<String> frames = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      ObjectNode frame = recorded.get(i % recorded.size()).deepCopy();
      ObjectNode data = (ObjectNode) frame.get("data");
      data.remove("raw");
      data.put("timestamp", new BigDecimal("1740561857.91"));
      data.put("peer", "192.0." + (2 + i / 250) + "." + i % 250);
      if (i % 2 == 0) {
        ours(data, i);
      }
      frames.add(frame.toString());
    }
    return frames;
  }

  private static void ours(ObjectNode data, int number) {
    String prefix = "175.45." + (176 + number / 2 % 4) + ".0/24";
    if (data.path("announcements").isEmpty()) {
      data.putArray("withdrawals").add(prefix);
    } else {
      ArrayNode path = data.putArray("path");
      Stream.of(data.path("peer_asn").asLong(), 4837L, 131_279L).forEach(path::add);
      for (var announcement : data.path("announcements")) {
        ((ObjectNode) announcement).putArray("prefixes").add(prefix);
      }
    }
  }

  /** Updates that somebody recorded, announcements and withdrawals. */
  private static List<ObjectNode> recorded() throws IOException {
    Path folder = Path.of(System.getProperty("recorded.dir", "recorded"), "rislive");
    assumeTrue(Files.isDirectory(folder), "no recordings in " + folder);
    List<ObjectNode> updates = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("bgpkit-real-2021-2025.jsonl"))) {
      ObjectNode frame = (ObjectNode) JSON.readTree(line);
      if (frame.path("data").path("type").asText().equals("UPDATE")) {
        updates.add(frame);
      }
    }
    return updates;
  }
}
