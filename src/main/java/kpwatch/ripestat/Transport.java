package kpwatch.ripestat;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** One question to RIPEstat and the raw reply. Safe for use by several threads at once. */
public interface Transport {
  /**
   * Asks one data call and waits for the head of the reply; the body may still be on its way.
   *
   * @param call name of the data call, {@code looking-glass}
   * @param query its parameters, not yet encoded
   * @return any reply at all, whatever its status; the caller closes it
   * @throws java.io.InterruptedIOException when it took too long; reading the body may throw it too
   * @throws IOException when there was no reply
   */
  Reply get(String call, Map<String, String> query) throws IOException;

  /**
   * A reply as it came.
   *
   * @param status the HTTP status
   * @param contentType as the header has it; the empty text where there was none
   * @param retryAfter how long the server asks us to stay away, where it does
   * @param body already decompressed; an {@link IOException} in it means that it broke off
   */
  record Reply(int status, String contentType, Optional<Duration> retryAfter, InputStream body)
      implements Closeable {
    @Override
    public void close() throws IOException {
      body.close();
    }
  }
}
