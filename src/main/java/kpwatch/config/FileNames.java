package kpwatch.config;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Optional;

/**
 * Which files Java can name: it fixes the character set of names at its start, by the locale. Under
 * POSIX (no LANG, as in many containers and cron jobs) it is ASCII, and every other byte of a
 * folder or an argument becomes U+FFFD, which names no file.
 */
public final class FileNames {
  private static final String UNREADABLE = "\ufffd";

  private final Charset charset;

  FileNames(Charset charset) {
    this.charset = charset;
  }

  /** Those of this process. */
  public static FileNames here() {
    return new FileNames(charset(System.getProperty("sun.jnu.encoding", "")));
  }

  /**
   * One line about the first text that no file can have as its name here; empty if each could be
   * one.
   *
   * @param texts folders and arguments, as Java read them
   */
  public Optional<String> refusal(List<String> texts) {
    return texts.stream()
        .filter(text -> !nameable(text))
        .findFirst()
        .map(
            text ->
                "Java cannot name "
                    + text.replace(UNREADABLE, "?")
                    + ": the locale allows only "
                    + charset.name()
                    + " in the names of files; start kpwatch with LANG=C.UTF-8 in the"
                    + " environment, and without LC_ALL");
  }

  /** What to add where a path is refused; empty if any name can be read. */
  public String advice() {
    return charset.equals(StandardCharsets.UTF_8)
        ? ""
        : "; under this locale only characters of "
            + charset.name()
            + ", for others start with LANG=C.UTF-8";
  }

  private boolean nameable(String text) {
    return charset.equals(StandardCharsets.UTF_8) || charset.newEncoder().canEncode(text);
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return StandardCharsets.UTF_8;
    }
  }
}
