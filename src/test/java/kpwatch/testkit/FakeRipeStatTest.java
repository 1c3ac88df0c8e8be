package kpwatch.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import kpwatch.files.PlayedWorld;
import kpwatch.files.PlayedWorld.Reply;
import kpwatch.files.ScenarioFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FakeRipeStatTest {
  private static final String GLASS = "/data/looking-glass/data.json";
  private static final String ROUTE = "?resource=175.45.176.0%2F24";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final PlayedWorld world = new PlayedWorld(ScenarioFile.read("kp-2025-06-07"));
  private Instant now = world.scenario().start();
  private FakeRipeStat fake;

  @BeforeEach
  void start() throws IOException {
    fake = new FakeRipeStat(world, () -> now);
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void answersAsTheWorldDoesAtTheTimeOfItsClock() throws Exception {
    HttpResponse<byte[]> before = get(GLASS + ROUTE + "&sourceapp=test");
    now = Instant.parse("2025-06-07T00:00:00Z");
    HttpResponse<byte[]> during = get(GLASS + ROUTE + "&sourceapp=test");

    assertThat(before.statusCode()).isEqualTo(200);
    assertThat(text(before))
        .contains("\"as_path\":")
        .contains("\"data_call_name\":\"looking-glass\"");
    assertThat(text(during)).contains("\"rrcs\":[]");
    assertThat(fake.violations()).isEmpty();
    assertThat(fake.calls("looking-glass")).isEqualTo(2);
    assertThat(fake.calls("rrc-info")).isZero();
    assertThat(fake.mostAtOnce()).isEqualTo(1);
  }

  @Test
  void aCallWithoutSourceappIsRefusedAndRecorded() throws Exception {
    HttpResponse<byte[]> response = get(GLASS + ROUTE);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(text(response)).contains("sourceapp");
    assertThat(fake.violations()).containsExactly("looking-glass without sourceapp");
  }

  @Test
  void aWrongResourceIsRefusedInTheEnvelope() throws Exception {
    HttpResponse<byte[]> response = get(GLASS + "?resource=AS131279&sourceapp=test");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(text(response)).contains("\"status\":\"error\"").contains("unsupported type ASN");
  }

  @Test
  void aSemicolonDoesNotSeparateParameters() throws Exception {
    HttpResponse<byte[]> response = get(GLASS + "?sourceapp=test;resource=175.45.176.0/24");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(text(response)).contains("The parameter 'resource' is required.");
  }

  @Test
  void anythingButADataCallIsRefusedAndRecorded() throws Exception {
    assertThat(get("/data/looking-glass.json?sourceapp=test").statusCode()).isEqualTo(404);
    HttpRequest post =
        request(GLASS + ROUTE + "&sourceapp=test")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(http.send(post, BodyHandlers.discarding()).statusCode()).isEqualTo(405);

    assertThat(fake.violations())
        .containsExactly("not a data call: /data/looking-glass.json", "not a GET: POST");
  }

  @Test
  void theNinthRequestAtOnceIsRefusedWithAPage() throws Exception {
    CountDownLatch underWay = new CountDownLatch(FakeRipeStat.MOST_AT_ONCE);
    CountDownLatch release = new CountDownLatch(1);
    try (FakeRipeStat slow =
        new FakeRipeStat(
            (call, query) -> {
              underWay.countDown();
              await(release);
              return world.ripestat(call, query, now);
            })) {
      URI uri = URI.create(slow.baseUrl() + GLASS + ROUTE + "&sourceapp=test");
      List<CompletableFuture<HttpResponse<Void>>> eight = new ArrayList<>();
      for (int i = 0; i < FakeRipeStat.MOST_AT_ONCE; i++) {
        eight.add(http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()));
      }
      await(underWay);
      HttpResponse<String> ninth =
          http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      release.countDown();

      assertThat(ninth.statusCode()).isEqualTo(429);
      assertThat(ninth.body()).startsWith("<!DOCTYPE html>");
      assertThat(eight).allSatisfy(f -> assertThat(f.join().statusCode()).isEqualTo(200));
      assertThat(slow.mostAtOnce()).isEqualTo(9);
      assertThat(slow.violations()).containsExactly("more than 8 requests at once");
    }
  }

  @Test
  void anAnswerIsCompressedWhenAskedFor() throws Exception {
    HttpRequest request =
        request(GLASS + ROUTE + "&sourceapp=test").header("Accept-Encoding", "gzip").build();
    HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());

    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    byte[] plain = new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes();
    assertThat(new String(plain, StandardCharsets.UTF_8)).contains("\"as_path\":");
    assertThat(response.body().length).isLessThan(plain.length / 4);
  }

  @Test
  void aTimeOutHangsUntilTheServerIsClosed() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    FakeRipeStat silent =
        new FakeRipeStat(
            (call, query) -> {
              asked.countDown();
              return new Reply(0, "", new byte[0], true);
            });
    URI uri = URI.create(silent.baseUrl() + GLASS + ROUTE + "&sourceapp=test");
    CompletableFuture<HttpResponse<Void>> answer =
        http.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
    await(asked);
    assertThat(answer).isNotDone();

    silent.close();

    assertThatThrownBy(() -> answer.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IOException.class);
  }

  private HttpResponse<byte[]> get(String path) throws Exception {
    return http.send(request(path).build(), BodyHandlers.ofByteArray());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(fake.baseUrl() + path));
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
