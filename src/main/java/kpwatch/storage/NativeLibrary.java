package kpwatch.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's native library and where it is unpacked. In the common temp folder a killed process
 * leaves 1 MB each time; beside the database the next start clears it away.
 */
final class NativeLibrary {
  private static final String FOLDER = "org.sqlite.tmpdir";
  private static final long BYTES = 2 << 20;

  private NativeLibrary() {}

  /**
   * Only for the holder of the lock on {@code database}. A folder that was set is left alone.
   * Throws {@link StorageRefused}.
   */
  static void load(Path database) {
    String given = System.getProperty(FOLDER);
    Path folder = given == null ? beside(database) : Path.of(given);
    try {
      if (given == null) {
        Files.createDirectories(folder);
        empty(folder);
        System.setProperty(FOLDER, folder.toString());
      }
      SQLiteJDBCLoader.initialize();
    } catch (IOException e) {
      throw new StorageRefused(
          DatabaseFile.noRoom(folder, BYTES)
              ? DatabaseFile.full(folder)
              : "cannot use the folder " + folder + ": " + DatabaseFile.reason(e),
          e);
    } catch (Exception e) {
      // the loader declares no more than this
      throw new StorageRefused(unloaded(folder), e);
    }
  }

  /**
   * For a visitor, who clears nothing away. Uses the folder of the program that has the database,
   * if there is one, since programs may be loaded from there; else the common temp folder.
   */
  static void loadBeside(Path database) {
    Path folder = beside(database);
    if (System.getProperty(FOLDER) == null
        && Files.isDirectory(folder)
        && Files.isWritable(folder)) {
      System.setProperty(FOLDER, folder.toString());
    }
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception e) {
      // the loader declares no more than this
      String given = System.getProperty(FOLDER);
      throw new StorageRefused(
          unloaded(Path.of(given == null ? System.getProperty("java.io.tmpdir", ".") : given)), e);
    }
  }

  private static Path beside(Path database) {
    return database.resolveSibling("kpwatch-sqlite");
  }

  private static String unloaded(Path folder) {
    return DatabaseFile.noRoom(folder.resolve("library"), BYTES)
        ? DatabaseFile.full(folder) + ": SQLite's native library needs 1 MB there"
        : "SQLite's native library cannot be loaded from "
            + folder
            + ", which may be mounted noexec; start with java"
            + " -Dorg.sqlite.tmpdir=FOLDER and a folder from which programs may run";
  }

  private static void empty(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "sqlite-*")) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }
}
