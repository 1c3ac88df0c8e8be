package kpwatch.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import kpwatch.command.Pulse;
import kpwatch.notify.SendResult;
import kpwatch.notify.Sign;
import kpwatch.notify.Sign.Harm;

/** How Telegram is: sending and receiving, each by itself. Thread-safe. */
final class Condition implements Pulse {
  /** A poll is held for 50 s, so a healthy age is below this. */
  private static final Duration DEAF = Duration.ofMinutes(2);

  private volatile Optional<String> stopped = Optional.empty();
  private volatile Optional<Instant> polled = Optional.empty();
  private volatile Optional<Failure> deaf = Optional.empty();
  private volatile Optional<Instant> sent = Optional.empty();
  private volatile Optional<Failure> failed = Optional.empty();
  private volatile int unread;

  private record Failure(Instant at, String reason) {}

  /** Telegram refuses us for good. */
  synchronized void stop(String reason) {
    if (stopped.isEmpty()) {
      stopped = Optional.of(reason);
    }
  }

  /** Why nothing is asked any more; empty while it is. */
  Optional<String> stopped() {
    return stopped;
  }

  /** A poll was answered with updates or none. */
  void polled(Instant at) {
    polled = Optional.of(at);
    deaf = Optional.empty();
  }

  void deaf(String reason, Instant at) {
    if (deaf.filter(f -> f.reason().equals(reason)).isEmpty()) {
      deaf = Optional.of(new Failure(at, reason));
    }
  }

  /** An update of a form that is not known was left out. */
  synchronized void unreadable() {
    unread++;
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
    if (stopped.isPresent()) {
      return List.of(
          new Sign(
              "Telegram",
              false,
              Harm.ALERTS_WAIT_FOR_RESTART,
              "stopped until a restart: " + stopped.get()));
    }
    List<Sign> signs = new ArrayList<>();
    signs.add(sending(now));
    signs.add(receiving(now));
    if (unread > 0) {
      signs.add(
          new Sign(
              "Telegram updates", false, Harm.PAST, unread + " could not be read and were left"));
    }
    return signs;
  }

  private Sign sending(Instant now) {
    Optional<Instant> good = sent;
    Optional<Failure> bad = failed.filter(f -> good.filter(g -> !g.isBefore(f.at())).isEmpty());
    return new Sign(
        "Telegram sending",
        bad.isEmpty(),
        Harm.ALERTS_WAIT,
        bad.map(f -> "failing for " + age(f.at(), now) + ": " + f.reason())
            .orElse(good.map(g -> "last sent " + age(g, now) + " ago").orElse("nothing sent yet")));
  }

  private Sign receiving(Instant now) {
    Optional<Instant> last = polled;
    Optional<Failure> bad = deaf;
    String age = last.map(p -> "last poll " + age(p, now) + " ago").orElse("no poll yet");
    boolean fresh = last.filter(p -> Duration.between(p, now).compareTo(DEAF) < 0).isPresent();
    return new Sign(
        "Telegram receiving",
        bad.isEmpty() && fresh,
        Harm.UNHEARD,
        age + bad.map(f -> "; failing for " + age(f.at(), now) + ": " + f.reason()).orElse(""));
  }

  private static String age(Instant at, Instant now) {
    Duration age = Duration.between(at, now);
    return age.toMinutes() < 2 ? Math.max(0, age.toSeconds()) + " s" : age.toMinutes() + " min";
  }
}
