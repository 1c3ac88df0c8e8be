package kpwatch.testkit.rislive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FakeRisLiveTest {
  private static final Instant NOW = Instant.parse("2026-03-02T00:00:00Z");
  private static final RisPeer PEER = new RisPeer("rrc20", "192.0.2.1", 64_496);
  private static final String EVERYTHING = "{'type':'UPDATE'}";

  private final FakeRisLive server = new FakeRisLive(() -> NOW);

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void aRequestWithoutClientIsRefused() {
    assertThatThrownBy(() -> new PlainClient(server.url()))
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
    assertThat(server.violations()).singleElement().asString().contains("without client");
    assertThat(server.clients()).isEmpty();
  }

  @Test
  void aRequestThatIsNoWebsocketIsRefused() throws IOException {
    assertThat(rawly("GET /v1/ws/?client=x HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 426 ");
    assertThat(server.violations()).singleElement().asString().contains("no websocket");
  }

  @Test
  void aFrameWithoutAMaskEndsTheConnection() throws IOException {
    String request =
        "GET /v1/ws/?client=x HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    // The example of RFC 6455.
    assertThat(rawly(request + "\u0001\u0001x"))
        .startsWith("HTTP/1.1 101 ")
        .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    await(() -> server.violations().equals(List.of("a frame in parts")));
    rawly(request + "\u0081\u0001x");
    await(() -> server.violations().contains("a frame without a mask"));
  }

  @Test
  void aPingIsAnswered() {
    PlainClient client = client();
    client.say("{'type':'ping','data':null}");
    await(() -> client.heard().equals(List.of("{\"type\":\"pong\",\"data\":null}")));
    assertThat(server.pings()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "{'type':'subscribe','data':{}}",
        "{'type':'ping','data':{}}",
        "{'type':'ris_subscribe'}",
        "{'type':'ris_subscribe','data':{'prefixes':'175.45.176.0/24'}}",
        "{'type':'ris_subscribe','data':{'prefix':'175.45.176.1/24'}}",
        "{'type':'ris_subscribe','data':{'prefix':[]}}",
        "{'type':'ris_subscribe','data':{'moreSpecific':'yes'}}",
        "{'type':'ris_subscribe','data':{'path':'13127.*'}}",
        "{'type':'ris_subscribe','data':{'type':'UPDATES'}}",
        "{'type':'ris_subscribe','data':{'socketOptions':{'ack':true}}}"
      })
  void whatItDoesNotKnowIsAnErrorAndAViolation(String frame) {
    PlainClient client = client();
    client.say(frame);
    await(() -> client.heard().size() == 1);
    assertThat(client.heard().get(0)).startsWith("{\"type\":\"ris_error\",\"data\":{\"message\":");
    assertThat(server.violations()).hasSize(1);
    assertThat(server.subscriptions()).isEmpty();
  }

  @Test
  void subscriptionsThatComeTooFastAreDropped() {
    PlainClient client = client();
    client.say("{'type':'ris_subscribe','data':{'peer':'192.0.2.2'}}");
    client.say("{'type':'ris_subscribe','data':{'type':'UPDATE'}}");
    await(() -> server.violations().size() == 1);
    assertThat(server.violations().get(0)).startsWith("a subscription too soon after another");
    assertThat(server.subscriptions()).hasSize(1);
    server.withdraw(PEER, "175.45.176.0/24");
    client.say("{'type':'ping','data':null}");
    await(() -> !client.heard().isEmpty());
    assertThat(client.heard()).containsExactly("{\"type\":\"pong\",\"data\":null}");
  }

  @Test
  void aSubscriptionIsAcknowledgedIfThatWasAskedFor() {
    PlainClient client = client();
    client.subscribe(server, EVERYTHING);
    client.subscribe(server, "{'type':'OPEN','socketOptions':{'acknowledge':true}}");
    client.subscribe(server, "{'type':'KEEPALIVE'}");
    await(() -> client.heard().size() == 2);
    assertThat(client.heard()).allMatch(h -> h.startsWith("{\"type\":\"ris_subscribe_ok\""));
    client.subscribe(server, "{'type':'OPEN','socketOptions':{'acknowledge':false}}");
    client.say("{'type':'ping','data':null}");
    await(() -> client.heard().size() == 3);
    assertThat(client.heard().get(2)).contains("pong");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'prefix':'175.45.176.0/22'}                                     | within same",
        "{'prefix':'175.45.176.0/22','moreSpecific':false}                | same",
        "{'prefix':'175.45.176.0/22','lessSpecific':true}                 | within same around",
        "{'prefix':['192.0.2.0/24','175.45.176.0/24']}                    | within gone",
        "{'path':'131279$'}                                               | within",
        "{'path':'4837'}                                                  | within same",
        "{'path':'^4837'}                                                 | same",
        "{'path':'64496,4837'}                                            | within",
        "{'path':'!4837','type':'UPDATE'}                                 | around gone",
        "{'require':'withdrawals'}                                        | gone",
        "{'require':'announcements'}                                      | within same around",
        "{'type':'RIS_PEER_STATE'}                                        | session",
        "{'host':'rrc20','peer':'192.0.2.1'}         | within same around gone session",
        "{'host':'rrc21'}                                                 | ''",
        "{'peer':'192.0.2.2'}                                             | ''"
      })
  void onlyWhatWasAskedForIsSent(String wish, String expected) {
    PlainClient client = client();
    client.subscribe(server, wish);
    server.announce(PEER, "175.45.176.0/24", 64_496L, 4837L, 131_279L);
    server.announce(PEER, "175.45.176.0/22", 4837L, 9L);
    server.announce(PEER, "175.45.0.0/16", 64_496L);
    server.withdraw(PEER, "192.0.2.0/25");
    server.session(PEER, "down");
    client.say("{'type':'ping','data':null}");
    await(() -> client.heard().stream().anyMatch(h -> h.contains("pong")));
    String names =
        String.join(
            " ",
            client.heard().stream()
                .map(FakeRisLiveTest::name)
                .filter(name -> !name.isEmpty())
                .toList());
    assertThat(names).isEqualTo(expected);
  }

  @Test
  void aClientThatDoesNotReadIsToldSoAndClosed() {
    PlainClient client = PlainClient.of(server);
    await(() -> server.open() == 1);
    int sent = 0;
    while (server.violations().isEmpty()) {
      server.text("x".repeat(10_000) + sent++);
    }
    assertThat(server.violations()).containsExactly("the client does not keep up");
    assertThat(sent).isGreaterThan(Outgoing.MOST / 10_100);
    int all = sent;
    client.read();
    await(() -> client.closed().equals(Optional.of(1008)));
    assertThat(client.heard()).hasSize(all);
    assertThat(client.heard().get(all - 1)).contains("ris_error").contains("too slow");
  }

  @Test
  void messagesBearTheirTimeAndMayLagAndComeTwice() {
    PlainClient client = client();
    client.subscribe(server, EVERYTHING);
    server.lag(Duration.ofMinutes(5));
    server.copies(2);
    server.withdraw(PEER, "175.45.176.0/24");
    await(() -> client.heard().size() == 2);
    assertThat(client.heard().get(0))
        .isEqualTo(client.heard().get(1))
        .contains("\"timestamp\":" + NOW.minus(Duration.ofMinutes(5)).getEpochSecond() + ".00,");
  }

  @Test
  void bothFormatsAreAsRecorded() {
    RisMessage gone = RisMessage.withdrawal(NOW, PEER, "2605:de00:bb:0:0:0:0:0/48");
    assertThat(gone.text(RisMessage.Format.FROM_2025, 1))
        .isEqualTo(
            "{\"type\":\"ris_message\",\"data\":{\"timestamp\":1772409600.00,"
                + "\"peer\":\"192.0.2.1\",\"peer_asn\":\"64496\","
                + "\"id\":\"192.0.2.1-0000000000000001\",\"host\":\"rrc20.ripe.net\","
                + "\"type\":\"UPDATE\",\"path\":[],\"community\":[],\"announcements\":[],"
                + "\"withdrawals\":[\"2605:de00:bb:0:0:0:0:0/48\"]}}");
    RisMessage here = RisMessage.announcement(NOW, PEER, "192.0.2.0/24", List.of(64_496L, 1L));
    assertThat(here.text(RisMessage.Format.FROM_2019, 1))
        .isEqualTo(
            "{\"type\":\"ris_message\",\"data\":{\"timestamp\":1772409600.00,"
                + "\"peer\":\"192.0.2.1\",\"peer_asn\":\"64496\",\"id\":\"20-5761-1\","
                + "\"host\":\"rrc20\",\"type\":\"UPDATE\",\"path\":[64496,1],\"origin\":\"igp\","
                + "\"announcements\":[{\"next_hop\":\"192.0.2.1\",\"prefixes\":[\"192.0.2.0/24\"]}]}}");
  }

  @Test
  void theSilentSayNothingButNewConnectionsDo() {
    PlainClient first = client();
    server.goSilent();
    first.say("{'type':'ping','data':null}");
    await(() -> server.pings() == 1);
    PlainClient second = client();
    second.say("{'type':'ping','data':null}");
    await(() -> second.heard().size() == 1);
    assertThat(first.heard()).isEmpty();
  }

  @Test
  void connectionsEndAsTheTestSays() {
    PlainClient cut = client();
    server.cut();
    await(cut::broken);
    PlainClient closed = client();
    server.close(1001, "going away");
    await(() -> closed.closed().isPresent());
    assertThat(closed.closed()).contains(1001);
    server.closeAfter(Duration.ofMillis(1));
    PlainClient old = client();
    await(() -> old.closed().isPresent());
    server.answer("403 Forbidden", "<html></html>");
    assertThatThrownBy(this::client).hasCauseInstanceOf(WebSocketHandshakeException.class);
    server.refuse();
    assertThatThrownBy(this::client).hasCauseInstanceOf(IOException.class);
    server.recover();
    client();
    await(() -> server.open() == 1);
  }

  @Test
  void aFloodComesWholeAndWithTheTimeOfItsSending() throws IOException {
    PlainClient client = client();
    await(() -> server.open() == 1);
    String frame =
        RisMessage.withdrawal(NOW, PEER, "192.0.2.0/24").text(RisMessage.Format.FROM_2025, 1);
    server.flood(new Flood(Collections.nCopies(200, frame), 2_000, 1e9));
    await(() -> client.heard().size() == 2_000);
    assertThat(client.heard()).noneMatch(h -> h.contains("1772409600.00"));
    assertThat(client.heard()).allMatch(h -> h.length() == frame.length());
  }

  private PlainClient client() {
    int before = server.clients().size();
    PlainClient client = PlainClient.of(server).read();
    // A client knows that it is let in a little before the server has noted it.
    await(() -> server.clients().size() > before);
    return client;
  }

  private void await(BooleanSupplier looksRight) {
    server.await(looksRight, Duration.ofSeconds(20), "not as expected");
  }

  private String rawly(String bytes) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.url().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static String name(String heard) {
    if (heard.contains("RIS_PEER_STATE")) {
      return "session";
    }
    return heard.contains("192.0.2.0/25")
        ? "gone"
        : heard.contains("175.45.176.0/24")
            ? "within"
            : heard.contains("175.45.176.0/22")
                ? "same"
                : heard.contains("175.45.0.0/16") ? "around" : "";
  }
}
