package kpwatch.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import kpwatch.observation.Address;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation.Name;
import kpwatch.observation.Observation.Probe;
import kpwatch.probe.ProbeConduct.Limits;
import kpwatch.testkit.DatagramServer;
import kpwatch.testkit.DatagramServer.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** Which datagram is the server's own word (issue 17, item 7). */
final class HostileNameserverTest {
  private static final InetAddress WATCHED = Address.parse("192.0.2.71");

  /** Where nothing fits, all of it is waited. */
  private static final Limits SHORT = new Limits(Duration.ofMillis(300), Duration.ofSeconds(1));

  private final List<String> log = ProbeLog.begin();

  /** Twelve bytes: our id, flags with the code, no section; as real servers refuse. */
  @ParameterizedTest
  @CsvSource({
    "8005, DNS_ERROR, 5",
    "8001, DNS_ERROR, 1",
    "8002, DNS_ERROR, 2",
    "8004, DNS_ERROR, 4",
    "8403, DNS_ERROR, 3",
    "8009, DNS_ERROR, 9",
    "8285, DNS_ERROR, 5"
  })
  void anErrorWithoutAQuestionIsTheServersOwnWord(String flags, Answer answer, int code) {
    Probe probe =
        nameserver(Conducts.PATIENT, (q, out) -> out.send(header(q, Integer.parseInt(flags, 16))));
    assertThat(probe.answer()).isEqualTo(answer);
    assertThat(probe.status()).isEqualTo(code);
    assertThat(probe.timing().firstByte()).isPresent();
  }

  static List<UnaryOperator<byte[]>> misfits() {
    return List.of(
        q -> new byte[0],
        q -> new byte[] {1, 2, 3, 4, 5},
        q -> Arrays.copyOf(header(q, 0x8005), 11),
        q -> header(q, 0x8000),
        q -> header(q, 0x8400),
        q -> header(q, 0x0005),
        q -> header(q, 0xa805),
        q -> changed(header(q, 0x8005), 0),
        q -> q,
        q -> changed(good(q), 1),
        q -> changed(good(q), 13),
        q -> changed(good(q), 17),
        q -> Arrays.copyOf(good(q), 30),
        q -> new byte[9000],
        q -> looping(q),
        HostileNameserverTest::twoQuestions);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("misfits")
  void whatDoesNotFitIsPassedOverAndTheWaitGoesOn(UnaryOperator<byte[]> misfit) {
    Probe probe =
        nameserver(
            Conducts.PATIENT,
            (q, out) -> {
              out.send(misfit.apply(q));
              out.send(misfit.apply(q));
              out.send(good(q));
            });
    assertThat(probe.answer()).isEqualTo(Answer.OK);
    assertThat(log).isEmpty();
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("misfits")
  void whereOnlySuchCameSomebodyElseHasSpoken(UnaryOperator<byte[]> misfit) {
    Probe probe =
        Conducts.waited(limits -> nameserver(limits, (q, out) -> out.send(misfit.apply(q))));
    assertThat(probe.answer()).isEqualTo(Answer.FORGED);
    assertThat(log).isEmpty();
  }

  @Test
  void whatComesFromElsewhereIsNotHeard() {
    Script script =
        (q, out) -> {
          out.send(true, header(q, 0x8005));
          out.send(true, good(q));
        };
    assertThat(nameserver(SHORT, script).answer()).isEqualTo(Answer.TIMEOUT);
  }

  /** A flood ends the wait; the look is one that could not be made. */
  @Test
  void aFloodOfMisfitsIsNotReadForEver() {
    Probe probe =
        nameserver(
            Conducts.PATIENT,
            (q, out) -> {
              while (true) {
                out.send(new byte[] {1});
              }
            });
    assertThat(probe.answer()).isEqualTo(Answer.FORGED);
  }

  @Test
  void noBytesBringAnythingButAnAnswer() {
    var random = new Random(17);
    Script script =
        (q, out) -> {
          for (int i = 0; i < 40; i++) {
            byte[] bytes = random.nextBoolean() ? good(q) : new byte[random.nextInt(600)];
            for (int j = 0; j < 1 + bytes.length / 8 && bytes.length > 0; j++) {
              bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            if (bytes.length > 1) {
              System.arraycopy(q, 0, bytes, 0, 2);
            }
            out.send(bytes);
          }
        };
    for (int i = 0; i < 50; i++) {
      assertThat(nameserver(SHORT, script).answer()).isNotNull();
    }
    assertThat(log).isEmpty();
  }

  @Test
  void aSitesNameIsAskedForInTheSameWay() {
    Script script =
        (q, out) -> {
          out.send(changed(good(q), 1));
          out.send(header(q, 0x8005));
        };
    try (DatagramServer server = new DatagramServer(script);
        Prober prober = prober(server, Conducts.PATIENT)) {
      Name name = (Name) prober.name("site.kp", "ns.kp", WATCHED);
      assertThat(name.answer()).isEqualTo(Answer.SERVFAIL);
    }
  }

  /** A control's name goes to the machine's resolver, where a stray datagram loses nothing. */
  @Test
  void soIsAControlsName() {
    Script script =
        (q, out) -> {
          out.send(new byte[] {1, 2, 3});
          out.send(changed(good(q), 1));
          out.send(good(q));
        };
    try (DatagramServer server = new DatagramServer(script);
        Prober prober = prober(server, Conducts.PATIENT)) {
      Probe probe = (Probe) prober.control("control.test");
      assertThat(probe.address()).contains(Address.parse("127.0.0.77"));
    }
  }

  private static Probe nameserver(Limits limits, Script script) {
    try (DatagramServer server = new DatagramServer(script);
        Prober prober = prober(server, limits)) {
      Probe probe = (Probe) prober.nameserver("ns.kp", WATCHED, "kp");
      assertThat(server.asked()).isEqualTo(1);
      return probe;
    }
  }

  private static Prober prober(DatagramServer server, Limits limits) {
    var conduct =
        new ProbeConduct(
            Conducts.AGENT,
            Map.of("ns.kp", server.address()),
            limits,
            a -> false,
            false,
            InstantSource.system(),
            Duration.ZERO);
    return new Prober(conduct, () -> new SimpleResolver(server.address()));
  }

  private static byte[] header(byte[] question, int flags) {
    byte[] header = Arrays.copyOf(question, 12);
    Arrays.fill(header, 2, 12, (byte) 0);
    header[2] = (byte) (flags >> 8);
    header[3] = (byte) flags;
    return header;
  }

  private static byte[] changed(byte[] datagram, int at) {
    datagram[at] ^= 0x01;
    return datagram;
  }

  /** A pointer in the question that points to itself. */
  private static byte[] looping(byte[] question) {
    byte[] bytes = Arrays.copyOf(header(question, 0x8405), 18);
    bytes[5] = 1;
    bytes[12] = (byte) 0xc0;
    bytes[13] = 12;
    return bytes;
  }

  private static byte[] twoQuestions(byte[] question) {
    return reply(question, 2);
  }

  private static byte[] good(byte[] question) {
    return reply(question, 1);
  }

  private static byte[] reply(byte[] question, int questions) {
    try {
      var asked = new Message(question);
      Record what = asked.getQuestion();
      var reply = new Message(asked.getHeader().getID());
      reply.getHeader().setFlag(Flags.QR);
      reply.getHeader().setFlag(Flags.AA);
      reply.addRecord(what, Section.QUESTION);
      if (questions > 1) {
        reply.addRecord(Record.newRecord(what.getName(), Type.TXT, DClass.IN), Section.QUESTION);
      }
      reply.addRecord(
          what.getType() == Type.SOA
              ? new SOARecord(
                  what.getName(), DClass.IN, 1, what.getName(), what.getName(), 1, 1, 1, 1, 1)
              : new ARecord(what.getName(), DClass.IN, 1, InetAddress.getByName("127.0.0.77")),
          Section.ANSWER);
      return reply.toWire();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
