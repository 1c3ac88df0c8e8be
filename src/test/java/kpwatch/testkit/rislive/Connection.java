package kpwatch.testkit.rislive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** One client: what it asked for, and the thread that listens to it. */
final class Connection {
  /** Less than the 200 ms that clients keep, since a network moves frames together. */
  static final long BETWEEN_NANOS = 150_000_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final FakeRisLive home;
  private final Socket socket;
  private final Outgoing outgoing;
  private final List<Wish> wishes = new CopyOnWriteArrayList<>();
  private volatile boolean mute;
  private boolean acknowledge;
  private Optional<Long> lastSubscribed = Optional.empty();

  Connection(FakeRisLive home, Socket socket) throws IOException {
    this.home = home;
    this.socket = socket;
    this.outgoing = new Outgoing(socket.getOutputStream());
  }

  /** Serves it until it ends. */
  void serve() {
    try (socket) {
      var in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      Request request = Request.read(in);
      home.notes().requested();
      if (home.hangs()) {
        in.read();
      } else if (home.admits(this, request)) {
        FakeRisLive.thread("writer", this::write).start();
        home.opened(this, request.client());
        while (hear(Wire.read(in))) {}
      }
    } catch (Wire.Broken e) {
      home.notes().violated(e.getMessage());
    } catch (IOException e) {
      // The client or the test ended it.
    } finally {
      home.gone(this);
    }
  }

  /** The answer to its request. */
  void answer(String head, String body) throws IOException {
    outgoing.write((head + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
  }

  boolean asksFor(RisMessage message) {
    return wishes.stream().anyMatch(wish -> wish.asks(message));
  }

  void text(String text) {
    send(Wire.text(text));
  }

  /** Too much for a client that does not read ends it, with a last word. */
  void send(byte[] frame) {
    if (!mute && !outgoing.offer(frame)) {
      home.notes().violated("the client does not keep up");
      outgoing.finish(
          Wire.text(error("client is too slow")), Wire.close(1008, "client is too slow"));
    }
  }

  void close(int code, String reason) {
    outgoing.finish(Wire.close(code, reason));
  }

  /** Waits for the client to take it. */
  void write(byte[] frames) throws IOException {
    outgoing.write(frames);
  }

  void mute() {
    mute = true;
  }

  /** Without a word. */
  void cut() {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is gone already.
    }
  }

  private void write() {
    try {
      outgoing.run();
      // A client that answers our farewell ends the connection; one that does not is waited for.
    } catch (IOException | InterruptedException e) {
      // Its reader will notice.
    }
  }

  /** False if the client said farewell. */
  private boolean hear(Wire.Frame frame) {
    switch (frame.kind()) {
      case Wire.TEXT -> said(frame.text());
      case Wire.PING -> send(Wire.frame(Wire.PONG, frame.payload()));
      case Wire.PONG -> {}
      case Wire.CLOSE -> {
        return false;
      }
      default -> home.notes().violated("a frame of kind " + frame.kind());
    }
    return true;
  }

  private void said(String text) {
    JsonNode frame;
    try {
      frame = JSON.readTree(text);
    } catch (IOException e) {
      refuse("not JSON: " + text);
      return;
    }
    JsonNode data = frame.path("data");
    switch (frame.path("type").asText()) {
      case "ping" -> {
        home.notes().pinged();
        if (data.isNull()) {
          text("{\"type\":\"pong\",\"data\":null}");
        } else {
          refuse("a ping has no data: " + text);
        }
      }
      case "ris_subscribe" -> subscribe(new Wish(data));
      case "ris_unsubscribe" -> wishes.remove(new Wish(data));
      case "request_rrc_list" -> text("{\"type\":\"ris_rrc_list\",\"data\":[\"rrc00\"]}");
      default -> refuse("unknown type: " + text);
    }
  }

  private void subscribe(Wish wish) {
    long now = System.nanoTime();
    boolean tooSoon = lastSubscribed.map(last -> now - last < BETWEEN_NANOS).orElse(false);
    lastSubscribed = Optional.of(now);
    List<String> problems = wish.problems();
    if (tooSoon) {
      home.notes().violated("a subscription too soon after another: " + wish.data());
    } else if (!problems.isEmpty()) {
      refuse(String.join("; ", problems));
    } else {
      wishes.add(wish);
      JsonNode options = wish.data().path("socketOptions");
      acknowledge = options.path("acknowledge").asBoolean(acknowledge);
      if (acknowledge) {
        ObjectNode ok = JSON.createObjectNode().put("type", "ris_subscribe_ok");
        ObjectNode body = ok.putObject("data");
        body.set("subscription", wish.data());
        body.putObject("socketOptions").put("includeRaw", false).put("acknowledge", true);
        text(ok.toString());
      }
      home.notes().subscribed(wish.data().toString());
    }
  }

  private void refuse(String why) {
    home.notes().violated(why);
    text(error(why));
  }

  private static String error(String why) {
    ObjectNode frame = JSON.createObjectNode().put("type", "ris_error");
    frame.putObject("data").put("message", why);
    return frame.toString();
  }
}
