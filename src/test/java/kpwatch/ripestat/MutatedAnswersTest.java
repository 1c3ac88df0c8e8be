package kpwatch.ripestat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Observation.Missing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What changes nothing must change no reading; what breaks an answer must break it cleanly. */
class MutatedAnswersTest {
  private static final long SEED = Long.getLong("kpwatch.seed", 20_261_124L);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private enum Answer {
    LOOKING_GLASS(
        "ripestat-2025-06-11/looking_glass.json",
        canned -> canned.routes("140.78.0.0/16"),
        "/status",
        "/data_call_status",
        "/time",
        "/data",
        "/data/query_time",
        "/data/rrcs",
        "/data/rrcs/0",
        "/data/rrcs/0/rrc",
        "/data/rrcs/0/peers",
        "/data/rrcs/0/peers/3",
        "/data/rrcs/0/peers/3/prefix",
        "/data/rrcs/0/peers/3/peer",
        "/data/rrcs/0/peers/3/as_path",
        "/data/rrcs/0/peers/3/latest_time"),
    RRC_INFO(
        "ripestat-2025-06-11/rrc_info.json",
        Canned::peers,
        "/status",
        "/data_call_status",
        "/time",
        "/data",
        "/data/rrcs",
        "/data/rrcs/0",
        "/data/rrcs/0/name",
        "/data/rrcs/0/peers",
        "/data/rrcs/0/peers/3",
        "/data/rrcs/0/peers/3/ip",
        "/data/rrcs/0/peers/3/is_full_feed_v4"),
    RPKI_2025(
        "ripestat-2025-06-11/rpki_validation.json",
        canned -> canned.validation(3333, "193.0.0.0/21"),
        "/status",
        "/data_call_status",
        "/time",
        "/data",
        "/data/status",
        "/data/prefix"),
    RPKI_2026(
        "ripestat-live-2026/rpki-validation_two-roas_valid.json",
        canned -> canned.validation(398826, "2a02:7080::/48"),
        "/status",
        "/data_call_status",
        "/time",
        "/data",
        "/data/status",
        "/data/prefix");

    private final String file;
    private final Function<Canned, Observation> call;
    private final List<String> expected;

    Answer(String file, Function<Canned, Observation> call, String... expected) {
      this.file = file;
      this.call = call;
      this.expected = List.of(expected);
    }

    byte[] bytes() throws IOException {
      return Recorded.bytes(file);
    }

    Observation read(byte[] body) {
      return call.apply(Canned.json(body));
    }

    Observation read(String body) {
      return call.apply(Canned.json(body));
    }
  }

  @ParameterizedTest
  @EnumSource(Answer.class)
  void neutralChangesGiveTheSameReading(Answer answer) throws IOException {
    Observation original = answer.read(answer.bytes());
    assertThat(original).isNotInstanceOf(Missing.class);

    for (long seed = SEED; seed < SEED + 25; seed++) {
      String changed = new Mutation(seed).neutral(answer.bytes());
      assertThat(answer.read(changed).equals(original)).as("seed %d", seed).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Answer.class)
  void anAnswerThatIsCutIsMalformed(Answer answer) throws IOException {
    byte[] whole = answer.bytes();
    int end = whole.length;
    while (whole[end - 1] != '}') {
      end--;
    }
    Random random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      int cut = random.nextInt(end);
      Observation seen = answer.read(Arrays.copyOf(whole, cut));
      assertCause(seen, Cause.MALFORMED, "cut at " + cut + ", seed " + SEED);
    }
  }

  @ParameterizedTest
  @EnumSource(Answer.class)
  void aWrongTypeIsMalformed(Answer answer) throws IOException {
    for (String place : answer.expected) {
      for (String wrong : List.of("17", "-0.5", "true", "\"x\"", "[7]", "{\"x\":7}")) {
        JsonNode replacement = MAPPER.readTree(wrong);
        JsonNode tree = MAPPER.readTree(answer.bytes());
        JsonNode old = tree.at(place);
        assertThat(old.isMissingNode()).as(place).isFalse();
        if (old.getNodeType() != replacement.getNodeType()) {
          replace(tree, place, replacement);
          Observation seen = answer.read(MAPPER.writeValueAsBytes(tree));
          assertCause(seen, Cause.MALFORMED, place + " = " + wrong);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Answer.class)
  void bytesThatAreNoUtf8AreMalformed(Answer answer) throws IOException {
    byte[] whole = answer.bytes();
    Random random = new Random(SEED);
    List<byte[]> wrong = new ArrayList<>();
    wrong.add(new byte[] {(byte) 0xff});
    wrong.add(new byte[] {(byte) 0xc0, (byte) 0xaf});
    wrong.add(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});
    wrong.add(new byte[] {(byte) 0xe2, (byte) 0x98});
    for (byte[] bytes : wrong) {
      int at = 1 + random.nextInt(whole.length - 10);
      byte[] body = new byte[whole.length + bytes.length];
      System.arraycopy(whole, 0, body, 0, at);
      System.arraycopy(bytes, 0, body, at, bytes.length);
      System.arraycopy(whole, at, body, at + bytes.length, whole.length - at);
      assertCause(answer.read(body), Cause.MALFORMED, "at " + at + ", seed " + SEED);
    }
  }

  @ParameterizedTest
  @EnumSource(Answer.class)
  void deepNestingAndHugeNumbersAnywhereAreMalformed(Answer answer) throws IOException {
    String whole = new String(answer.bytes(), java.nio.charset.StandardCharsets.UTF_8);
    List<String> values =
        List.of(
            "[".repeat(100_000) + "]".repeat(100_000),
            "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000),
            "9".repeat(100_000));
    for (String value : values) {
      for (String key : List.of("\"data\":", "\"status\":", "\"time\":", "\"cached\":")) {
        String body = whole.replaceFirst(key, "\"unknown\":" + value + "," + key);
        assertCause(answer.read(body), Cause.MALFORMED, key);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Answer.class)
  void anyChangedByteGivesAReadingOrAMissing(Answer answer) throws IOException {
    byte[] whole = answer.bytes();
    Random random = new Random(SEED);
    for (int i = 0; i < 300; i++) {
      byte[] body = whole.clone();
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      assertThat(answer.read(body)).as("round %d, seed %d", i, SEED).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource(Answer.class)
  void whatIsNoAnswerHasItsCause(Answer answer) throws IOException {
    answer.bytes();
    assertCause(answer.read("<!doctype html><html>"), Cause.NOT_JSON, "page");
    assertCause(answer.read(""), Cause.MALFORMED, "empty");
    assertCause(answer.read("null"), Cause.MALFORMED, "null");
    assertCause(answer.read("[]"), Cause.MALFORMED, "array");
    assertCause(answer.read("{}"), Cause.UNUSABLE, "empty object");
  }

  private static void replace(JsonNode tree, String place, JsonNode replacement) {
    int slash = place.lastIndexOf('/');
    JsonNode holder = tree.at(place.substring(0, slash));
    String last = place.substring(slash + 1);
    if (holder instanceof ArrayNode array) {
      array.set(Integer.parseInt(last), replacement);
    } else {
      ((ObjectNode) holder).set(last, replacement);
    }
  }

  private static void assertCause(Observation seen, Cause cause, String what) {
    assertThat(seen).as(what).isInstanceOf(Missing.class);
    Missing missing = (Missing) seen;
    assertThat(missing.cause()).as("%s: %s", what, missing.detail()).isEqualTo(cause);
    assertThat(missing.detail()).as(what).isNotBlank().hasSizeLessThan(200);
  }
}
