package kpwatch.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import kpwatch.storage.PrivateFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file beside the database. Its age says when the last round was done while every thread lived; a
 * health check reads it.
 */
final class AliveFile {
  private static final Logger LOG = LoggerFactory.getLogger(AliveFile.class);
  private static final Duration APART = Duration.ofSeconds(10);

  private final Path file;
  private Instant last = Instant.EPOCH;
  private boolean failing;

  AliveFile(Path database) {
    String name = database.getFileName().toString();
    String stem = name.endsWith(".db") ? name.substring(0, name.length() - 3) : name;
    this.file = database.resolveSibling(stem + ".alive");
  }

  void touch(Instant now) {
    if (now.isBefore(last.plus(APART))) {
      return;
    }
    last = now;
    try {
      Files.writeString(file, now + "\n");
      PrivateFile.tighten(file);
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn("{} cannot be written: {}", file, e.toString());
      }
      failing = true;
    }
  }
}
