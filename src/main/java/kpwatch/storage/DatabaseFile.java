package kpwatch.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Which file a database is, and what to tell its operator when it cannot be used. */
final class DatabaseFile {
  private static final String SQLITE = "jdbc:sqlite:";

  private DatabaseFile() {}

  /**
   * The file behind {@code url}, links followed, so that one file has one name. Throws {@link
   * StorageRefused} for anything in which no database can be kept; opens nothing.
   */
  static Path of(String url) {
    Path named = named(url);
    if (Files.isDirectory(named)) {
      throw new StorageRefused(
          named + " is a folder; storage.url must name a file, such as " + named + "/kpwatch.db");
    }
    Path folder = named.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new StorageRefused(
          "the folder of " + named + " does not exist; create it, or change storage.url");
    }
    if (!Files.isWritable(folder)) {
      throw new StorageRefused(
          "the folder "
              + folder
              + " is read-only; the database needs to write there, or change storage.url");
    }
    if (Files.exists(named) && !Files.isWritable(named)) {
      throw new StorageRefused(named + " is read-only; make it writable, or change storage.url");
    }
    try {
      return Files.exists(named)
          ? named.toRealPath()
          : folder.toRealPath().resolve(named.getFileName());
    } catch (IOException e) {
      throw new StorageRefused("cannot find " + named + ": " + e.getMessage(), e);
    }
  }

  /** Options behind a question mark would weaken what the recipe promises, so they are refused. */
  private static Path named(String url) {
    String path = url.startsWith(SQLITE) ? url.substring(SQLITE.length()) : "";
    if (path.isBlank()
        || path.startsWith(":")
        || path.startsWith("file:")
        || path.indexOf('?') >= 0) {
      // the address itself is not shown: another database's may hold a password
      throw new StorageRefused(
          "storage.url must be jdbc:sqlite: and the path of a file, without options");
    }
    try {
      return Path.of(path).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new StorageRefused("storage.url names no possible file: " + path, e);
    }
  }

  /** What a failure to open {@code file} means to its operator. */
  static StorageRefused refusal(Path file, Exception failure) {
    return code(failure)
        .map(code -> new StorageRefused(line(file, code), failure))
        .orElseGet(
            () -> new StorageRefused("cannot open " + file + ": " + reason(failure), failure));
  }

  static String corrupt(Path file) {
    return file
        + " is damaged or no SQLite database; it was left as it is: restore a copy, or move it away"
        + " to start anew";
  }

  private static String line(Path file, SQLiteErrorCode code) {
    int primary = code.code & 0xff;
    if (primary == SQLiteErrorCode.SQLITE_NOTADB.code
        || primary == SQLiteErrorCode.SQLITE_CORRUPT.code) {
      return corrupt(file);
    }
    if (primary == SQLiteErrorCode.SQLITE_BUSY.code
        || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return file + " is locked by another program, such as a database browser; close it there";
    }
    if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
      return "no space is left for " + file;
    }
    return "cannot open "
        + file
        + " for writing ("
        + code
        + "); check the rights of the file and its folder";
  }

  private static Optional<SQLiteErrorCode> code(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLiteException sqlite) {
        return Optional.of(sqlite.getResultCode());
      }
    }
    return Optional.empty();
  }

  /** The first line of the innermost cause. */
  private static String reason(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return String.valueOf(at.getMessage()).lines().findFirst().orElse(at.getClass().getName());
  }
}
