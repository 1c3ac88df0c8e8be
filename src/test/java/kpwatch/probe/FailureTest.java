package kpwatch.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import kpwatch.observation.Answer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The ends that loopback cannot play, and those that it can. */
class FailureTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(okHttps(new ConnectException("Connection refused")), false, Answer.REFUSED),
        Arguments.of(okHttps(new ConnectException("Connection timed out")), false, Answer.TIMEOUT),
        Arguments.of(new SocketTimeoutException("Connect timed out"), false, Answer.TIMEOUT),
        Arguments.of(new InterruptedIOException("timeout"), true, Answer.TIMEOUT),
        Arguments.of(new NoRouteToHostException("No route to host"), false, Answer.UNREACHABLE),
        Arguments.of(new SocketException("Network is unreachable"), false, Answer.UNREACHABLE),
        Arguments.of(new SocketException("Connection reset"), true, Answer.RESET),
        Arguments.of(new SocketException("Broken pipe"), true, Answer.RESET),
        Arguments.of(new SocketException("Connection timed out"), true, Answer.TIMEOUT),
        Arguments.of(new NoRouteToHostException("No route to host"), true, Answer.UNREACHABLE),
        Arguments.of(new IOException("unexpected end", new EOFException()), true, Answer.RESET),
        Arguments.of(
            new SSLHandshakeException("ended").initCause(new EOFException()), true, Answer.RESET),
        Arguments.of(new SSLHandshakeException("handshake_failure"), true, Answer.TLS_ERROR),
        Arguments.of(new SSLException("Unrecognized SSL message"), true, Answer.TLS_ERROR),
        Arguments.of(new ProtocolException("Unexpected status line"), true, Answer.HTTP_ERROR));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void eachFailureHasOneAnswer(IOException failure, boolean connected, Answer answer) {
    assertThat(Failure.answer(failure, connected)).isEqualTo(answer);
  }

  private static IOException okHttps(ConnectException inner) {
    var outer = new ConnectException("Failed to connect to kcna.kp/175.45.176.71:80");
    outer.initCause(inner);
    return outer;
  }
}
