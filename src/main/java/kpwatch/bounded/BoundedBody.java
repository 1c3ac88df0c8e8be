package kpwatch.bounded;

import java.io.IOException;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;

/** A body of at most so many bytes that throws nothing but {@link IOException}. */
final class BoundedBody extends ForwardingSource {
  private final long most;
  private final Runnable taken;
  private long count;

  /**
   * @param taken runs whenever the reader has got some bytes
   */
  BoundedBody(Source body, long most, Runnable taken) {
    super(body);
    this.most = most;
    this.taken = taken;
  }

  /** The same answer with its body bounded. */
  static Response of(Response response, long most, Runnable taken) {
    ResponseBody body = response.body();
    Source bounded = new BoundedBody(body.source(), most, taken);
    return response
        .newBuilder()
        .body(ResponseBody.create(Okio.buffer(bounded), body.contentType(), body.contentLength()))
        .build();
  }

  @Override
  public long read(Buffer sink, long byteCount) throws IOException {
    long read;
    try {
      read = super.read(sink, Math.min(byteCount, most - count + 1));
    } catch (RuntimeException e) {
      throw unreadable(e);
    }
    if (read > 0) {
      count += read;
      taken.run();
    }
    if (count > most) {
      throw new ByteLimitException("the body has more than " + most + " bytes");
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    try {
      super.close();
    } catch (RuntimeException e) {
      throw unreadable(e);
    }
  }

  /** OkHttp trusts some numbers of an answer and stumbles over them later. */
  static IOException unreadable(RuntimeException fault) {
    return new IOException("the answer is not HTTP: " + fault.getClass().getSimpleName(), fault);
  }
}
