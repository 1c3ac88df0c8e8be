package kpwatch.ripestat;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Answers that RIPEstat really gave, read where they lie. */
final class Recorded {
  private Recorded() {}

  static byte[] bytes(String file) throws IOException {
    String folder = System.getProperty("recorded.dir", "");
    assumeTrue(!folder.isEmpty(), "needs the recordings: -Drecorded.dir=<folder>");
    return Files.readAllBytes(Path.of(folder, file));
  }
}
