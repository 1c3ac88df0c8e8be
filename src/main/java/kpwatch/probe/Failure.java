package kpwatch.probe;

import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import kpwatch.observation.Answer;

/** What a GET that brought no status line says about the address. */
final class Failure {
  private Failure() {}

  /**
   * @param connected whether the TCP handshake was complete
   */
  static Answer answer(Throwable failure, boolean connected) {
    if (find(failure, InterruptedIOException.class).isPresent()) {
      return Answer.TIMEOUT;
    }
    if (find(failure, NoRouteToHostException.class).isPresent()) {
      return Answer.UNREACHABLE;
    }
    Optional<SocketException> socket = find(failure, SocketException.class);
    if (!connected) {
      return connecting(socket);
    }
    if (socket.isPresent()) {
      return timedOut(socket.get()) ? Answer.TIMEOUT : Answer.RESET;
    }
    if (find(failure, EOFException.class).isPresent()) {
      return Answer.RESET;
    }
    // The rest is no HTTP at all; still, somebody spoke.
    return find(failure, SSLException.class).isPresent() ? Answer.TLS_ERROR : Answer.HTTP_ERROR;
  }

  /** The JDK gives ECONNREFUSED and ETIMEDOUT one type, told apart by their text only. */
  private static Answer connecting(Optional<SocketException> socket) {
    if (socket.isEmpty() || !(socket.get() instanceof ConnectException)) {
      return Answer.UNREACHABLE;
    }
    return timedOut(socket.get()) ? Answer.TIMEOUT : Answer.REFUSED;
  }

  /** Looks at the innermost text: OkHttp puts its own in front. */
  private static boolean timedOut(SocketException failure) {
    Throwable inner = failure;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    return String.valueOf(inner.getMessage()).contains("timed out");
  }

  private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return Optional.of(type.cast(t));
      }
    }
    return Optional.empty();
  }
}
