package kpwatch.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Each rule of a fake, broken on purpose. */
@Timeout(60)
class FakeRulesTest {
  @Test
  void askingByBareAddressIsMetWithSilence() throws IOException {
    try (FakeWeb web = FakeWeb.shared(host -> Behaviour.of("ok"))) {
      InetSocketAddress address = web.address("kcna.kp");
      assertSilent(address, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      assertSilent(address, "GET / HTTP/1.0\r\n\r\n");
      assertThat(firstLine(address, "GET / HTTP/1.1\r\nHost: kcna.kp\r\n\r\n"))
          .startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aSiteAskedByBareAddressStaysSilentWhileOthersAnswer() throws IOException {
    try (FakeWeb web = FakeWeb.perHost(host -> Behaviour.of("ok"))) {
      InetSocketAddress banning = web.address("kcna.kp");
      InetSocketAddress neighbour = web.address("naenara.com.kp");
      assertSilent(banning, "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
      assertSilent(banning, "GET / HTTP/1.1\r\nHost: kcna.kp\r\n\r\n");
      assertThat(firstLine(neighbour, "GET / HTTP/1.1\r\nHost: naenara.com.kp\r\n\r\n"))
          .startsWith("HTTP/1.1 200");
      web.pardon("kcna.kp");
      assertThat(firstLine(banning, "GET / HTTP/1.1\r\nHost: kcna.kp\r\n\r\n"))
          .startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aRecursiveSoaQuestionIsRefused() throws IOException {
    assertThat(rcode(Type.SOA, true)).isEqualTo(Rcode.REFUSED);
    assertThat(rcode(Type.SOA, false)).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void aZoneTransferIsRefused() throws IOException {
    assertThat(rcode(Type.TXT, false)).isEqualTo(Rcode.REFUSED);
    assertThat(rcode(Type.AXFR, false)).isEqualTo(Rcode.REFUSED);
  }

  private static int rcode(int type, boolean recursive) throws IOException {
    try (FakeDns dns = new FakeDns(name -> Behaviour.of("ok"))) {
      var zone = Name.fromConstantString("kp.");
      var question = Message.newQuery(Record.newRecord(zone, type, DClass.IN));
      if (!recursive) {
        question.getHeader().unsetFlag(Flags.RD);
      }
      var resolver = new SimpleResolver(dns.address());
      resolver.setTimeout(Duration.ofSeconds(20));
      // By dnsjava's rule a zone transfer does not go through a plain question.
      return type == Type.AXFR
          ? new Message(DnsReply.to(question, Behaviour.of("ok")).orElseThrow()).getRcode()
          : resolver.send(question).getRcode();
    }
  }

  private static void assertSilent(InetSocketAddress address, String request) {
    assertThatThrownBy(() -> firstLine(address, request, 200))
        .isInstanceOf(SocketTimeoutException.class);
  }

  private static String firstLine(InetSocketAddress address, String request) throws IOException {
    return firstLine(address, request, 20_000);
  }

  private static String firstLine(InetSocketAddress address, String request, int millis)
      throws IOException {
    try (var socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(millis);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
    }
  }
}
