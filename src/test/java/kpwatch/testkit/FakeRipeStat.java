package kpwatch.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import kpwatch.files.PlayedWorld;
import kpwatch.files.PlayedWorld.Reply;

/** RIPEstat's Data API on loopback, with the limits of the real one: see this folder's README. */
public final class FakeRipeStat implements AutoCloseable {
  /** https://stat.ripe.net/docs/data_api. */
  public static final int MOST_AT_ONCE = 8;

  private static final Pattern DATA_CALL = Pattern.compile("/data/([a-z-]+)/data\\.json");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BiFunction<String, Map<String, String>, Reply> answers;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, AtomicInteger> atOnce = new ConcurrentHashMap<>();
  private final AtomicInteger mostSeenAtOnce = new AtomicInteger();
  private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();

  /**
   * Starts on a free port.
   *
   * @param answers from the name of a data call and its decoded parameters
   */
  public FakeRipeStat(BiFunction<String, Map<String, String>, Reply> answers) throws IOException {
    this.answers = answers;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Answers as a played world does at the time that {@code now} gives. */
  public FakeRipeStat(PlayedWorld world, Supplier<Instant> now) throws IOException {
    this((call, query) -> world.ripestat(call, query, now.get()));
  }

  /** For {@code ripestat.base-url}, without a slash at its end. */
  public String baseUrl() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** How often a data call was asked for, refused ones included. */
  public int calls(String call) {
    return Optional.ofNullable(calls.get(call)).map(AtomicInteger::get).orElse(0);
  }

  public int calls() {
    return calls.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  /** The most requests that were under way together, refused ones included. */
  public int mostAtOnce() {
    return mostSeenAtOnce.get();
  }

  /** What the real service forbids and somebody did, one line each. */
  public List<String> violations() {
    return List.copyOf(violations);
  }

  /** Ends every request that hangs. */
  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String client = exchange.getRemoteAddress().getAddress().getHostAddress();
    AtomicInteger mine = atOnce.computeIfAbsent(client, c -> new AtomicInteger());
    int now = mine.incrementAndGet();
    mostSeenAtOnce.accumulateAndGet(now, Math::max);
    try (exchange) {
      Reply reply;
      try {
        reply = reply(exchange, now);
      } finally {
        // No longer counted: a client that has the answer may ask again before we know it has it,
        // and we do not see when one gives up.
        mine.decrementAndGet();
      }
      if (reply.timesOut()) {
        closed.await();
      } else {
        send(exchange, reply);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply reply(HttpExchange exchange, int now) {
    URI uri = exchange.getRequestURI();
    Matcher path = DATA_CALL.matcher(uri.getPath());
    if (!path.matches()) {
      return violated(404, "not a data call: " + uri.getPath());
    }
    String call = path.group(1);
    calls.computeIfAbsent(call, c -> new AtomicInteger()).incrementAndGet();
    if (!exchange.getRequestMethod().equals("GET")) {
      return violated(405, "not a GET: " + exchange.getRequestMethod());
    }
    if (now > MOST_AT_ONCE) {
      return violated(429, "more than " + MOST_AT_ONCE + " requests at once");
    }
    Map<String, String> query = query(uri);
    if (query.getOrDefault("sourceapp", "").isEmpty()) {
      violated(400, call + " without sourceapp");
      return noSourceApp(call);
    }
    return answers.apply(call, query);
  }

  private Reply violated(int status, String what) {
    violations.add(what);
    String page = "<!DOCTYPE html>\n<html><body><h1>" + status + "</h1></body></html>\n";
    return new Reply(status, "text/html", page.getBytes(StandardCharsets.UTF_8), false);
  }

  private static Reply noSourceApp(String call) {
    String body =
        "{\"messages\":[[\"error\",\"The parameter 'sourceapp' is required.\"]],\"see_also\":[],"
            + "\"version\":\"0.0\",\"data_call_name\":\""
            + call
            + "\",\"data_call_status\":\"supported\",\"cached\":false,\"status\":\"error\","
            + "\"status_code\":400,\"data\":{}}";
    return new Reply(400, "application/json", body.getBytes(StandardCharsets.UTF_8), false);
  }

  /** Parameters are separated by {@code &} only: a {@code ;} belongs to the value before it. */
  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new LinkedHashMap<>();
    String raw = Optional.ofNullable(uri.getRawQuery()).orElse("");
    for (String pair : raw.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.body();
    String accepted =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept-Encoding")).orElse("");
    exchange.getResponseHeaders().set("Content-Type", reply.contentType());
    if (accepted.contains("gzip")) {
      body = gzipped(body);
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    }
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static byte[] gzipped(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(body);
    }
    return bytes.toByteArray();
  }
}
