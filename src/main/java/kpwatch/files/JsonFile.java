package kpwatch.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The text of a file, from the jar or from the disk, as a JSON tree. */
final class JsonFile {
  /** A file larger than this is a mistake. */
  private static final long MOST_BYTES = 8L * 1024 * 1024;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private JsonFile() {}

  /** A file in the jar, which is ours: its absence is a bug. */
  static String resource(String path) {
    try (InputStream in = JsonFile.class.getResourceAsStream("/" + path)) {
      if (in == null) {
        throw new IllegalStateException("not in the jar: " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot be read from the jar: " + path, e);
    }
  }

  /**
   * A file on the disk.
   *
   * @param otherwise what could have been named instead, for the message
   */
  static String onDisk(String path, String otherwise) {
    try {
      Path file = Path.of(path);
      if (Files.isRegularFile(file) && Files.size(file) > MOST_BYTES) {
        throw refused(path, "larger than " + MOST_BYTES + " bytes");
      }
      return Files.readString(file);
    } catch (NoSuchFileException | InvalidPathException e) {
      throw refused(path, "no such file; allowed: a path, or " + otherwise);
    } catch (IOException e) {
      throw refused(path, "cannot be read as UTF-8 text (" + e + "); allowed: a readable file");
    }
  }

  /** The tree; throws {@link FileRefused} with the line if the text is not JSON. */
  static JsonNode tree(String what, String text) {
    try {
      return Optional.ofNullable(JSON.readTree(text))
          .filter(n -> !n.isMissingNode())
          .orElseThrow(() -> refused(what, "line 1: empty; allowed: one JSON object"));
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? ""
              : "line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
      throw refused(
          what,
          place
              + ": not JSON ("
              + Problems.shortened(e.getOriginalMessage())
              + "); allowed: one JSON object, each key once");
    }
  }

  private static FileRefused refused(String what, String problem) {
    return new FileRefused(what, List.of(problem));
  }
}
