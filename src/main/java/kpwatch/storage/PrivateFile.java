package kpwatch.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that only its owner may read and write (mode 0600): it tells who subscribed. Without
 * effect on a file system that has no POSIX rights, such as that of Windows.
 */
public final class PrivateFile {
  private static final Set<PosixFilePermission> RIGHTS =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private PrivateFile() {}

  /** For a file that is about to be made in that folder: it has its rights from the beginning. */
  static FileAttribute<?>[] attributes(Path folder) {
    return hasRights(folder)
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(RIGHTS)}
        : new FileAttribute<?>[0];
  }

  /**
   * Takes the rights of everybody else away. A file that is not there is left out.
   *
   * @throws IOException if the rights are wider and cannot be changed, as for a file of another
   *     user
   */
  public static void tighten(Path file) throws IOException {
    if (!Files.exists(file) || !hasRights(file)) {
      return;
    }
    Set<PosixFilePermission> found = Files.getPosixFilePermissions(file);
    if (!RIGHTS.containsAll(found)) {
      Files.setPosixFilePermissions(file, RIGHTS);
    }
  }

  private static boolean hasRights(Path path) {
    PosixFileAttributeView view =
        Files.getFileAttributeView(path, PosixFileAttributeView.class, new LinkOption[0]);
    return view != null;
  }
}
