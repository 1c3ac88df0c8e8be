package kpwatch.rislive;

import static kpwatch.rislive.Watching.path;
import static kpwatch.rislive.Watching.prefixes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import kpwatch.observation.PeerId;
import org.junit.jupiter.api.Test;

/** Every recorded line, whole and broken. */
class RecordedFramesTest {
  private static final long SEED = Long.getLong("kpwatch.seed", 20_261_128L);
  private static final Frame ALIVE = new Frame.Alive();

  private final FrameReader reader = new FrameReader(new Interest(RecordedFrames.NETWORK));

  @Test
  void thoseOf2019() throws IOException {
    List<Frame> frames = read(RecordedFrames.Y2019);
    assertThat(frames.subList(0, 6))
        .containsExactly(
            new Frame.Update(
                new PeerId("RRC00", "72.22.223.9"),
                Instant.parse("2019-03-26T19:19:47.890Z"),
                path(
                    11_708, 32_097, 1299, 52_320, 263_009, 263_009, 263_009, 263_009, 263_009,
                    52_993, 268_481, 268_481),
                false,
                prefixes("45.161.192.0/23"),
                List.of()),
            new Frame.Down(
                new PeerId("RRC01", "195.66.224.59"), Instant.parse("2019-03-26T18:31:21.880Z")),
            new Frame.Complaint("this is a test error message"),
            ALIVE,
            ALIVE,
            ALIVE);
    assertThat(frames.get(6)).as("cut").isInstanceOf(Frame.Malformed.class);
  }

  @Test
  void thoseOf2021And2025() throws IOException {
    PeerId milan = new PeerId("RRC10", "2001:7f8:b:100:1d1:a520:1333:74");
    Instant then = Instant.parse("2021-11-07T00:32:34.800Z");
    List<String> four =
        List.of(
            "2a0e:97c7::/48", "2a0e:97c6:fe::/48", "2a10:cc42:17b7::/48", "2a10:cc42:1feb::/48");
    assertThat(read(RecordedFrames.Y2021))
        .containsExactly(
            new Frame.Update(
                milan,
                then,
                path(201_333, 6762, 174, 20_473),
                false,
                prefixes(four.toArray(String[]::new)),
                List.of()),
            new Frame.Update(
                milan,
                then,
                path(201_333, 6762, 174, 20_473),
                false,
                prefixes("2a0e:97c7::/48"),
                List.of()),
            ALIVE,
            new Frame.Update(
                new PeerId("RRC20", "2001:7f8:24::82"),
                Instant.parse("2021-11-07T01:05:18.760Z"),
                path(58_299, 49_981, 397_666),
                false,
                prefixes("2602:fd9e:f00::/40"),
                List.of()),
            ALIVE,
            new Frame.Update(
                new PeerId("RRC21", "37.49.237.175"),
                Instant.parse("2021-11-08T03:34:46.170Z"),
                path(199_524, 1299, 3356, 13_904, 13_904, 13_904, 13_904, 13_904, 13_904),
                false,
                prefixes("64.68.236.0/22"),
                List.of()),
            new Frame.Update(
                new PeerId("RRC01", "195.66.226.38"),
                Instant.parse("2021-12-26T21:24:54.840Z"),
                path(24_482, 30_844, 328_471, 328_471, 328_471),
                false,
                prefixes("102.66.116.0/24"),
                List.of()),
            new Frame.Update(
                new PeerId("RRC25", "2606:6dc0:1301::1"),
                Instant.parse("2025-02-26T09:24:17.910Z"),
                path(),
                false,
                List.of(),
                prefixes("2605:de00:bb::/48")));
  }

  /** The first five lack the envelope; what is well formed and unknown is a sign of life. */
  @Test
  void thoseThatAreMadeUp() throws IOException {
    Frame.Update update =
        new Frame.Update(
            new PeerId("RRC20", "2001:7f8:24::82"),
            Instant.parse("2021-11-07T01:05:18.760Z"),
            path(58_299, 49_981, 397_666),
            false,
            prefixes("2602:fd9e:f00::/40"),
            List.of());
    assertThat(read(RecordedFrames.MADE_UP))
        .containsExactly(
            ALIVE, ALIVE, ALIVE, ALIVE, ALIVE, ALIVE, ALIVE, ALIVE, ALIVE, ALIVE, update, update);
  }

  @Test
  void whatIsCutIsMalformed() throws IOException {
    for (String line : RecordedFrames.all()) {
      String whole = line.strip();
      for (int end = 0; end < whole.length(); end++) {
        assertThat(reader.read(whole.substring(0, end)))
            .as("the first %d characters of %s", end, whole)
            .isInstanceOf(Frame.Malformed.class);
      }
    }
  }

  @Test
  void anyChangedByteGivesAFrame() throws IOException {
    Random random = new Random(SEED);
    for (String line : RecordedFrames.all()) {
      for (int round = 0; round < 400; round++) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        for (int n = 1 + random.nextInt(3); n > 0; n--) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        assertThat(reader.read(text)).as("seed %d: %s", SEED, text).isNotNull();
      }
    }
  }

  /** What is left over of a broken frame must not get into the next. */
  @Test
  void aBrokenFrameLeavesNothingBehind() throws IOException {
    List<String> lines = RecordedFrames.all();
    List<Frame> expected = lines.stream().map(reader::read).toList();
    Random random = new Random(SEED);
    for (int round = 0; round < 2000; round++) {
      String broken = lines.get(random.nextInt(lines.size()));
      reader.read(broken.substring(0, random.nextInt(broken.length())));
      int next = random.nextInt(lines.size());
      assertThat(reader.read(lines.get(next))).as("seed %d", SEED).isEqualTo(expected.get(next));
    }
  }

  private List<Frame> read(String file) throws IOException {
    return RecordedFrames.lines(file).stream().map(reader::read).toList();
  }
}
