package kpwatch.app;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When {@code check} last asked each target, and what it heard, kept in a file beside the database:
 * so that a check in a loop does not ask anybody oftener than is polite.
 */
final class LastAsked {
  private static final Logger LOG = LoggerFactory.getLogger(LastAsked.class);

  private final Path file;
  private final Properties entries = new Properties();

  LastAsked(Path database) {
    this.file = database.resolveSibling(database.getFileName() + ".check");
    if (Files.exists(file)) {
      try (Reader in = Files.newBufferedReader(file)) {
        entries.load(in);
      } catch (IOException | IllegalArgumentException e) {
        LOG.warn("{} could not be read and is begun anew: {}", file, e.toString());
      }
    }
  }

  /** What was heard, if it was asked within {@code apart} before {@code now}. */
  Optional<Heard> within(String target, Duration apart, Instant now) {
    String entry = entries.getProperty(target, "");
    int bar = entry.indexOf('|');
    if (bar < 0) {
      return Optional.empty();
    }
    try {
      Instant at = Instant.parse(entry.substring(0, bar));
      boolean recent = !at.isAfter(now) && at.plus(apart).isAfter(now);
      return recent ? Optional.of(new Heard(at, entry.substring(bar + 1))) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** An earlier answer, in the words in which it was printed. */
  record Heard(Instant at, String answer) {}

  void heard(String target, Instant at, String answer) {
    entries.setProperty(target, at + "|" + answer);
  }

  void save() {
    try (Writer writer = Files.newBufferedWriter(file)) {
      entries.store(writer, "when kpwatch check last asked each target");
    } catch (IOException e) {
      LOG.warn(
          "{} could not be written; the next check will not know of this one: {}",
          file,
          e.toString());
    }
  }
}
