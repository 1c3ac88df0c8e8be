package kpwatch.ripestat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Answers that could be read, each as it came in a file of its own, so that work which broke off
 * goes on without asking for them again. A disk that fails is an {@link UncheckedIOException}.
 */
public final class KeptAnswers {
  private static final String SUFFIX = ".json";
  private static final String HALF = "half.tmp";

  private final Path folder;

  /**
   * @param folder made if it is not there; nothing else may be in it
   * @throws IOException if it cannot be made
   */
  public KeptAnswers(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** How many there are. */
  public int count() {
    try {
      return files().size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes them all away, and the folder. */
  public void clear() {
    try {
      Files.deleteIfExists(folder.resolve(HALF));
      for (Path file : files()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<byte[]> find(String call, Map<String, String> query) {
    Path file = file(call, query);
    try {
      return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** There is always the whole answer or none. */
  void keep(String call, Map<String, String> query, byte[] answer) {
    Path half = folder.resolve(HALF);
    try {
      Files.write(half, answer);
      Files.move(half, file(call, query), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String call, Map<String, String> query) {
    String name = call + "_" + String.join("_", query.values());
    return folder.resolve(name.replaceAll("[^A-Za-z0-9._-]", "-") + SUFFIX);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.toString().endsWith(SUFFIX))
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }
}
