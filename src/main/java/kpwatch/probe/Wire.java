package kpwatch.probe;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came in on a socket, as far as it matters: when the first byte came, and the status line. So
 * an answer whose header is cut or never ends still counts as an answer. Says nothing useful about
 * an encrypted connection.
 */
final class Wire {
  private static final int KEPT = 16;
  private static final Pattern STATUS_LINE = Pattern.compile("^HTTP/\\d\\.\\d ([2-5]\\d\\d)");

  private final StringBuilder start = new StringBuilder(KEPT);
  private OptionalLong firstByte = OptionalLong.empty();

  /** The ticker's reading at the first byte. */
  OptionalLong firstByte() {
    return firstByte;
  }

  /** The status that was announced; empty for an informational one and for what is no HTTP. */
  OptionalInt status() {
    Matcher line = STATUS_LINE.matcher(start);
    return line.find() ? OptionalInt.of(Integer.parseInt(line.group(1))) : OptionalInt.empty();
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
        if (count > 0) {
          seen(bytes, offset, count);
        }
        return count;
      }
    };
  }

  private void seen(byte[] bytes, int offset, int count) {
    if (firstByte.isEmpty()) {
      firstByte = OptionalLong.of(System.nanoTime());
    }
    int wanted = Math.min(count, KEPT - start.length());
    if (wanted > 0) {
      start.append(new String(bytes, offset, wanted, StandardCharsets.ISO_8859_1));
    }
  }
}
