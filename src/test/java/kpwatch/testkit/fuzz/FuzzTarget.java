package kpwatch.testkit.fuzz;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A reader of foreign bytes, and what must hold for any bytes. Its class is called {@code …Fuzz}
 * and has {@code public static void fuzzerTestOneInput(byte[])}, as Jazzer wants it.
 */
record FuzzTarget(Class<?> type) {
  private static final String SUFFIX = "Fuzz.class";

  /** All that there are, in order of their names. */
  static List<FuzzTarget> all() throws IOException {
    Path classes = classes();
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .map(name -> name.replace('/', '.').replace('\\', '.'))
          .sorted()
          .map(FuzzTarget::named)
          .toList();
    }
  }

  private static FuzzTarget named(String className) {
    try {
      return new FuzzTarget(Class.forName(className, false, FuzzTarget.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path classes() {
    try {
      return Path.of(FuzzTarget.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tries one input; throws what the target throws. */
  void tryOn(byte[] input) throws Throwable {
    Method method = type.getMethod("fuzzerTestOneInput", byte[].class);
    try {
      method.invoke(null, (Object) input);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** Where the inputs lie that are kept with the project: made by hand, or once found. */
  Path kept() {
    return classes().resolve("fuzz").resolve(type.getSimpleName());
  }

  /** Inputs that are kept. */
  List<Path> inputs() throws IOException {
    return files(kept());
  }

  /** Its recordings; none where these are absent. */
  List<Path> recordings() throws IOException {
    Optional<Path> folder = recorded();
    Recordings wanted = type.getAnnotation(Recordings.class);
    if (folder.isEmpty() || wanted == null) {
      return List.of();
    }
    List<PathMatcher> globs =
        Stream.of(wanted.value())
            .map(g -> FileSystems.getDefault().getPathMatcher("glob:" + folder.get() + "/" + g))
            .toList();
    return files(folder.get()).stream()
        .filter(file -> globs.stream().anyMatch(g -> g.matches(file)))
        .toList();
  }

  static Optional<Path> recorded() {
    return Optional.of(System.getProperty("recorded.dir", ""))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder).toAbsolutePath());
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }
}
