package kpwatch.testkit.discord;

/**
 * A file part of a multipart request.
 *
 * @param part its name in the form, such as {@code files[0]}
 */
public record Upload(String part, String filename, byte[] bytes) {
  /** The n of {@code files[n]}; -1 for any other name. */
  int number() {
    String digits = part.replaceAll("^files\\[(\\d+)]$", "$1");
    return digits.equals(part) ? -1 : Integer.parseInt(digits);
  }
}
