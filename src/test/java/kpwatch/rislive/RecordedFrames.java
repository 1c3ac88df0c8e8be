package kpwatch.rislive;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kpwatch.network.Network;

/** Lines that RIS Live really sent, and some that others made of them, read where they lie. */
final class RecordedFrames {
  static final String Y2019 = "caida-libbgpstream-2019-03-26.jsonl";
  static final String Y2021 = "bgpkit-real-2021-2025.jsonl";
  static final String MADE_UP = "bgpkit-synthetic-edge.jsonl";

  /** A network to which everything in them matters. */
  static final Network NETWORK =
      Watching.network(
          "2a0e:97c7::/48",
          "2a0e:97c6:fe::/48",
          "2a10:cc42:17b7::/48",
          "2a10:cc42:1feb::/48",
          "2602:fd9e:f00::/40",
          "2605:de00:bb::/48",
          "64.68.236.0/22",
          "102.66.116.0/24",
          "45.161.192.0/23");

  private RecordedFrames() {}

  static List<String> lines(String file) throws IOException {
    String folder = System.getProperty("recorded.dir", "");
    assumeTrue(!folder.isEmpty(), "needs the recordings: -Drecorded.dir=<folder>");
    return Files.readAllLines(Path.of(folder, "rislive", file));
  }

  static List<String> all() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String file : List.of(Y2019, Y2021, MADE_UP)) {
      lines.addAll(lines(file));
    }
    return lines;
  }
}
