package kpwatch.testkit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** The bytes of a {@link FakeDns} reply. */
final class DnsReply {
  private static final Name ELSEWHERE = Name.fromConstantString("elsewhere.example.");
  private static final Name SERVER = Name.fromConstantString("ns");
  private static final long TTL = 21_600;

  private DnsReply() {}

  /** Empty: silence. */
  static Optional<byte[]> to(Message query, Behaviour behaviour) throws UnknownHostException {
    return switch (behaviour.answer()) {
      case "timeout" -> Optional.empty();
      case "referral" -> Optional.of(referral(query, behaviour).toWire());
      case "garbage" -> Optional.of(new byte[] {1, 2, 3, 4, 5});
      case "query-echo" -> Optional.of(query.toWire());
      default -> Optional.of(message(query, behaviour).toWire());
    };
  }

  /** The zone of the name is at {@code ns.<name>}, whose address is the target. */
  private static Message referral(Message query, Behaviour behaviour) throws UnknownHostException {
    Record question = query.getQuestion();
    var reply = new Message(query.getHeader().getID());
    reply.getHeader().setFlag(Flags.QR);
    reply.addRecord(question, Section.QUESTION);
    try {
      Name server = Name.concatenate(SERVER, question.getName());
      reply.addRecord(new NSRecord(question.getName(), DClass.IN, TTL, server), Section.AUTHORITY);
      if (!behaviour.target().isEmpty()) {
        var address = InetAddress.getByName(behaviour.target());
        reply.addRecord(new ARecord(server, DClass.IN, TTL, address), Section.ADDITIONAL);
      }
    } catch (NameTooLongException e) {
      throw new IllegalArgumentException(e);
    }
    return reply;
  }

  private static Message message(Message query, Behaviour behaviour) throws UnknownHostException {
    int id = query.getHeader().getID();
    var reply = new Message(behaviour.is("wrong-id") ? id ^ 0x5555 : id);
    Record question = query.getQuestion();
    if (behaviour.is("wrong-question")) {
      question = Record.newRecord(ELSEWHERE, question.getType(), question.getDClass());
    }
    int rcode = mayAsk(query) ? rcode(behaviour) : Rcode.REFUSED;
    reply.getHeader().setFlag(Flags.QR);
    reply.getHeader().setRcode(rcode);
    if (!behaviour.answer().endsWith("no-aa")
        && rcode != Rcode.REFUSED
        && rcode != Rcode.SERVFAIL) {
      reply.getHeader().setFlag(Flags.AA);
    }
    if (behaviour.is("truncated")) {
      reply.getHeader().setFlag(Flags.TC);
    }
    reply.addRecord(question, Section.QUESTION);
    if (rcode == Rcode.NOERROR && question.getType() == Type.SOA) {
      reply.addRecord(soa(question.getName()), Section.ANSWER);
    } else if (rcode == Rcode.NOERROR && !behaviour.target().isEmpty()) {
      for (String target : behaviour.target().split(",")) {
        var address = InetAddress.getByName(target);
        reply.addRecord(new ARecord(question.getName(), DClass.IN, TTL, address), Section.ANSWER);
      }
    }
    return reply;
  }

  /** SOA only without recursion, A as a resolver is asked; no zone transfer, nothing else. */
  private static boolean mayAsk(Message query) {
    int type = query.getQuestion().getType();
    boolean recursive = query.getHeader().getFlag(Flags.RD);
    return (type == Type.SOA && !recursive) || type == Type.A;
  }

  private static int rcode(Behaviour behaviour) {
    return switch (behaviour.answer()) {
      case "nxdomain", "nxdomain-no-aa" -> Rcode.NXDOMAIN;
      case "servfail" -> Rcode.SERVFAIL;
      case "dns-refused", "refused" -> Rcode.REFUSED;
      default -> Rcode.NOERROR;
    };
  }

  private static SOARecord soa(Name zone) {
    return new SOARecord(zone, DClass.IN, TTL, ELSEWHERE, ELSEWHERE, 1, TTL, TTL, TTL, 3600);
  }
}
