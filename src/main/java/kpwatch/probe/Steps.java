package kpwatch.probe;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import kpwatch.observation.Observation.Timing;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Times the steps of one GET. Only a step that was completed has a time: a refused connection has
 * no {@code connect}.
 */
final class Steps extends EventListener {
  private final long start = System.nanoTime();
  private final Wire wire;
  private long connecting;
  private long securing;
  private Optional<Duration> connect = Optional.empty();
  private Optional<Duration> tls = Optional.empty();
  private OptionalLong header = OptionalLong.empty();
  private OptionalInt status = OptionalInt.empty();
  private boolean encrypted;

  Steps(Wire wire) {
    this.wire = wire;
  }

  @Override
  public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    connecting = System.nanoTime();
  }

  @Override
  public void secureConnectStart(Call call) {
    securing = System.nanoTime();
    encrypted = true;
    connect = Optional.of(Duration.ofNanos(securing - connecting));
  }

  @Override
  public void secureConnectEnd(Call call, @Nullable Handshake handshake) {
    tls = Optional.of(Duration.ofNanos(System.nanoTime() - securing));
  }

  @Override
  public void connectEnd(
      Call call, InetSocketAddress address, Proxy proxy, @Nullable Protocol protocol) {
    if (connect.isEmpty()) {
      connect = Optional.of(Duration.ofNanos(System.nanoTime() - connecting));
    }
  }

  @Override
  public void responseHeadersStart(Call call) {
    header = OptionalLong.of(System.nanoTime());
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    status = OptionalInt.of(response.code());
  }

  boolean connected() {
    return connect.isPresent();
  }

  /** The status, even where what followed it could not be read. */
  OptionalInt status() {
    return status.isPresent() || encrypted ? status : wire.status();
  }

  Timing timing() {
    OptionalLong first = encrypted ? header : wire.firstByte();
    return new Timing(
        Optional.empty(),
        connect,
        tls,
        first.isPresent()
            ? Optional.of(Duration.ofNanos(first.getAsLong() - start))
            : Optional.empty());
  }
}
