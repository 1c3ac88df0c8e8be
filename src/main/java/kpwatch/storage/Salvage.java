package kpwatch.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Saves what a removed or replaced database holds, right before it is closed: after that nobody can
 * read it any more.
 */
final class Salvage {
  private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);

  private Salvage() {}

  static Path rescued(Path file) {
    return file.resolveSibling(file.getFileName() + ".rescued");
  }

  /** Into {@code PATH.rescued}, unless that is there. A failure is told and ends nothing. */
  static void save(Jdbi jdbi, Path file) {
    Path rescued = rescued(file);
    try {
      Files.createFile(
          rescued, PrivateFile.attributes(Optional.ofNullable(file.getParent()).orElse(file)));
    } catch (IOException e) {
      LOG.error("what {} held is lost: {} cannot be made ({})", file, rescued, e.toString());
      return;
    }
    try {
      jdbi.useHandle(
          handle ->
              handle.createUpdate("VACUUM INTO :copy").bind("copy", rescued.toString()).execute());
      LOG.warn(
          "{} was not the open file any more; what was stored is saved in {}: rename that to go on"
              + " with it",
          file,
          rescued);
    } catch (JdbiException e) {
      LOG.error("what {} held is lost: {}", file, DatabaseFile.reason(e));
    }
  }
}
