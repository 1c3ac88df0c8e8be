package kpwatch.probe;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import kpwatch.bounded.ByteCount;
import kpwatch.bounded.ByteLimitException;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation.Timing;

/**
 * How far one GET came, told by its sockets, with the time of each step. Only a step that was
 * completed has a time: a refused connection has no {@code connect}.
 */
final class Steps {
  private final long start = System.nanoTime();
  private final Wire wire = new Wire();
  private final ByteCount count;
  private long begun = start;
  private boolean handshake;
  private Optional<Duration> connect = Optional.empty();
  private Optional<Duration> tls = Optional.empty();

  /**
   * @param count of all that the connection brings
   */
  Steps(ByteCount count) {
    this.count = count;
  }

  Wire wire() {
    return wire;
  }

  ByteCount count() {
    return count;
  }

  void connectStarts() {
    begun = System.nanoTime();
  }

  void connectEnds() {
    connect = since();
  }

  void tlsStarts() {
    begun = System.nanoTime();
    handshake = true;
  }

  void tlsEnds() {
    tls = since();
    handshake = false;
  }

  boolean connected() {
    return connect.isPresent();
  }

  /** What a GET without a status line says about the address. */
  Answer failed(Throwable failure) {
    Answer answer = Failure.answer(failure, connected());
    // Silence ends with the first byte, also one of a handshake that comes to nothing.
    boolean spoke = handshake ? !count.isEmpty() : wire.firstByte().isPresent();
    if (answer == Answer.HTTP_ERROR
        || (answer == Answer.TIMEOUT && spoke)
        || ByteLimitException.in(failure).isPresent()) {
      return handshake ? Answer.TLS_ERROR : Answer.HTTP_ERROR;
    }
    return answer;
  }

  Timing timing() {
    OptionalLong first = wire.firstByte();
    return new Timing(
        Optional.empty(),
        connect,
        tls,
        first.isPresent()
            ? Optional.of(Duration.ofNanos(first.getAsLong() - start))
            : Optional.empty());
  }

  private Optional<Duration> since() {
    return Optional.of(Duration.ofNanos(System.nanoTime() - begun));
  }
}
