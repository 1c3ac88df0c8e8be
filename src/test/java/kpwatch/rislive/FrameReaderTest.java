package kpwatch.rislive;

import static kpwatch.rislive.Watching.path;
import static kpwatch.rislive.Watching.prefixes;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import kpwatch.observation.AsPath;
import kpwatch.observation.Asn;
import kpwatch.observation.PeerId;
import kpwatch.testkit.rislive.RisMessage;
import kpwatch.testkit.rislive.RisPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
  private static final Instant AT = Instant.parse("2026-03-02T00:00:00.250Z");
  private static final PeerId PEER = new PeerId("RRC00", "192.0.2.1");
  private static final List<String> MEMBERS =
      List.of(
          "\"timestamp\":1772409600.25",
          "\"peer\":\"192.0.2.1\"",
          "\"peer_asn\":\"64496\"",
          "\"id\":\"1\"",
          "\"raw\":\"FFFF\"",
          "\"host\":\"rrc00.ripe.net\"",
          "\"type\":\"UPDATE\"",
          "\"path\":[64496,4837,131279]",
          "\"community\":[[64496,1]]",
          "\"announcements\":[{\"next_hop\":\"192.0.2.1\",\"prefixes\":[\"175.45.176.0/24\"]}]",
          "\"withdrawals\":[\"175.45.177.0/24\"]");
  private static final Frame.Update BOTH =
      new Frame.Update(
          PEER,
          AT,
          path(64_496, 4837, 131_279),
          false,
          prefixes("175.45.176.0/24"),
          prefixes("175.45.177.0/24"));

  private final FrameReader reader = new FrameReader(new Interest(Watching.KP));

  @ParameterizedTest
  @EnumSource(RisMessage.Format.class)
  void bothGenerationsSayTheSame(RisMessage.Format format) {
    RisPeer peer = new RisPeer("rrc00", "192.0.2.1", 64_496);
    List<Long> hops = List.of(64_496L, 4837L, 131_279L);
    assertThat(
            reader.read(RisMessage.announcement(AT, peer, "175.45.176.0/24", hops).text(format, 1)))
        .isEqualTo(
            new Frame.Update(
                PEER,
                AT,
                path(64_496, 4837, 131_279),
                false,
                prefixes("175.45.176.0/24"),
                List.of()));
    assertThat(reader.read(RisMessage.withdrawal(AT, peer, "175.45.176.0/24").text(format, 2)))
        .isEqualTo(
            new Frame.Update(PEER, AT, path(), false, List.of(), prefixes("175.45.176.0/24")));
    assertThat(reader.read(RisMessage.session(AT, peer, "down").text(format, 3)))
        .isEqualTo(new Frame.Down(PEER, AT));
    assertThat(reader.read(RisMessage.session(AT, peer, "connected").text(format, 4)))
        .isEqualTo(new Frame.Alive());
  }

  @Test
  void theOrderOfMembersMeansNothing() {
    List<String> members = new ArrayList<>(MEMBERS);
    for (int seed = 0; seed < 50; seed++) {
      Collections.shuffle(members, new Random(seed));
      String data = "\"data\":{" + String.join(",", members) + "}";
      String type = "\"type\":\"ris_message\"";
      assertThat(reader.read("{" + type + "," + data + "}")).as("seed %d", seed).isEqualTo(BOTH);
      assertThat(reader.read("{" + data + "," + type + "}")).as("seed %d", seed).isEqualTo(BOTH);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"64496", "null", "[1]", "\"AS64496\"", "{}", "-1.5e300", "\"\""})
  void theNumberOfThePeerIsNotNeeded(String asn) {
    assertThat(read("\"peer_asn\":\"64496\"", "\"peer_asn\":" + asn)).isEqualTo(BOTH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rrc00", "RRC00", "rrc00.ripe.net", "rrc00.test.ripe.net"})
  void aHostEndsAtItsFirstDot(String host) {
    assertThat(read("rrc00.ripe.net", host)).isEqualTo(BOTH);
  }

  @Test
  void aSetOfNetworksInThePathIsLeftOut() {
    assertThat(read("4837,", "4837,[64500,[64501]],{\"a\":1},\"x\",null,")).isEqualTo(BOTH);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[[64496,1],[65535,666]]; true",
        "[[65535,666],[1,2]]; true",
        "[[666,65535]]; false",
        "[[65535,666,1]]; false",
        "[[65535]]; false",
        "[65535,666]; false",
        "[[\"65535\",\"666\"]]; false",
        "[[65535,665]]; false",
        "[]; false",
        "null; false",
        "{\"65535\":666}; false"
      })
  void blackholingIsOneCommunity(String communities, boolean blackholed) {
    assertThat(((Frame.Update) read("[[64496,1]]", communities)).blackholed())
        .isEqualTo(blackholed);
  }

  @Test
  void aPrefixByTwoNextHopsIsOne() {
    String once = "{\"next_hop\":\"192.0.2.1\",\"prefixes\":[\"175.45.176.0/24\"]}";
    assertThat(read(once, once + "," + once)).isEqualTo(BOTH);
    assertThat(read("\"175.45.177.0/24\"", "\"175.45.177.0/24\",\"175.45.177.0/24\""))
        .isEqualTo(BOTH);
  }

  @Test
  void aPrefixInBothListsIsAnnounced() {
    assertThat(read("\"175.45.177.0/24\"", "\"175.45.176.0/24\",\"175.45.177.0/24\""))
        .isEqualTo(BOTH);
  }

  @Test
  void aSpellingOfAnAddressMeansNothing() {
    FrameReader six = new FrameReader(new Interest(RecordedFrames.NETWORK));
    String text = frame().replace("175.45.177.0/24", "2605:DE00:00bb:0:0:0:0:0/48");
    assertThat(((Frame.Update) six.read(text)).withdrawn())
        .isEqualTo(prefixes("2605:de00:bb::/48"));
    assertThat(read("\"192.0.2.1\"", "\"2001:7F8:0:0:0:0:0:1\""))
        .extracting(f -> ((Frame.Update) f).peer())
        .isEqualTo(new PeerId("RRC00", "2001:7f8::1"));
  }

  @Test
  void whatIsAroundOrInsideIsOfInterestAndNothingElse() {
    String list =
        "\"eor\",\"0.0.0.0/0\",\"175.0.0.0/8\",\"175.45.0.0/16\",\"175.45.176.0/22\","
            + "\"175.45.176.128/25\",\"175.45.180.0/24\",\"8.8.8.0/24\",\"84.205.64.0/24\","
            + "\"2001:db8::/32\",\"\",\"175.45.176.1/24\",\"175.45.176.0/33\",\"175.45.176/24\","
            + "\"175.45.176.0\",\"175.45.176.0/\",\"/\",\".\",\"999.1.1.1/24\",5,null,[[]],{}";
    assertThat(((Frame.Update) read("\"175.45.177.0/24\"", list)).withdrawn())
        .isEqualTo(
            prefixes("175.45.0.0/16", "175.45.176.0/22", "175.45.176.128/25", "84.205.64.0/24"));
  }

  @Test
  void otherRoutesAreASignOfLifeOnly() {
    String other = frame().replace("175.45", "192.0").replace("1772409600.25", "\"\"");
    assertThat(reader.read(other)).isEqualTo(new Frame.Alive());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1772409600; 2026-03-02T00:00:00Z",
        "\"1772409600.25\"; 2026-03-02T00:00:00.250Z",
        "1.77240960025e9; 2026-03-02T00:00:00.250Z",
        "0; 1970-01-01T00:00:00Z",
        "4102444800; 2100-01-01T00:00:00Z"
      })
  void timeStamps(String stamp, Instant time) {
    assertThat(((Frame.Update) read("1772409600.25", stamp)).time()).isEqualTo(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "4102444801",
        "1e300",
        "\"NaN\"",
        "NaN",
        "\"Infinity\"",
        "\"\"",
        "\"x\"",
        "null",
        "[]",
        "{}",
        "true"
      })
  void withoutATimeItIsMalformed(String stamp) {
    assertThat(read("1772409600.25", stamp)).isInstanceOf(Frame.Malformed.class);
  }

  /** Issue 17, item 7. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "[64500,6939,4837,[131279]]|AS131279",
        "[64500,6939,4837,[131279,131279]]|AS131279",
        "[64500,6939,4837,[\"131279\"]]|AS131279",
        "[64500,6939,4837,\"131279\"]|AS131279",
        "[64500,6939,4837,\"2.207\"]|AS131279",
        "[64500,6939,4837,\"{131279}\"]|AS131279",
        "[\"64500 6939 4837 131279\"]|AS131279",
        "[64500,[6939,4837],131279]|AS131279",
        "[64500,6939,4837,[131279,64512]]|nobody",
        "[64500,6939,4837,[[131279]]]|nobody",
        "[64500,6939,4837,[{\"a\":131279}]]|nobody",
        "[64500,6939,4837,[2.207]]|nobody",
        "[64500,6939,4837,[4294967296]]|nobody",
        "[64500,6939,4837,[-131279]]|nobody",
        "[64500,6939,4837,[]]|nobody",
        "[64500,6939,20485,23456]|nobody",
        "[64500,6939,20485,64512]|nobody",
        "[64500,6939,20485,null]|nobody",
        "[64500,6939,20485,true]|nobody",
        "[64500,6939,20485,2.207]|nobody",
        "[64500,6939,20485,{}]|nobody",
        "[64500,6939,20485,\"\"]|AS20485",
        "[64500,6939,20485,\"{131279,64512}\"]|nobody",
        "[64500,6939,20485,\"(131279)\"]|nobody",
        "[64500,6939,20485,\"131279i\"]|nobody",
        "[]|nobody",
        "\"64500 4837 131279\"|nobody",
        "null|nobody"
      })
  void theOriginIsWhatStandsAtTheEndOfThePath(String path, String origin) {
    Frame.Update update = (Frame.Update) read("[64496,4837,131279]", path);

    assertThat(update.path().origin().map(Asn::toString).orElse("nobody")).isEqualTo(origin);
  }

  /** A set is as long as a frame has room for. */
  @Test
  void aSetOfManyIsReadAndNotKept() {
    String members = String.join(",", Collections.nCopies(100_000, "64499")) + ",131279";
    Frame.Update update = (Frame.Update) read("131279]", "[" + members + "]]");

    assertThat(update.path()).isEqualTo(new AsPath(path(64_496, 4837).hops(), Optional.empty()));
  }

  private Frame read(String what, String instead) {
    return reader.read(frame().replace(what, instead));
  }

  private static String frame() {
    return "{\"type\":\"ris_message\",\"data\":{" + String.join(",", MEMBERS) + "}}";
  }
}
