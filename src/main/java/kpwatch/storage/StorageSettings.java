package kpwatch.storage;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import kpwatch.config.FileNames;
import kpwatch.config.Key;
import kpwatch.config.Settings;

/**
 * Where everything is kept.
 *
 * @param url {@code jdbc:sqlite:} and the path of a file
 */
public record StorageSettings(String url) {
  private static final String SQLITE = "jdbc:sqlite:";

  private static final Key URL =
      Key.of(
          "storage.url",
          "jdbc:sqlite:kpwatch.db",
          "The database file; write / and not \\ between folders.",
          "jdbc:sqlite: and the path of a file, without options; memory keeps nothing"
              + FileNames.here().advice());

  public StorageSettings {
    if (file(url).isEmpty()) {
      throw new IllegalArgumentException("not a file of SQLite: " + url);
    }
  }

  public static StorageSettings from(Settings settings) {
    return new StorageSettings(
        settings.value(URL, text -> file(text).isPresent() ? Optional.of(text) : Optional.empty()));
  }

  /** The database file; a relative path starts in the working directory. */
  public Path file() {
    return file(url).orElseThrow();
  }

  /**
   * Empty for what SQLite would not keep in that very file: {@code :memory:}, {@code :resource:},
   * {@code file:} URIs and anything with options.
   */
  private static Optional<Path> file(String url) {
    String path = url.startsWith(SQLITE) ? url.substring(SQLITE.length()) : "";
    if (path.isBlank()
        || path.startsWith(":")
        || path.startsWith("file:")
        || path.contains("?")
        || path.endsWith("/")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(path));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
