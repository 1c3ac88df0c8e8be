package kpwatch.rislive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import kpwatch.files.NetworkFile;
import kpwatch.network.Network;
import kpwatch.supervision.ItemFailures;
import kpwatch.testkit.Unattended;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The connection while the server does as it should, and its end. */
final class RisLiveTest {
  private final Listening listening = Listening.begin();

  @AfterEach
  void end() {
    listening.close();
  }

  @Test
  void asksForWhatConcernsTheNetworkAtThePaceThatIsAllowed() {
    listening.subscribed(1);
    assertThat(listening.server.clients()).containsExactly("kpwatch-test");
    assertThat(listening.server.subscriptions())
        .isEqualTo(
            List.of(
                "{\"type\":\"UPDATE\",\"prefix\":\"175.45.176.0/22\",\"moreSpecific\":true,"
                    + "\"lessSpecific\":true,\"socketOptions\":{\"acknowledge\":true}}",
                "{\"type\":\"UPDATE\",\"path\":\"131279$\",\"socketOptions\":{\"acknowledge\":true}}",
                "{\"type\":\"RIS_PEER_STATE\",\"socketOptions\":{\"acknowledge\":true}}",
                "{\"type\":\"UPDATE\",\"prefix\":[\"84.205.64.0/24\",\"84.205.65.0/24\"],"
                    + "\"socketOptions\":{\"acknowledge\":true}}"));
    assertThat(listening.server.violations()).isEmpty();
  }

  @Test
  void hearsWhatRoutersDoInOrderAndWakesWhoeverWantsToKnow() {
    listening.subscribed(1);
    listening.server.announce(Listening.PEER, "175.45.176.0/24", 64_496L, 4837L, 131_279L);
    listening.server.announce(Listening.PEER, "193.0.0.0/21", 64_496L, 3333L);
    listening.server.withdraw(Listening.PEER, "175.45.177.0/24");
    listening.server.session(Listening.PEER, "down");
    listening.await(() -> messages().size() == 3, "too little heard");
    assertThat(messages().get(0)).contains("131279").contains("175.45.176.0/24");
    assertThat(messages().get(1)).contains("\"withdrawals\":[\"175.45.177.0/24\"]");
    assertThat(messages().get(2)).contains("RIS_PEER_STATE");
    assertThat(listening.ear.heard().get(0)).isEqualTo("opened");
    assertThat(listening.ear.heard(h -> h.contains("ris_subscribe_ok"))).hasSize(4);
    listening.await(() -> listening.wakes.get() == 4, "not woken: once opened, thrice news");
  }

  @Test
  void pingsAndStaysForAsLongAsItIsAnswered() {
    long pings = listening.server.pings();
    listening.await(() -> listening.server.pings() >= pings + 12, "no pings");
    assertThat(listening.server.requests()).isEqualTo(1);
    assertThat(listening.ear.heard(h -> h.contains("pong"))).isNotEmpty();
    assertThat(listening.server.violations()).isEmpty();
    assertThat(listening.log())
        .containsExactly("INFO Listening to RIS Live at " + listening.server.url() + ".");
  }

  @Test
  void brokenFramesAreHandedOnAndHarmNothing() {
    for (String broken : List.of("", "{", "[]", "null", "\u0000", "{\"type\":7}", "bug", "bug")) {
      listening.server.text(broken);
    }
    listening.server.binary(new byte[] {1, 2, 3});
    listening.server.withdraw(Listening.PEER, "175.45.177.0/24");
    listening.await(() -> messages().size() == 1, "no message after broken frames");
    assertThat(listening.ear.heard()).contains("{", "[]", "bug");
    assertThat(listening.server.requests()).isEqualTo(1);
    assertThat(listening.supervisor.failures())
        .extracting(ItemFailures::item, ItemFailures::count)
        .containsExactly(tuple("RIS Live frame", 2L));
  }

  @Test
  void closingEndsEveryThreadAtOnceAndSaysNothing() {
    long began = System.nanoTime();
    listening.client.close();
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    listening.await(() -> listening.server.open() == 0, "still connected");
    listening.await(() -> threads().isEmpty(), "threads are left: " + threads());
    listening.client.close();
    assertThat(listening.log()).hasSize(1).allMatch(l -> l.startsWith("INFO Listening"));
    assertThat(listening.server.requests()).isEqualTo(1);
  }

  @Test
  void feedsTheStreamAtItsUsualRhythm() {
    listening.subscribed(1);
    AtomicInteger wakes = new AtomicInteger();
    Network network = NetworkFile.read("kp");
    LiveStream stream = new LiveStream(network);
    try (RisLive usual =
        new RisLive(
            listening.server.url(),
            "kpwatch-usual",
            network,
            stream,
            InstantSource.system(),
            wakes::incrementAndGet,
            Unattended.supervisor())) {
      usual.start();
      listening.subscribed(2);
      listening.await(() -> wakes.get() > 0, "not woken when it was opened");
    }
    assertThat(listening.server.clients()).containsExactly("kpwatch-test", "kpwatch-usual");
    assertThat(listening.server.violations()).isEmpty();
  }

  @Test
  void aWrongAddressIsRefused() {
    for (String wrong : List.of("https://host/", "ws:///", "x")) {
      assertThatThrownBy(
              () ->
                  new RisLive(
                      URI.create(wrong),
                      "kpwatch",
                      NetworkFile.read("kp"),
                      new LiveStream(NetworkFile.read("kp")),
                      InstantSource.system(),
                      () -> {},
                      Unattended.supervisor()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("not the address of a websocket");
    }
  }

  private List<String> messages() {
    return listening.ear.heard(h -> h.contains("ris_message"));
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("kpwatch-ris-live"))
        .toList();
  }
}
