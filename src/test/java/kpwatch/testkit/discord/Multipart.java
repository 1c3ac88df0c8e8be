package kpwatch.testkit.discord;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code multipart/form-data}. Source: https://www.rfc-editor.org/rfc/rfc7578 */
final class Multipart {
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)");
  private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
  private static final Pattern FILENAME = Pattern.compile("filename=\"([^\"]*)\"");

  private Multipart() {}

  /** Every part; one without a file name has an empty one. Empty where the form cannot be read. */
  static List<Upload> parts(String contentType, byte[] body) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      return List.of();
    }
    // One char a byte, so that nothing is lost.
    String text = new String(body, StandardCharsets.ISO_8859_1);
    List<Upload> parts = new ArrayList<>();
    String[] pieces = ("\r\n" + text).split("\r\n--" + Pattern.quote(boundary.group(1)), -1);
    for (int i = 1; i < pieces.length; i++) {
      part(pieces[i]).ifPresent(parts::add);
    }
    return parts;
  }

  private static Optional<Upload> part(String piece) {
    int end = piece.indexOf("\r\n\r\n");
    if (piece.startsWith("--") || end < 0) {
      return Optional.empty();
    }
    String head =
        new String(
            piece.substring(0, end).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    byte[] bytes = piece.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
    return Optional.of(new Upload(found(NAME, head), found(FILENAME, head), bytes));
  }

  private static String found(Pattern pattern, String head) {
    Matcher matcher = pattern.matcher(head);
    return matcher.find() ? matcher.group(1) : "";
  }
}
