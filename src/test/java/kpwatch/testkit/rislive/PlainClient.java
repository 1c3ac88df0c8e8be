package kpwatch.testkit.rislive;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client without manners of its own. */
final class PlainClient implements WebSocket.Listener {
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final StringBuilder part = new StringBuilder();
  private final WebSocket socket;
  private volatile Optional<Integer> closed = Optional.empty();
  private volatile boolean broken;

  PlainClient(URI url) {
    socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(url, this).join();
  }

  static PlainClient of(FakeRisLive server) {
    return new PlainClient(URI.create(server.url() + "?client=plain"));
  }

  /** Asks for nothing until it is told to. */
  @Override
  public void onOpen(WebSocket webSocket) {}

  @Override
  public CompletionStage<?> onText(WebSocket webSocket, CharSequence text, boolean last) {
    part.append(text);
    if (last) {
      heard.add(part.toString());
      part.setLength(0);
    }
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
    closed = Optional.of(code);
    return null;
  }

  @Override
  public void onError(WebSocket webSocket, Throwable error) {
    broken = true;
  }

  PlainClient read() {
    socket.request(Long.MAX_VALUE);
    return this;
  }

  void say(String text) {
    socket.sendText(text.replace('\'', '"'), true).join();
  }

  /** Subscribes, at the pace that is allowed. */
  void subscribe(FakeRisLive server, String data) {
    int before = server.subscriptions().size();
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (server.subscriptions().size() == before && System.nanoTime() < end) {
      say("{'type':'ris_subscribe','data':" + data + "}");
      try {
        server.await(
            () -> server.subscriptions().size() > before, Duration.ofMillis(200), "too soon");
      } catch (AssertionError e) {
        // The next one is not.
      }
    }
  }

  List<String> heard() {
    return List.copyOf(heard);
  }

  Optional<Integer> closed() {
    return closed;
  }

  boolean broken() {
    return broken;
  }
}
