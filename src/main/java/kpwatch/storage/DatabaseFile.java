package kpwatch.storage;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Which file a database is, and what to tell its operator when it cannot be used. */
final class DatabaseFile {
  private static final String SQLITE = "jdbc:sqlite:";

  /** Bytes below which a disk counts as full: its last block may be of no use. */
  static final long NO_ROOM = 128 << 10;

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

  /**
   * A new database beside the remains of an old one would forget every subscription without a word,
   * so the operator decides.
   */
  static void refuseLeftovers(Path file) {
    if (Files.exists(file)) {
      return;
    }
    Path rescued = Salvage.rescued(file);
    if (Files.exists(rescued)) {
      throw new StorageRefused(
          file
              + " is not there, but "
              + rescued
              + " is: rename that to go on with it, or move it away to start anew");
    }
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    if (log.toFile().length() > 0) {
      throw new StorageRefused(
          file
              + " is not there, but "
              + log
              + " is, which holds its newest data: put the database back, or move the log away to"
              + " start anew");
    }
  }

  /** Options behind a question mark would weaken what the recipe promises, so they are refused. */
  static Path named(String url) {
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

  /** What a failure with {@code file} means to its operator: one line with what to do. */
  static String line(Path file, Throwable failure) {
    if (failure instanceof DatabaseGuard.FileFault) {
      return String.valueOf(failure.getMessage());
    }
    if (failure instanceof StorageFailed) {
      return damaged(file + " is damaged (" + failure.getMessage() + ")");
    }
    return code(failure)
        .flatMap(code -> known(file, code))
        .orElseGet(() -> "cannot use " + file + ": " + reason(failure));
  }

  static String corrupt(Path file) {
    return damaged(file + " is damaged or no SQLite database");
  }

  private static String damaged(String what) {
    return what + "; it was left as it is: restore a copy, or move it away to start anew";
  }

  static String full(Path file) {
    return "no space is left for " + file + "; free some on its disk";
  }

  /** Whether the disk that {@code file} is to be on is full. */
  static boolean noRoom(Path file, long needed) {
    try {
      Path folder = Optional.ofNullable(file.getParent()).orElse(file);
      FileStore disk = Files.getFileStore(folder);
      return disk.getTotalSpace() > 0 && disk.getUsableSpace() < needed;
    } catch (IOException e) {
      return false;
    }
  }

  /** The first line of the innermost cause. */
  static String reason(Throwable failure) {
    Throwable at = failure;
    while (at.getCause() != null) {
      at = at.getCause();
    }
    return String.valueOf(at.getMessage()).lines().findFirst().orElse(at.getClass().getName());
  }

  /** Empty for what no operator can help. */
  private static Optional<String> known(Path file, SQLiteErrorCode code) {
    return switch (SQLiteErrorCode.getErrorCode(code.code & 0xff)) {
      case SQLITE_NOTADB, SQLITE_CORRUPT -> Optional.of(corrupt(file));
      case SQLITE_BUSY, SQLITE_LOCKED ->
          Optional.of(
              file + " is locked by another program, such as a database browser; close it there");
      case SQLITE_FULL -> Optional.of(full(file));
      case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM ->
          Optional.of(
              noRoom(file, NO_ROOM)
                  ? full(file)
                  : "cannot open "
                      + file
                      + " for writing ("
                      + code.name()
                      + "); check the rights of the file and its folder");
      case SQLITE_IOERR ->
          Optional.of(
              noRoom(file, NO_ROOM)
                  ? full(file)
                  : "the disk failed under " + file + " (" + code.name() + "); check the disk");
      default -> Optional.empty();
    };
  }

  private static Optional<SQLiteErrorCode> code(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof SQLiteException sqlite) {
        return Optional.of(sqlite.getResultCode());
      }
    }
    return Optional.empty();
  }
}
