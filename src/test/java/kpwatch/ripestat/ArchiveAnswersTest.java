package kpwatch.ripestat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import kpwatch.observation.AsPath;
import kpwatch.observation.Asn;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;
import kpwatch.observation.RouteArchive.Archived;
import kpwatch.observation.RouteArchive.Found;
import kpwatch.observation.RouteArchive.Missing;
import kpwatch.observation.RouteArchive.Update;
import kpwatch.observation.RouteArchive.Updates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code bgplay} and {@code bgp-updates} gave in 2017 and 2025, and what may go wrong. */
class ArchiveAnswersTest {
  private static final Prefix LINZ = Prefix.parse("140.78.0.0/16");
  private static final Prefix DOC = Prefix.parse("203.0.113.0/24");
  private static final Instant START = Instant.parse("2025-06-09T13:59:55Z");
  private static final Instant END = Instant.parse("2025-06-11T13:59:55Z");
  private static final PeerId P1 = new PeerId("RRC26", "185.1.8.3");

  @TempDir Path folder;

  @Test
  void theUpdatesOf2025AreReadWhole() throws IOException {
    byte[] body = Recorded.bytes("ripestat-2025-06-11/bgp_updates.json");
    Updates read = found(archive(body).updates(LINZ, START, END));

    assertThat(read.reach()).contains(END);
    assertThat(read.updates()).hasSize(515);
    assertThat(read.updates()).filteredOn(u -> u.path().isEmpty()).hasSize(16);
    assertThat(read.updates().stream().map(Update::peer).distinct()).hasSize(101);
    assertThat(read.updates())
        .isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()))
        .first()
        .isEqualTo(
            new Update(
                Instant.parse("2025-06-09T14:22:45Z"),
                P1,
                Optional.of(AsPath.parse("48237 1299 1764 1853 1205"))));
  }

  /** The recordings of 2017 are the data without the envelope around it. */
  @Test
  void theRoutesAndUpdatesOf2017AreRead() throws IOException {
    Map<PeerId, AsPath> routes =
        found(
            archive(enveloped(Recorded.bytes("ripestat-2017-07-22/bgPlay.json")))
                .routes(LINZ, Instant.parse("2017-07-20T21:15:45Z")));
    Updates updates =
        found(
            archive(enveloped(Recorded.bytes("ripestat-2017-07-22/bgpUpdates.json")))
                .updates(LINZ, Instant.parse("2017-07-20T21:15:45Z"), END));

    assertThat(routes).hasSize(166).containsKey(new PeerId("RRC15", "2001:12f8::90"));
    assertThat(routes.values()).allMatch(p -> p.origin().orElseThrow().number() == 1205);
    assertThat(updates.updates()).hasSize(18);
    assertThat(updates.updates()).filteredOn(u -> u.path().isEmpty()).hasSize(1);
  }

  @Test
  void whatIsNotIndexedIsReadAsEmptyAndJudgedElsewhere() throws IOException {
    byte[] body =
        Recorded.bytes("ripestat-errors/http200_empty-because-not-indexed_bgplay_2025.json");

    assertThat(found(archive(body).routes(LINZ, START))).isEmpty();
  }

  @Test
  void oneSecondIsOrderedByNumberAndTheRestAsItCame() {
    String rows =
        update(9_007_199_254_740_993L, "10:00:01", "W", "26-185.1.8.3", "")
            + ","
            + update(9_007_199_254_740_992L, "10:00:01", "A", "26-185.1.8.3", "[1,1205]")
            + ","
            + update(5, "10:00:00.5", "A", "26-185.1.8.3", "[\"AS2\",\"1205\"]");

    List<Update> read = found(doc(rows)).updates();

    assertThat(read)
        .extracting(u -> u.path().map(p -> p.hops().size()).orElse(0))
        .containsExactly(2, 2, 0);
    assertThat(read.get(0).at()).isEqualTo(Instant.parse("2025-06-10T10:00:00.5Z"));
  }

  @Test
  void aSetInAPathIsLeftOutAndUnknownFieldsAreIgnored() {
    String rows =
        update(1, "10:00:00", "A", "00-2001:db8::1", "[1299,[64500,64501],\"{7,8}\",1205]")
            .replace("\"seq\"", "\"new\":[{\"deep\":{}}],\"seq\"");

    assertThat(found(doc(rows)).updates())
        .singleElement()
        .isEqualTo(
            new Update(
                Instant.parse("2025-06-10T10:00:00Z"),
                new PeerId("RRC00", "2001:db8::1"),
                Optional.of(AsPath.parse("1299 1205"))));
  }

  /** Issue 17, item 7. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[1299,[1205]]|AS1205",
        "[1299,[\"1205\",1205]]|AS1205",
        "[1299,\"{1205}\"]|AS1205",
        "[1299,\"2.207\"]|AS131279",
        "[\"1299 1205\"]|AS1205",
        "[1299,[1205,64500]]|nobody",
        "[1299,[[1205]]]|nobody",
        "[1299,[]]|nobody",
        "[1299,[null]]|nobody",
        "[1299,null]|nobody",
        "[1299,23456]|nobody",
        "[1299,-1]|nobody",
        "[1299,4294967296]|nobody",
        "[1299,\"{1205,64500}\"]|nobody",
        "[1299,\"(1205)\"]|nobody",
        "[1299,\"1205i\"]|nobody",
        "[]|nobody"
      })
  void theOriginIsWhatStandsAtTheEndOfThePath(String path, String origin) {
    String state =
        "{\"source_id\":\"26-185.1.8.3\",\"target_prefix\":\"203.0.113.0/24\",\"path\":"
            + path
            + "}";

    List<Update> updates = found(doc(update(1, "10:00:00", "A", "26-185.1.8.3", path))).updates();
    Map<PeerId, AsPath> routes =
        found(archive(around("{\"initial_state\":[" + state + "]}")).routes(DOC, START));

    assertThat(Stream.of(updates.get(0).path().orElseThrow(), routes.get(P1)))
        .extracting(p -> p.origin().map(Asn::toString).orElse("nobody"))
        .containsOnly(origin);
  }

  @Test
  void anUpdateOfAnotherPrefixIsLeftOut() {
    String rows =
        update(1, "10:00:00", "A", "26-185.1.8.3", "[1,2]")
            .replace("203.0.113.0/24", "203.0.113.0/25");

    assertThat(found(doc(rows)).updates()).isEmpty();
  }

  @Test
  void ifNoneCanBeReadTheAnswerIsOfNoUse() {
    String rows = update(1, "10:00:00", "A", "nobody", "[1,2]");

    assertThat(missing(doc(rows)).cause()).isEqualTo(Cause.UNUSABLE);
    assertThat(found(doc(rows + "," + update(1, "10:00:00", "W", "26-185.1.8.3", ""))).updates())
        .hasSize(1);
  }

  @Test
  void theLastSecondBelongsToTheNextPiece() {
    String rows =
        update(1, "10:00:00", "W", "26-185.1.8.3", "")
            + ","
            + update(2, "11:00:00", "W", "26-185.1.8.3", "");
    Instant ten = Instant.parse("2025-06-10T10:00:00Z");

    Updates read = found(archive(data(rows)).updates(DOC, ten, ten.plusSeconds(3600)));

    assertThat(read.updates()).extracting(Update::at).containsExactly(ten);
  }

  @ParameterizedTest
  @CsvSource({
    "26-185.1.8.3, RRC26, 185.1.8.3",
    "0-10.0.0.1, RRC00, 10.0.0.1",
    "15-2001:12f8::90, RRC15, 2001:12f8:0:0:0:0:0:90",
  })
  void aSourceIsACollectorAndAnAddress(String text, String collector, String address) {
    assertThat(SourceId.parse(text)).contains(new PeerId(collector, address));
  }

  @ParameterizedTest
  @CsvSource({
    "''",
    "26",
    "-1.2.3.4",
    "rrc26-1.2.3.4",
    "26-",
    "26-1.2.3",
    "26-1-2.3.4",
    "126-1.2.3.4"
  })
  void anythingElseIsNoSource(String text) {
    assertThat(SourceId.parse(text)).isEmpty();
  }

  @Test
  void aCutOrWrongAnswerIsNeverAReadingAndIsNotKept() throws IOException {
    byte[] whole = Recorded.bytes("ripestat-2025-06-11/bgp_updates.json");
    Random random = new Random(20_261_128L);
    for (int i = 0; i < 60; i++) {
      byte[] cut = Arrays.copyOf(whole, random.nextInt(whole.length - 10));
      assertThat(missing(archive(cut).updates(LINZ, START, END)).cause())
          .isEqualTo(Cause.MALFORMED);
    }
    for (String wrong : List.of("{}", "{\"updates\":null}", "{\"changes\":[]}")) {
      Missing<Updates> none = missing(archive(around(wrong)).updates(LINZ, START, END));
      assertThat(none.cause()).as(wrong).isEqualTo(Cause.UNUSABLE);
    }
    for (String wrong :
        List.of("{\"updates\":7}", "{\"updates\":[7]}", "{\"query_endtime\":\"x\"}")) {
      Missing<Updates> none = missing(archive(around(wrong)).updates(LINZ, START, END));
      assertThat(none.cause()).as(wrong).isEqualTo(Cause.MALFORMED);
    }
    assertThat(new KeptAnswers(folder.resolve("own")).count()).isZero();
  }

  @Test
  void anAnswerThatWasReadIsAskedForOnce() throws IOException {
    byte[] body = Recorded.bytes("ripestat-2025-06-11/bgp_updates.json");
    List<String> asked = new ArrayList<>();
    Transport transport =
        (call, query) -> {
          asked.add(call + " " + query);
          return Canned.json(body).get(call, query);
        };
    Updates first = found(new RipeStatArchive(transport, kept()).updates(LINZ, START, END));
    Updates again = found(new RipeStatArchive(transport, kept()).updates(LINZ, START, END));

    assertThat(again).isEqualTo(first);
    assertThat(asked)
        .containsExactly(
            "bgp-updates {resource=140.78.0.0/16, starttime=2025-06-09T13:59:55,"
                + " endtime=2025-06-11T13:59:55}");
    assertThat(kept().count()).isEqualTo(1);
    kept().clear();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void changedBytesGiveAReadingOrNone() throws IOException {
    byte[] whole = Recorded.bytes("ripestat-2025-06-11/bgp_updates.json");
    Random random = new Random(20_261_128L);
    for (int i = 0; i < 100; i++) {
      byte[] body = whole.clone();
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      try (Cursor cursor = Cursor.open(new ByteArrayInputStream(body))) {
        Envelope.read(cursor, data -> BgpUpdates.read(data, LINZ, START)).reading();
      } catch (IOException e) {
        assertThat(e).isNotNull();
      }
    }
  }

  @Test
  void anAnswerForAnotherTimeIsOfNoUse() throws IOException {
    byte[] updates = Recorded.bytes("ripestat-2025-06-11/bgp_updates.json");
    byte[] routes = enveloped(Recorded.bytes("ripestat-2017-07-22/bgPlay.json"));
    Instant before = START.minusSeconds(3600);

    assertThat(missing(archive(updates).updates(LINZ, before, END)).detail())
        .contains("begins at " + START);
    assertThat(missing(archive(routes).routes(LINZ, START)).cause()).isEqualTo(Cause.UNUSABLE);
  }

  @Test
  void pathsWithoutEndAreRefused() {
    String rows = update(1, "10:00:00", "A", "26-185.1.8.3", "[" + "1,".repeat(5000) + "1]");

    assertThat(missing(doc(rows)).cause()).isEqualTo(Cause.TOO_LARGE);
  }

  private Archived<Updates> doc(String rows) {
    return archive(data(rows)).updates(DOC, Instant.EPOCH, Instant.parse("2026-01-01T00:00:00Z"));
  }

  private static String update(long seq, String clock, String type, String source, String path) {
    return "{\"seq\":"
        + seq
        + ",\"timestamp\":\"2025-06-10T"
        + clock
        + "\",\"type\":\""
        + type
        + "\",\"attrs\":{\"source_id\":\""
        + source
        + "\",\"target_prefix\":\"203.0.113.0/24\""
        + (path.isEmpty() ? "" : ",\"path\":" + path + ",\"community\":[]")
        + "}}";
  }

  private static byte[] data(String rows) {
    return around("{\"updates\":[" + rows + "],\"nr_updates\":1}");
  }

  private static byte[] around(String data) {
    return ("{\"status\":\"ok\",\"data_call_status\":\"supported\",\"data\":" + data + "}")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] enveloped(byte[] data) {
    return around(new String(data, StandardCharsets.UTF_8));
  }

  /** A kept answer would hide the next one, so each archive has a folder of its own here. */
  private RipeStatArchive archive(byte[] body) {
    try {
      KeptAnswers own = new KeptAnswers(folder.resolve("own"));
      own.clear();
      return new RipeStatArchive(Canned.json(body), new KeptAnswers(folder.resolve("own")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeptAnswers kept() throws IOException {
    return new KeptAnswers(folder.resolve("kept"));
  }

  private static <T> T found(Archived<T> answer) {
    assertThat(answer).isInstanceOf(Found.class);
    return ((Found<T>) answer).value();
  }

  private static <T> Missing<T> missing(Archived<T> answer) {
    assertThat(answer).isInstanceOf(Missing.class);
    return (Missing<T>) answer;
  }
}
