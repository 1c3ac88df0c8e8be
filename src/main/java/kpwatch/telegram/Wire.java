package kpwatch.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * HTTP to the Bot API. Nothing is sent twice: OkHttp by itself would repeat a message after a reset
 * connection (https://github.com/square/okhttp, {@code RetryAndFollowUpInterceptor}), and the Bot
 * API has no way to know it for the same. A call that fails does so with a {@link NoAnswer} that
 * says whether it left.
 */
final class Wire implements Closeable {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** How long a connection is kept for the next call. */
  private static final Duration KEPT = Duration.ofMinutes(1);

  private static final MediaType JSON = MediaType.get("application/json");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Pattern MESSAGE = Pattern.compile("\"message_id\":(\\d{1,9})\\b");
  private static final int MOST = 16 << 20;

  private final OkHttpClient sending;
  private final OkHttpClient polling;

  /** Marks a request that got a connection, and so may have been read at the other end. */
  private static final class Departure {
    private volatile boolean begun;
  }

  /**
   * @param atOnce calls that are under way at the same time, for which connections are kept
   */
  Wire(Patience patience, int atOnce) {
    Dispatcher calls = new Dispatcher(new OwnThread());
    // one that had to wait for its turn would be made on the thread of another
    calls.setMaxRequests(Integer.MAX_VALUE);
    calls.setMaxRequestsPerHost(Integer.MAX_VALUE);
    this.sending =
        new OkHttpClient.Builder()
            .dispatcher(calls)
            .connectionPool(new ConnectionPool(atOnce, KEPT.toSeconds(), TimeUnit.SECONDS))
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .connectTimeout(CONNECT)
            .readTimeout(patience.answer())
            .writeTimeout(patience.answer())
            .callTimeout(patience.answer().plus(CONNECT))
            .addInterceptor(Wire::watched)
            .addNetworkInterceptor(Wire::departing)
            .build();
    Duration poll = patience.poll().plus(patience.late());
    OkHttpClient.Builder more =
        sending.newBuilder().readTimeout(poll).callTimeout(poll.plus(CONNECT));
    more.interceptors().clear();
    this.polling = more.addInterceptor(Wire::polled).build();
  }

  OkHttpClient sending() {
    return sending;
  }

  OkHttpClient polling() {
    return polling;
  }

  /** Ends the calls under way. */
  @Override
  public void close() {
    sending.dispatcher().cancelAll();
    sending.dispatcher().executorService().shutdown();
    sending.connectionPool().evictAll();
  }

  private static Response departing(Interceptor.Chain chain) throws IOException {
    Departure departure = chain.request().tag(Departure.class);
    if (departure != null) {
      departure.begun = true;
    }
    return chain.proceed(chain.request());
  }

  private static Response watched(Interceptor.Chain chain) throws IOException {
    return exchanged(chain, Wire::isAnswer);
  }

  /** Of the answer to a poll every part counts, even if it is no good JSON as a whole. */
  private static Response polled(Interceptor.Chain chain) throws IOException {
    return exchanged(chain, text -> text.startsWith(PollText.YES) || isAnswer(text));
  }

  private static Response exchanged(Interceptor.Chain chain, Predicate<String> isAnswer)
      throws IOException {
    Departure departure = new Departure();
    Request request = chain.request().newBuilder().tag(Departure.class, departure).build();
    Response response;
    try {
      response = chain.proceed(request);
    } catch (IOException e) {
      throw departure.begun ? NoAnswer.unsure(e) : NoAnswer.unsent(e);
    }
    try (response) {
      String text = text(response.body().byteStream());
      if (!isAnswer.test(text)) {
        throw lost(response.code(), text);
      }
      return response.newBuilder().body(ResponseBody.create(text, JSON)).build();
    }
  }

  private static NoAnswer lost(int status, String text) {
    if (status == 200 && text.startsWith("{\"ok\":true")) {
      Matcher id = MESSAGE.matcher(text);
      return NoAnswer.taken(id.find() ? Integer.parseInt(id.group(1)) : 0);
    }
    return status == 200 || status == 504 ? NoAnswer.unsure(status) : NoAnswer.page(status);
  }

  private static boolean isAnswer(String text) {
    try {
      return MAPPER.readTree(text).path("ok").isBoolean();
    } catch (JsonProcessingException | StackOverflowError e) {
      return false;
    }
  }

  /** As much as came. */
  private static String text(InputStream body) {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    byte[] part = new byte[8192];
    try {
      for (int n = body.read(part); n >= 0 && read.size() < MOST; n = body.read(part)) {
        read.write(part, 0, n);
      }
    } catch (IOException e) {
      // What came may say enough.
    }
    return read.toString(StandardCharsets.UTF_8);
  }
}
