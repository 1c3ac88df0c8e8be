package kpwatch.ripestat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Observation.Missing;
import kpwatch.observation.Observation.Route;
import kpwatch.observation.Prefix;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Dns;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpTransportTest {
  private static final String AGENT = "kpwatch/1.2 (+https://example.org/contact)";
  private static final Prefix PREFIX = Prefix.parse(Inline.PREFIX);

  private final MockWebServer server = new MockWebServer();
  private final List<HttpTransport> opened = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server.start(InetAddress.getLoopbackAddress(), 0);
  }

  @AfterEach
  void stop() {
    opened.forEach(HttpTransport::close);
    server.close();
  }

  @Test
  void sendsTheQuestionWithOurNameAndAgent() throws Exception {
    server.enqueue(json(Inline.LOOKING_GLASS));

    assertThat(routes(transport())).isInstanceOf(Route.class);

    RecordedRequest request = server.takeRequest();
    assertThat(request.getMethod()).isEqualTo("GET");
    assertThat(request.getUrl().encodedPath()).isEqualTo("/data/looking-glass/data.json");
    assertThat(request.getUrl().queryParameterNames())
        .containsExactlyInAnyOrder("resource", "sourceapp");
    assertThat(request.getUrl().queryParameter("resource")).isEqualTo(Inline.PREFIX);
    assertThat(request.getUrl().queryParameter("sourceapp")).isEqualTo("kpwatch test&1");
    assertThat(request.getHeaders().get("User-Agent")).isEqualTo(AGENT);
    assertThat(request.getHeaders().get("Accept-Encoding")).isEqualTo("gzip");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mirror/of/it", "/mirror/of/it/", "/mirror/of/it?x=1#y"})
  void keepsThePathOfTheBaseAddress(String base) throws Exception {
    server.enqueue(json(Inline.RRC_INFO));

    Canned.source(transport(base, Duration.ofSeconds(20))).peers();

    assertThat(server.takeRequest().getTarget())
        .isEqualTo("/mirror/of/it/data/rrc-info/data.json?sourceapp=kpwatch%20test%261");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", ""})
  void aBaseAddressMayEndInASlashOrNot(String end) throws Exception {
    server.enqueue(json(Inline.RRC_INFO));

    Canned.source(transport(end, Duration.ofSeconds(20))).peers();

    assertThat(server.takeRequest().getUrl().encodedPath()).isEqualTo("/data/rrc-info/data.json");
  }

  @Test
  void aWrongBaseAddressOrAgentIsRefusedAtOnce() {
    assertThatThrownBy(
            () ->
                new HttpTransport(
                    URI.create("ftp://example.org"), "a", AGENT, HttpTransport.PATIENCE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ftp://example.org");
    assertThatThrownBy(
            () ->
                new HttpTransport(
                    URI.create("https://example.org"), "a", "x\ny", HttpTransport.PATIENCE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsACompressedAnswer() throws IOException {
    server.enqueue(gzipped(out -> out.write(utf8(Inline.LOOKING_GLASS))));

    assertThat(((Route) routes(transport())).rows()).hasSize(3);
  }

  @Test
  void readsAnAnswerOfMoreThanFourMebibytes() throws IOException {
    String row =
        "{\"as_path\":\"64496 64500\",\"prefix\":\"203.0.113.0/24\",\"peer\":\"192.0.2.1\","
            + "\"latest_time\":\"2026-11-24T11:59:55\",\"community\":\""
            + "64496:1 ".repeat(30)
            + "\"}";
    String body =
        Inline.LOOKING_GLASS.replace("\"peers\":[", "\"peers\":[" + (row + ",").repeat(7_000));
    assertThat(utf8(body).length).isBetween(4 << 20, 16 << 20);
    server.enqueue(json(body));
    server.enqueue(gzipped(out -> out.write(utf8(body))));
    HttpTransport transport = transport();

    assertThat(((Route) routes(transport)).rows()).hasSize(14_003);
    assertThat(((Route) routes(transport)).rows()).hasSize(14_003);
  }

  @Test
  void refusesABodyThatUnfoldsToFarMore() throws IOException {
    byte[] mebibyte = "x".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
    MockResponse bomb =
        gzipped(
            out -> {
              out.write(utf8("{\"x\":\""));
              for (int i = 0; i < 64; i++) {
                out.write(mebibyte);
              }
            });
    server.enqueue(bomb);

    assertMissing(transport(), Cause.TOO_LARGE, "more than 16777216 bytes");
  }

  @Test
  void tellsHowLongToStayAway() {
    server.enqueue(status(429).addHeader("Retry-After", "120").build());
    server.enqueue(
        status(429)
            .addHeader("Date", "Tue, 24 Nov 2026 12:00:00 GMT")
            .addHeader("Retry-After", "Tue, 24 Nov 2026 12:05:00 GMT")
            .build());
    server.enqueue(status(429).addHeader("Retry-After", "soon").body("<html>").build());
    HttpTransport transport = transport();

    assertMissing(transport, Cause.RATE_LIMITED, "HTTP 429, retry after 120 s");
    assertMissing(transport, Cause.RATE_LIMITED, "HTTP 429, retry after 300 s");
    assertMissing(transport, Cause.RATE_LIMITED, "HTTP 429");
  }

  @Test
  void errorsOfTheServerAndForeignPagesHaveTheirCause() {
    server.enqueue(status(500).body("oops").build());
    server.enqueue(status(503).addHeader("Retry-After", "0").build());
    server.enqueue(status(200).addHeader("Content-Type", "text/html").body("<html>").build());
    server.enqueue(status(404).body("{}").build());
    server.enqueue(
        status(400)
            .body("{\"messages\":[[\"error\",\"no such resource\"]],\"status\":\"error\"}")
            .build());
    HttpTransport transport = transport();

    assertMissing(transport, Cause.HTTP_5XX, "HTTP 500");
    assertMissing(transport, Cause.HTTP_5XX, "HTTP 503");
    assertMissing(transport, Cause.NOT_JSON, "HTTP 200 with content type text/html");
    assertMissing(transport, Cause.NOT_JSON, "HTTP 404");
    assertMissing(transport, Cause.BAD_REQUEST, "HTTP 400: no such resource");
    assertThat(server.getRequestCount()).isEqualTo(5);
  }

  @Test
  void doesNotFollowARedirect() throws IOException {
    try (MockWebServer other = new MockWebServer()) {
      other.start(InetAddress.getLoopbackAddress(), 0);
      other.enqueue(json(Inline.LOOKING_GLASS));
      server.enqueue(status(302).addHeader("Location", other.url("/x").toString()).build());

      assertMissing(transport(), Cause.NOT_JSON, "HTTP 302");
      assertThat(other.getRequestCount()).isZero();
      assertThat(server.getRequestCount()).isEqualTo(1);
    }
  }

  @Test
  void aRefusedConnectionIsUnreachable() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    HttpTransport transport =
        new HttpTransport(
            URI.create("http://127.0.0.1:" + port), "kpwatch", AGENT, HttpTransport.PATIENCE);
    opened.add(transport);

    assertMissing(transport, Cause.UNREACHABLE, "no answer");
  }

  @Test
  void aConnectionDroppedBeforeTheAnswerIsUnreachableAndNotTriedAgain() {
    server.enqueue(
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    server.enqueue(json(Inline.LOOKING_GLASS));

    assertMissing(transport(), Cause.UNREACHABLE, "no answer");
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aConnectionDroppedInTheBodyIsMalformed() {
    server.enqueue(
        status(200)
            .addHeader("Content-Type", "application/json")
            .body(Inline.LOOKING_GLASS)
            .onResponseBody(new SocketEffect.CloseSocket())
            .build());

    assertMissing(transport(), Cause.MALFORMED, "the body broke off");
  }

  @Test
  void aCompressedBodyThatIsDamagedIsMalformed() {
    server.enqueue(
        status(200).addHeader("Content-Encoding", "gzip").body(Inline.LOOKING_GLASS).build());

    assertMissing(transport(), Cause.MALFORMED, "the body broke off");
  }

  @Test
  void aServerThatClosesAfterEachAnswerCostsNoLook() {
    for (int i = 0; i < 3; i++) {
      server.enqueue(
          status(200)
              .body(Inline.LOOKING_GLASS)
              .onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)
              .build());
    }
    HttpTransport transport = transport();

    for (int i = 0; i < 3; i++) {
      assertThat(routes(transport)).isInstanceOf(Route.class);
    }
  }

  @Test
  void anAnswerThatNeverBeginsIsATimeout() {
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    assertMissing(transport("/", Duration.ofMillis(300)), Cause.TIMEOUT, "in time");
  }

  @Test
  void anAnswerThatStopsInTheBodyIsATimeout() {
    server.enqueue(
        status(200).body(Inline.LOOKING_GLASS).onResponseBody(SocketEffect.Stall.INSTANCE).build());

    assertMissing(transport("/", Duration.ofMillis(300)), Cause.TIMEOUT, "in time");
  }

  @Test
  void aBodyThatTricklesIsBoundedAsAWhole() {
    server.enqueue(
        status(200).body(Inline.LOOKING_GLASS).throttleBody(16, 20, TimeUnit.MILLISECONDS).build());

    assertMissing(transport("/", Duration.ofMillis(300)), Cause.TIMEOUT, "in time");
  }

  @Test
  void neverMoreThanFourCallsRunAtOnce() throws Exception {
    FourAtATime dispatcher = new FourAtATime();
    server.setDispatcher(dispatcher);
    HttpTransport transport = transport();
    ExecutorService callers = Executors.newFixedThreadPool(12);
    try {
      List<Callable<Observation>> calls = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        calls.add(() -> routes(transport));
      }
      for (Future<Observation> seen : callers.invokeAll(calls)) {
        assertThat(seen.get()).isInstanceOf(Route.class);
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(dispatcher.most.get()).isEqualTo(4);
  }

  @Test
  void aCallerThatGetsNoPlaceGivesUpInTime() throws IOException {
    HttpTransport transport = transport("/", Duration.ofMillis(500));
    List<Transport.Reply> held = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      server.enqueue(json(Inline.RRC_INFO));
      held.add(transport.get("rrc-info", Map.of()));
    }

    assertMissing(transport, Cause.TIMEOUT, "places");

    for (Transport.Reply reply : held) {
      reply.close();
      reply.close();
    }
    server.enqueue(json(Inline.LOOKING_GLASS));
    assertThat(routes(transport)).isInstanceOf(Route.class);
  }

  @Test
  void failedCallsGiveTheirPlacesBack() {
    HttpTransport transport = transport("/", Duration.ofSeconds(5));
    for (int i = 0; i < 8; i++) {
      server.enqueue(
          new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
      assertMissing(transport, Cause.UNREACHABLE, "");
    }
    server.enqueue(json(Inline.LOOKING_GLASS));

    assertThat(routes(transport)).isInstanceOf(Route.class);
  }

  @Test
  void closingEndsTheCallUnderWayAndEveryThread() throws Exception {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    server.enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());
    HttpTransport transport = transport();
    ExecutorService caller = Executors.newSingleThreadExecutor();
    try {
      Future<Observation> seen = caller.submit(() -> routes(transport));
      server.takeRequest();
      transport.close();

      assertThat(((Missing) seen.get()).cause()).isEqualTo(Cause.UNREACHABLE);
    } finally {
      caller.shutdownNow();
    }
    assertMissing(transport, Cause.UNREACHABLE, "closed");
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("OkHttp") && !before.contains(thread))
        .allMatch(Thread::isDaemon);
  }

  /** OkHttp's own limits do not reach a name look-up. */
  @Test
  void aResolverThatNeverAnswersHoldsACallNoLongerThanAnotherFault() {
    CountDownLatch never = new CountDownLatch(1);
    HttpTransport transport = named(host -> held(never), Duration.ofMillis(300));
    for (int i = 0; i < 3; i++) {
      assertMissing(transport, Cause.UNREACHABLE, "ripestat.test was not resolved within 150 ms");
    }
    assertThat(resolving()).as("threads that wait for the resolver").isEqualTo(1);
    never.countDown();
  }

  @Test
  void aResolverThatComesBackIsUsedAgain() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    HttpTransport transport = named(host -> held(slow), Duration.ofSeconds(5));
    server.enqueue(json(Inline.LOOKING_GLASS));
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try {
      Future<Observation> first = threads.submit(() -> routes(transport));
      slow.countDown();
      assertThat(first.get()).isInstanceOf(Route.class);
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<InetAddress> held(CountDownLatch until) {
    try {
      until.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of(InetAddress.getLoopbackAddress());
  }

  private static long resolving() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().equals("kpwatch-resolve"))
        .count();
  }

  private HttpTransport named(Dns resolver, Duration limit) {
    URI base = URI.create("http://ripestat.test:" + server.getPort());
    HttpTransport transport = new HttpTransport(base, "kpwatch test&1", AGENT, limit, resolver);
    opened.add(transport);
    return transport;
  }

  private HttpTransport transport() {
    return transport("/", Duration.ofSeconds(20));
  }

  private HttpTransport transport(String path, Duration limit) {
    URI base = URI.create("http://127.0.0.1:" + server.getPort() + path);
    HttpTransport transport = new HttpTransport(base, "kpwatch test&1", AGENT, limit);
    opened.add(transport);
    return transport;
  }

  private static Observation routes(Transport transport) {
    return Canned.source(transport).routes(PREFIX);
  }

  private static void assertMissing(Transport transport, Cause cause, String part) {
    RipeStatTest.assertMissing(routes(transport), cause, part);
  }

  private static MockResponse json(String body) {
    return status(200).addHeader("Content-Type", "application/json").body(body).build();
  }

  private static MockResponse.Builder status(int status) {
    return new MockResponse.Builder().code(status);
  }

  private static MockResponse gzipped(Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      body.write(out);
    }
    return status(200)
        .addHeader("Content-Type", "application/json")
        .addHeader("Content-Encoding", "gzip")
        .body(new Buffer().write(bytes.toByteArray()))
        .build();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private interface Body {
    void write(OutputStream out) throws IOException;
  }

  /** Answers only when four requests are there, and notes the most that were there at once. */
  private static final class FourAtATime extends Dispatcher {
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CyclicBarrier four = new CyclicBarrier(4);

    @Override
    public MockResponse dispatch(RecordedRequest request) throws InterruptedException {
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      try {
        four.await(20, TimeUnit.SECONDS);
      } catch (java.util.concurrent.BrokenBarrierException
          | java.util.concurrent.TimeoutException e) {
        return status(500).build();
      } finally {
        running.decrementAndGet();
      }
      return json(Inline.LOOKING_GLASS);
    }
  }
}
