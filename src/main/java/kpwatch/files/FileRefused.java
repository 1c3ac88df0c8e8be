package kpwatch.files;

import java.util.List;

/** A network or scenario file that cannot be used, with everything that is wrong with it. */
public final class FileRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final transient List<String> problems;

  /**
   * A refusal of {@code what} (the file as the user named it).
   *
   * @param problems one line each: place in the file, value seen, what is allowed; at least one
   */
  public FileRefused(String what, List<String> problems) {
    super(what + ": " + String.join("; ", problems));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a refusal needs a problem: " + what);
    }
    this.what = what;
    this.problems = List.copyOf(problems);
  }

  public String what() {
    return what;
  }

  public List<String> problems() {
    return problems;
  }
}
