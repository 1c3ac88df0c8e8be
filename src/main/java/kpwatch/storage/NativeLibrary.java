package kpwatch.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where SQLite unpacks its native library. In the common temp folder a killed process leaves 1 MB
 * each time; here the next start clears it away.
 */
final class NativeLibrary {
  private static final String FOLDER = "org.sqlite.tmpdir";

  private NativeLibrary() {}

  /** Only for the holder of the lock on {@code database}. A folder that was set is left alone. */
  static void unpackBeside(Path database) {
    if (System.getProperty(FOLDER) != null) {
      return;
    }
    Path folder = database.resolveSibling("kpwatch-sqlite");
    try {
      Files.createDirectories(folder);
      empty(folder);
    } catch (IOException e) {
      throw new StorageRefused("cannot use the folder " + folder + ": " + e.getMessage(), e);
    }
    System.setProperty(FOLDER, folder.toString());
  }

  private static void empty(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "sqlite-*")) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }
}
