package kpwatch.ripestat;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import kpwatch.observation.Observation.Cause;

/**
 * A body of which at most 16 MiB are read, counted after decompression: a small reply can unfold to
 * gigabytes. {@link HttpTransport} bounds what comes in before. The largest real answer of the
 * calls we make has about 0.5 MB.
 */
final class LimitedBody extends FilterInputStream {
  static final long LIMIT = 16L << 20;

  private long count;

  LimitedBody(InputStream body) {
    super(body);
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    add(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    add(Math.max(0, read));
    return read;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(n);
    add(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void add(long read) throws NoReading {
    count += read;
    if (count > LIMIT) {
      throw new NoReading(Cause.TOO_LARGE, "the body has more than " + LIMIT + " bytes");
    }
  }
}
