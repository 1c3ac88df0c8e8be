package kpwatch.discord;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.command.Pulse;
import kpwatch.notify.SendResult;
import kpwatch.notify.Sign;
import kpwatch.notify.Sign.Harm;

/** How Discord is: the gateway, sending and receiving, each by itself. Thread-safe. */
final class Condition implements Pulse {
  private volatile Gateway gateway = new Gateway("not connected yet", Optional.empty());
  private volatile Optional<String> stopped = Optional.empty();
  private volatile Optional<Instant> event = Optional.empty();
  private volatile Optional<Instant> asked = Optional.empty();
  private volatile Optional<Instant> sent = Optional.empty();
  private volatile Optional<Failure> failed = Optional.empty();
  private volatile Optional<Instant> unread = Optional.empty();
  private volatile Runnable stopping = () -> {};

  private record Gateway(String state, Optional<Instant> connected) {}

  private record Failure(Instant at, String reason) {}

  void connected(Instant at) {
    gateway = new Gateway("connected", Optional.of(at));
  }

  void disconnected(String why) {
    gateway = new Gateway(why, Optional.empty());
  }

  /** Discord refuses us for good. */
  void stop(String reason) {
    synchronized (this) {
      if (stopped.isPresent()) {
        return;
      }
      stopped = Optional.of(reason);
    }
    stopping.run();
  }

  /** Does this too when Discord refuses us for good. */
  void whenStopped(Runnable work) {
    stopping = work;
  }

  /** Why nothing is sent any more; empty while it is. */
  Optional<String> stopped() {
    return stopped;
  }

  void event(Instant at) {
    event = Optional.of(at);
  }

  void asked(Instant at) {
    asked = Optional.of(at);
  }

  /** A doubt that may end in a copy, since the channel could not be read back. */
  void couldNotReadBack(Instant at) {
    unread = Optional.of(at);
  }

  /** Notes how sending ended and gives it back. */
  SendResult sent(SendResult result, Instant at) {
    if (result instanceof SendResult.Sent) {
      sent = Optional.of(at);
    } else if (result instanceof SendResult.Failed f) {
      failed = Optional.of(new Failure(at, f.reason()));
    } else if (result instanceof SendResult.Ill ill) {
      failed = Optional.of(new Failure(at, ill.reason()));
    } else if (result instanceof SendResult.Down down) {
      stop(down.reason());
    }
    return result;
  }

  @Override
  public List<Sign> signs(Instant now) {
    List<Sign> signs = new ArrayList<>();
    if (stopped.isPresent()) {
      signs.add(
          new Sign(
              "Discord",
              false,
              Harm.ALERTS_WAIT_FOR_RESTART,
              "stopped until a restart: " + stopped.get()));
      return signs;
    }
    Gateway state = gateway;
    boolean up = state.connected().isPresent();
    signs.add(
        new Sign(
            "Discord gateway",
            up,
            Harm.UNHEARD,
            state.state()
                + state.connected().map(c -> " for " + age(c, now)).orElse("")
                + event.map(e -> ", last event " + age(e, now) + " ago").orElse("")));
    Optional<Instant> good = sent;
    Optional<Failure> bad = failed.filter(f -> good.filter(g -> !g.isBefore(f.at())).isEmpty());
    signs.add(
        new Sign(
            "Discord sending",
            bad.isEmpty(),
            Harm.ALERTS_WAIT,
            bad.map(f -> "failing for " + age(f.at(), now) + ": " + f.reason())
                .orElse(
                    good.map(g -> "last sent " + age(g, now) + " ago")
                        .orElse("nothing sent yet"))));
    signs.add(
        new Sign(
            "Discord receiving",
            up,
            Harm.UNHEARD,
            asked.map(a -> "last question " + age(a, now) + " ago").orElse("no question yet")));
    unread.ifPresent(
        at ->
            signs.add(
                new Sign(
                    "Discord copies",
                    false,
                    Harm.PAST,
                    "a post in doubt "
                        + age(at, now)
                        + " ago could not be read back (Read Message History): it may stand twice")));
    return signs;
  }

  private static String age(Instant at, Instant now) {
    Duration age = Duration.between(at, now);
    return age.toMinutes() < 2 ? Math.max(0, age.toSeconds()) + " s" : age.toMinutes() + " min";
  }
}
