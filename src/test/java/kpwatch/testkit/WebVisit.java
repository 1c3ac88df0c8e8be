package kpwatch.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLSocket;

/** One connection to a {@link FakeWeb}: reads one request and answers as told. */
final class WebVisit {
  private static final int TLS_HANDSHAKE = 0x16;
  private static final String PAGE = "<html><title>home</title></html>\n";
  private static final Duration DRIP = Duration.ofMillis(10);

  private final FakeWeb web;
  private final Socket raw;
  private final String listenerHost;
  private InputStream in;
  private OutputStream out;
  private String serverName = "";

  /**
   * @param listenerHost the only host on this port; empty where hosts share it
   */
  WebVisit(FakeWeb web, Socket raw, String listenerHost) throws IOException {
    this.web = web;
    this.raw = raw;
    this.listenerHost = listenerHost;
    raw.setSendBufferSize(16 * 1024);
    this.in = raw.getInputStream();
    this.out = raw.getOutputStream();
  }

  void serve() throws IOException {
    int first = in.read();
    if (first < 0 || (first == TLS_HANDSHAKE && !secured(first))) {
      return;
    }
    StringBuilder head = head(first == TLS_HANDSHAKE ? in.read() : first);
    String[] lines = head.toString().split("\r\n");
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 1; i < lines.length; i++) {
      String[] parts = lines[i].split(": *", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
    }
    String host = headers.getOrDefault("host", "");
    headers.put(":sni", serverName);
    web.asked(host, lines[0].split(" ")[1], headers);
    boolean counted = true;
    try {
      Behaviour behaviour = behaviour(host.replaceAll(":\\d+$", ""));
      web.pause(behaviour.after());
      if (isAnswer(behaviour)) {
        // Before the last byte, since the visitor may come back as soon as it has that.
        web.answered(host);
        counted = false;
      }
      answer(behaviour);
    } finally {
      if (counted) {
        web.answered(host);
      }
    }
  }

  private Behaviour behaviour(String host) {
    if (host.matches("[0-9.]*")) {
      web.ban(listenerHost);
      return Behaviour.of("timeout");
    }
    return web.behaviour(host);
  }

  private static boolean isAnswer(Behaviour behaviour) {
    return behaviour.is("ok") || behaviour.is("redirect") || behaviour.answer().startsWith("http-");
  }

  /** Whether a TLS connection stands; if not, the visit is over. */
  private boolean secured(int first) throws IOException {
    Behaviour behaviour = listenerHost.isEmpty() ? Behaviour.of("ok") : web.behaviour(listenerHost);
    if (behaviour.is("tls-error") || web.tls().isEmpty()) {
      out.write("HTTP/1.0 400 Bad Request\r\n\r\nno TLS here\n".getBytes(ISO_8859_1));
      out.flush();
      return false;
    }
    if (behaviour.is("timeout") || behaviour.is("reset") || behaviour.is("close")) {
      answer(behaviour);
      return false;
    }
    var consumed = new ByteArrayInputStream(new byte[] {(byte) first});
    var secure = (SSLSocket) web.tls().get().createSocket(raw, consumed, true);
    secure.startHandshake();
    var session = (ExtendedSSLSession) secure.getSession();
    for (SNIServerName name : session.getRequestedServerNames()) {
      serverName = new String(name.getEncoded(), ISO_8859_1);
    }
    in = secure.getInputStream();
    out = secure.getOutputStream();
    return true;
  }

  private StringBuilder head(int first) throws IOException {
    var head = new StringBuilder().append((char) first);
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.append((char) next);
    }
    return head;
  }

  private void answer(Behaviour behaviour) throws IOException {
    switch (behaviour.answer()) {
      case "timeout" -> untilTheVisitorLeaves();
      case "reset" -> raw.setSoLinger(true, 0);
      case "close", "nxdomain", "servfail", "refused", "no-handshake" -> {}
      case "garbage", "tls-error" -> say("\u0000\u0001 what do you want?\r\n\r\n");
      case "endless" -> {
        say("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n");
        while (true) {
          body(PAGE.repeat(100));
        }
      }
      case "trickle" -> {
        say("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        drip();
      }
      case "trickle-header" -> {
        say("HTTP/1.1 200 OK\r\nX-Long: ");
        drip();
      }
      case "cut" -> {
        say("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
        body(PAGE);
      }
      default -> page(behaviour);
    }
  }

  /** Offers everything that a polite visitor does not take: cookies, a second try, keep-alive. */
  private void page(Behaviour behaviour) throws IOException {
    String location = behaviour.is("redirect") ? "Location: " + behaviour.target() + "\r\n" : "";
    say(
        "HTTP/1.1 "
            + behaviour.status()
            + " Told So\r\nContent-Type: text/html\r\nSet-Cookie: id=1; Path=/\r\n"
            + "Retry-After: 0\r\nCache-Control: max-age=3600\r\nConnection: keep-alive\r\n"
            + location
            + ("Content-Length: " + PAGE.length() + "\r\n\r\n"));
    body(PAGE);
    untilTheVisitorLeaves();
  }

  private void drip() throws IOException {
    while (true) {
      body("x");
      web.pause(DRIP);
    }
  }

  private void body(String text) throws IOException {
    say(text);
    web.sent(text.length());
  }

  private void say(String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  private void untilTheVisitorLeaves() throws IOException {
    while (in.read() >= 0) {
      // What a visitor says after its request is not listened to.
    }
  }
}
