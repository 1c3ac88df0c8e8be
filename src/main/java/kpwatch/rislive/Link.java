package kpwatch.rislive;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import kpwatch.config.Redacted;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * One connection: asks for what we want, brings what comes to the inbox, and proves that the other
 * side lives. Frames come by one thread, pings by another.
 */
final class Link extends WebSocketListener {
  /** Real frames have some hundred characters, with long paths and many prefixes some thousand. */
  static final int LONGEST = 1 << 20;

  private static final String GONE = "closed by the server";

  private final RisLive home;
  private final Rhythm rhythm;
  private final Inbox inbox;
  private final List<String> subscriptions;
  private final MessageBounds bounds = new MessageBounds();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile Optional<String> givenUp = Optional.empty();
  private volatile Retry.Ending ending = Retry.Ending.REFUSED;
  private volatile long opened;
  private volatile long heard;

  Link(RisLive home, Rhythm rhythm, Inbox inbox, List<String> subscriptions) {
    this.home = home;
    this.rhythm = rhythm;
    this.inbox = inbox;
    this.subscriptions = subscriptions;
  }

  MessageBounds bounds() {
    return bounds;
  }

  @Override
  public void onOpen(WebSocket socket, Response response) {
    // OkHttp has named the thread after the address; it gives the old name back in the end.
    Thread.currentThread().setName("kpwatch-ris-live-reader");
    opened = System.nanoTime();
    ending = Retry.Ending.CUT;
    inbox.opened();
    home.opened();
    subscribe(socket, 0);
    home.later(rhythm.ping(), () -> ping(socket));
  }

  @Override
  public void onMessage(WebSocket socket, String text) {
    heard++;
    bounds.whole(text);
    if (givenUp.isPresent()) {
      return;
    }
    if (text.length() > LONGEST) {
      giveUp(socket, "a frame of " + text.length() + " characters");
      return;
    }
    inbox.frame(text);
    heard++;
  }

  /** RIS Live sends none; the other side lives all the same. */
  @Override
  public void onMessage(WebSocket socket, ByteString bytes) {
    heard++;
    bounds.whole(bytes.size());
  }

  @Override
  public void onClosing(WebSocket socket, int code, String reason) {
    giveUp(GONE + " with " + code + (reason.isEmpty() ? "" : ": " + reason));
    socket.close(1000, null);
  }

  @Override
  public void onClosed(WebSocket socket, int code, String reason) {
    end(GONE);
  }

  @Override
  public void onFailure(WebSocket socket, Throwable error, @Nullable Response response) {
    boolean open = ending != Retry.Ending.REFUSED;
    Optional<String> bound = MessageBounds.reason(error, response, open);
    if (bound.isPresent()) {
      end(bound.get());
    } else if (open) {
      end("the connection broke, " + error);
    } else {
      end(response == null ? error.toString() : "answered with HTTP " + response.code());
    }
  }

  /** The thread that reads has died, or never began. */
  void lost(Throwable thrown) {
    end("the connection broke, " + thrown);
  }

  private void subscribe(WebSocket socket, int number) {
    if (number < subscriptions.size() && !ended.get()) {
      socket.send(subscriptions.get(number));
      home.later(rhythm.between(), () -> subscribe(socket, number + 1));
    }
  }

  private void ping(WebSocket socket) {
    if (bounds.idles()) {
      giveUp(socket, "more pings or empty parts came than a stream needs");
    }
    if (!ended.get()) {
      long before = heard;
      socket.send(Subscriptions.PING);
      home.later(rhythm.patience(), () -> check(socket, before));
      home.later(rhythm.ping(), () -> ping(socket));
    }
  }

  /** While the inbox is full, it is we who do not listen. */
  private void check(WebSocket socket, long before) {
    if (heard == before && !inbox.full() && !ended.get()) {
      giveUp(socket, "nothing came for " + rhythm.patience().toSeconds() + " s after a ping");
    }
  }

  private void giveUp(WebSocket socket, String why) {
    giveUp(why);
    socket.cancel();
  }

  private synchronized void giveUp(String why) {
    if (givenUp.isEmpty()) {
      givenUp = Optional.of(why);
    }
  }

  private void end(String otherwise) {
    if (ended.compareAndSet(false, true)) {
      String why = Redacted.text(givenUp.orElse(otherwise));
      boolean wasOpen = ending != Retry.Ending.REFUSED;
      if (wasOpen) {
        inbox.closed(why);
      }
      Duration lasted = wasOpen ? Duration.ofNanos(System.nanoTime() - opened) : Duration.ZERO;
      home.ended(why, ending, lasted);
    }
  }
}
