package kpwatch.rislive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no honest server sends. */
class HostileFramesTest {
  private static final String FRAME =
      "{\"type\":\"ris_message\",\"data\":{\"timestamp\":1,\"peer\":\"192.0.2.1\",\"host\":\"rrc00\","
          + "\"path\":[1],\"withdrawals\":[\"175.45.176.0/24\"]}}";

  private final FrameReader reader = new FrameReader(new Interest(Watching.KP));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "[]",
        "7",
        "\"x\"",
        "{}",
        "}",
        "{\"type\":7}",
        "{\"type\":null}",
        "{\"data\":{}}",
        "{\"type\":\"\"}",
        "<html>",
        "\u0000",
        "{\"type\":\"pong\"",
        "{type:\"pong\"}"
      })
  void whatIsNoFrameIsMalformed(String text) {
    assertThat(reader.read(text)).isInstanceOf(Frame.Malformed.class);
  }

  /** A new type of message is no fault of the service. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"pong\"}",
        "{\"type\":\"PONG\",\"data\":[1]}",
        "{\"type\":\"ris_new\"}",
        "{\"type\":\"ris_message\"}",
        "{\"type\":\"ris_message\",\"data\":7}",
        "{\"type\":\"ris_subscribe_ok\",\"data\":{\"subscription\":{\"prefix\":[\"175.45.176.0/24\"]}}}"
      })
  void whatIsWellFormedIsASignOfLife(String text) {
    assertThat(reader.read(text)).isEqualTo(new Frame.Alive());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "4294967296", "99999999999999999999"})
  void aPathWithANumberOutOfRange(String hop) {
    assertThat(reader.read(FRAME.replace("[1]", "[64496," + hop + "]")))
        .isInstanceOf(Frame.Malformed.class);
  }

  @Test
  void whatIsTooDeepOrTooLongANumberIsMalformed() {
    List<String> values =
        List.of(
            "[".repeat(100_000) + "]".repeat(100_000),
            "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000),
            "9".repeat(100_000));
    for (String value : values) {
      for (String key : List.of("data", "timestamp", "peer", "path", "withdrawals")) {
        String text = FRAME.replace("\"" + key + "\":", "\"x\":" + value + ",\"" + key + "\":");
        assertThat(reader.read(text)).as(key).isInstanceOf(Frame.Malformed.class);
        text = FRAME.replace("\"" + key + "\":", "\"" + key + "\":" + value + ",\"x\":");
        assertThat(reader.read(text)).as(key).isInstanceOf(Frame.Malformed.class);
      }
    }
  }

  /** What is kept of a frame is bounded: names of collectors, paths, and prefixes. */
  @Test
  void aGreatNameOrPathIsMalformed() {
    String hops = IntStream.range(0, 5000).mapToObj(i -> "1").collect(Collectors.joining(","));
    assertThat(reader.read(FRAME.replace("[1]", "[" + hops + "]")))
        .isInstanceOf(Frame.Malformed.class);
    assertThat(reader.read(FRAME.replace("rrc00", "r".repeat(100_000))))
        .isInstanceOf(Frame.Malformed.class);
    assertThat(reader.read(FRAME.replace("192.0.2.1", "1".repeat(100_000))))
        .isInstanceOf(Frame.Malformed.class);
  }

  /** Names that the parser keeps in one place, as many as it can bear and more. */
  @Test
  void namesThatCollide() {
    String names =
        IntStream.range(0, 1024)
            .mapToObj(
                i ->
                    IntStream.range(0, 10)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "AB" : "B!")
                        .collect(Collectors.joining("", "\"", "\":1")))
            .collect(Collectors.joining(","));
    assertThat(reader.read("{" + names + ",\"type\":\"pong\"}")).isEqualTo(new Frame.Alive());
    assertThat(reader.read(FRAME)).isInstanceOf(Frame.Update.class);
  }

  /** As many names as a frame can hold, all of which meet in one place of a table. */
  @Test
  void namesThatCollideCostNoLongTime() {
    String names =
        IntStream.range(0, 1 << 15)
            .mapToObj(
                i ->
                    IntStream.range(0, 15)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "AB" : "B!")
                        .collect(Collectors.joining("", "\"", "\":1")))
            .collect(Collectors.joining(","));
    for (int i = 0; i < 20; i++) {
      assertThat(reader.read("{" + names + ",\"type\":\"pong\"}")).isEqualTo(new Frame.Alive());
    }
  }

  @Test
  void whatIsLongOrDoubledIsReadOrMalformed() {
    String million = "1".repeat(1_000_000);
    List<String> texts =
        List.of(
            "{\"" + million + "\":1}",
            "{\"type\":\"" + million + "\"}",
            "{\"type\":\"ris_error\",\"data\":{\"message\":\"" + million + "\"}}",
            FRAME.replace("\"timestamp\":1", "\"timestamp\":\"" + million + "\""),
            FRAME.replace("\"timestamp\":1", "\"timestamp\":1e999999999"),
            FRAME.replace("\"timestamp\":1", "\"timestamp\":-1e-999999999"),
            FRAME.replace("\"timestamp\":1", "\"timestamp\":\"0x1p99999\""),
            FRAME.replace("[1]", "[" + "1,".repeat(500_000) + "1]"),
            FRAME.replace("\"path\":[1]", "\"path\":[1],".repeat(10_000) + "\"path\":[1]"),
            FRAME.replace("175.45.176.0/24", "/".repeat(1_000_000)),
            FRAME.replace("175.45.176.0/24", ":".repeat(1_000_000)),
            FRAME.replace("175.45.176.0/24", "1.".repeat(500_000)),
            "[".repeat(1_000_000),
            "{\"a\":".repeat(200_000),
            "\"".repeat(1_000_000),
            "\\".repeat(1_000_000),
            " ".repeat(1_000_000));
    for (String text : texts) {
      assertThat(reader.read(text)).isNotNull();
    }
    assertThat(reader.read(FRAME)).isInstanceOf(Frame.Update.class);
  }

  /** A million characters, the most that a connection lets through, cost no second. */
  @Test
  void manyPrefixesTakeNoLongTime() {
    String list =
        IntStream.range(0, 50_000)
            .mapToObj(i -> "\"175.45." + (176 + i / 256 % 4) + "." + i % 256 + "/32\"")
            .collect(Collectors.joining(","));
    String text = FRAME.replace("\"175.45.176.0/24\"", list);
    Assertions.assertThatCode(() -> reader.read(text)).doesNotThrowAnyException();
    long start = System.nanoTime();
    assertThat(((Frame.Update) reader.read(text)).withdrawn()).hasSize(1024);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void aComplaintIsOneShortLine() {
    Frame frame =
        reader.read(
            "{\"type\":\"ris_error\",\"data\":{\"message\":\"a\\nb" + "c".repeat(999) + "\"}}");
    assertThat(((Frame.Complaint) frame).message()).startsWith("a bccc").hasSize(200);
  }
}
