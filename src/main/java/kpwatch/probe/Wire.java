package kpwatch.probe;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came in before any library reads it, as far as it matters: when the first byte came, and the
 * status line of the answer. So an answer whose header is cut, never ends or cannot be read still
 * counts as an answer. Interim answers (1xx) are passed over. Keeps a few bytes, however many come.
 */
final class Wire {
  /** As much of a status line as is looked at. */
  private static final int KEPT = 16;

  private static final Pattern STATUS_LINE =
      Pattern.compile("(?:HTTP/\\d(?:\\.\\d)?|ICY) ([1-9]\\d\\d)(?!\\d)");

  private enum Place {
    STATUS_LINE,
    INTERIM_HEADERS,
    FOUND
  }

  private final StringBuilder line = new StringBuilder(KEPT);
  private Place place = Place.STATUS_LINE;
  private boolean lineIsEmpty = true;
  private OptionalLong firstByte = OptionalLong.empty();

  /** The ticker's reading at the first byte. */
  OptionalLong firstByte() {
    return firstByte;
  }

  /** The status that was announced; empty for an interim one and for what is no HTTP. */
  OptionalInt status() {
    OptionalInt status = read();
    return status.isPresent() && status.getAsInt() >= 200 ? status : OptionalInt.empty();
  }

  InputStream watch(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        if (count > 0 && firstByte.isEmpty()) {
          firstByte = OptionalLong.of(System.nanoTime());
        }
        for (int i = 0; i < count && place != Place.FOUND; i++) {
          seen((char) (bytes[offset + i] & 0xff));
        }
        return count;
      }
    };
  }

  private OptionalInt read() {
    Matcher status = STATUS_LINE.matcher(line);
    return status.lookingAt()
        ? OptionalInt.of(Integer.parseInt(status.group(1)))
        : OptionalInt.empty();
  }

  private void seen(char c) {
    if (place == Place.INTERIM_HEADERS) {
      header(c);
    } else if (c == '\n') {
      boolean interim = read().orElse(200) < 200;
      place = interim ? Place.INTERIM_HEADERS : Place.FOUND;
      lineIsEmpty = true;
    } else if (line.length() < KEPT) {
      line.append(c);
    }
  }

  /** The next status line follows a line without anything. */
  private void header(char c) {
    if (c == '\n' && lineIsEmpty) {
      place = Place.STATUS_LINE;
      line.setLength(0);
    } else if (c != '\r') {
      lineIsEmpty = c == '\n';
    }
  }
}
