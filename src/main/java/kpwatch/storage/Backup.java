package kpwatch.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * Copies a database into one file, with everything that was committed when it began, also while
 * kpwatch runs on it: SQLite reads one state and keeps no writer waiting
 * (https://sqlite.org/lang_vacuum.html#vacuuminto). A copy of the main file alone would lack what
 * is in the write-ahead log. Takes no lock of kpwatch, makes no table and changes no row.
 */
public final class Backup {
  private final String url;

  /**
   * @param url {@code jdbc:sqlite:} and the path of the database
   */
  public Backup(String url) {
    this.url = url;
  }

  /**
   * A copy, checked and on the disk, that only its owner may read. It has its name only once it is
   * whole. Throws {@link StorageRefused} with one line if it could not be made.
   *
   * @param copy a file that is not there yet
   * @return its size in bytes
   */
  public long to(Path copy) {
    Path file = existing();
    Path target = target(copy);
    NativeLibrary.loadBeside(file);
    try {
      Path part = unfinished(target);
      try {
        if (!still(file, part)) {
          fill("jdbc:sqlite:" + file, part);
        }
        check(part, file);
        force(part);
        Files.move(part, target);
        return Files.size(target);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (FileAlreadyExistsException e) {
      throw there(target);
    } catch (SQLException | IOException e) {
      throw new StorageRefused(
          DatabaseFile.noRoom(target, DatabaseFile.NO_ROOM)
              ? DatabaseFile.full(target)
              : "no copy was made: " + DatabaseFile.line(file, e),
          e);
    }
  }

  private Path existing() {
    Path file = DatabaseFile.named(url);
    if (!Files.isRegularFile(file)) {
      throw new StorageRefused(
          "there is no database " + file + " to copy; storage.url tells where it is");
    }
    try {
      return file.toRealPath();
    } catch (IOException e) {
      throw new StorageRefused("cannot find " + file + ": " + e.getMessage(), e);
    }
  }

  private static Path target(Path copy) {
    Path target = copy.toAbsolutePath().normalize();
    Path folder = Optional.ofNullable(target.getParent()).orElse(target);
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      throw there(target);
    }
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new StorageRefused("the folder " + folder + " of the copy is not there or read-only");
    }
    return target;
  }

  private static StorageRefused there(Path target) {
    return new StorageRefused(
        target + " is there already and is not overwritten; name a file that is not there");
  }

  /** Java makes such files readable by their owner only. */
  private static Path unfinished(Path target) throws IOException {
    Path folder = Optional.ofNullable(target.getParent()).orElse(target);
    return Files.createTempFile(folder, target.getFileName() + ".", ".part");
  }

  /**
   * Copies a database that nobody has open. Read in the usual way it would be given a log and an
   * index, which would stay behind.
   *
   * @return whether it was made; not if somebody opened the database before the end
   */
  private static boolean still(Path file, Path part) throws SQLException, IOException {
    if (Files.exists(FileIdentity.log(file))) {
      return false;
    }
    BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class);
    String path = file.toString().replace("%", "%25").replace("?", "%3f").replace("#", "%23");
    fill("jdbc:sqlite:file:" + path + "?immutable=1", part);
    BasicFileAttributes after = Files.readAttributes(file, BasicFileAttributes.class);
    boolean same =
        !Files.exists(FileIdentity.log(file))
            && after.size() == before.size()
            && after.lastModifiedTime().equals(before.lastModifiedTime());
    if (!same) {
      Files.newByteChannel(part, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
          .close();
    }
    return same;
  }

  private static void fill(String from, Path part) throws SQLException {
    try (Connection connection = reading(from);
        PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
      copy.setString(1, part.toString());
      copy.execute();
    }
  }

  private static void check(Path part, Path file) throws SQLException {
    try (Connection connection = reading("jdbc:sqlite:" + part);
        Statement statement = connection.createStatement()) {
      if (Schema.version(statement).isEmpty()) {
        throw new StorageRefused(file + " is no database of kpwatch; no copy was made");
      }
      try (ResultSet answer = statement.executeQuery("PRAGMA quick_check(1)")) {
        if (!answer.next() || !"ok".equals(answer.getString(1))) {
          throw new StorageRefused("no copy was made: " + DatabaseFile.corrupt(file));
        }
      }
    }
  }

  private static Connection reading(String url) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout((int) Connections.BUSY.toMillis());
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl(url);
    return source.getConnection();
  }

  private static void force(Path part) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
