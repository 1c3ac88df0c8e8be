package kpwatch.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import kpwatch.observation.Address;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Missing;
import kpwatch.observation.Observation.Probe;
import kpwatch.observation.ProbeSource.Scheme;

/**
 * Any bytes as what a site on loopback says before it closes: bytes came, so the site is alive, and
 * a status line is an answer whatever follows.
 */
public final class HttpAnswersFuzz {
  private static final String HOST = "kcna.kp";
  private static final String NOBODY = UnsupportedOperationException.class.getSimpleName();
  private static final InetAddress WATCHED = Address.parse("192.0.2.71");

  /** A whole one that ends the exchange. */
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] [2-5]\\d\\d \\w*\r\n");

  private static final Site SITE = new Site();
  private static final Prober PROBER =
      new Prober(
          Conducts.patient(Map.of(HOST, SITE.address())),
          () -> {
            throw new UnsupportedOperationException("nobody may be asked for a name");
          });

  private HttpAnswersFuzz() {}

  public static void fuzzerTestOneInput(byte[] answer) {
    SITE.says = answer;
    Observation seen = PROBER.site(HOST, Scheme.HTTP, WATCHED);
    if (seen instanceof Missing missing && missing.detail().contains(NOBODY)) {
      return; // a redirect to a name, which nobody may be asked for here
    }
    if (!(seen instanceof Probe probe)) {
      throw new AssertionError("not an answer: " + seen);
    }
    if (probe.status() != 0 && (probe.status() < 0 || probe.status() > 999)) {
      throw new AssertionError("no status of HTTP: " + probe.status());
    }
    if (probe.status() != 0 && !probe.answer().alive()) {
      throw new AssertionError("it answered " + probe.status() + " and is " + probe.answer());
    }
    String start = new String(answer, StandardCharsets.ISO_8859_1);
    if (STATUS_LINE.matcher(start).lookingAt() && probe.status() == 0) {
      throw new AssertionError("a status line is an answer: " + probe.answer());
    }
  }

  /** Says the same to whoever connects, and closes. */
  private static final class Site {
    private final ServerSocket server;
    private volatile byte[] says = {};

    Site() {
      try {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Thread thread = new Thread(this::serve, "fuzzed-site");
      thread.setDaemon(true);
      thread.start();
    }

    InetSocketAddress address() {
      return new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
    }

    private void serve() {
      while (!server.isClosed()) {
        try (Socket visitor = server.accept()) {
          visitor.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
          asked(visitor.getInputStream());
          visitor.getOutputStream().write(says);
        } catch (IOException e) {
          // the visitor left; the next one comes
        }
      }
    }

    /** Up to the empty line behind the question, so that nothing is left when it closes. */
    private static void asked(InputStream in) throws IOException {
      int last = 0;
      for (int c = in.read(); c >= 0; c = in.read()) {
        last = c == '\n' ? last + 1 : c == '\r' ? last : 0;
        if (last == 2) {
          return;
        }
      }
    }
  }
}
