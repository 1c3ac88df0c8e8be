package kpwatch.probe;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kpwatch.observation.Answer;
import kpwatch.probe.Packet.Heard;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Where a site's name points, by the country's own name servers: one A question, and where the
 * server refers to another one inside the watched prefixes, one more to that. Nothing is believed
 * without AA; a cache that answers for an outage is no witness.
 */
final class SiteName {
  private static final int DNS_PORT = 53;
  private static final int ALIASES = 8;

  private final ProbeConduct conduct;
  private final Packet packet;

  SiteName(ProbeConduct conduct, Packet packet) {
    this.conduct = conduct;
    this.packet = packet;
  }

  /**
   * @param took how long the first server took; empty where it said nothing
   */
  record Found(Answer answer, Optional<InetAddress> address, Optional<Duration> took) {}

  /** A name without an A record counts as NXDOMAIN. */
  Found ask(String host, InetSocketAddress server) throws NotAskedException {
    Heard first = packet.ask(server, host, Type.A);
    Optional<Message> referral = first.message().filter(m -> refers(m, host));
    Optional<InetSocketAddress> next = referral.flatMap(this::referred);
    if (next.isPresent()) {
      return read(host, packet.ask(next.get(), host, Type.A), first.took());
    }
    return referral.isPresent()
        ? new Found(Answer.SERVFAIL, Optional.empty(), first.took())
        : read(host, first, first.took());
  }

  private Found read(String host, Heard heard, Optional<Duration> took) {
    Optional<Message> message = heard.message().filter(m -> heard.answer() == Answer.OK);
    if (message.isEmpty()) {
      return new Found(withoutWord(heard.answer()), Optional.empty(), took);
    }
    Answer answer = judge(message.get());
    Optional<InetAddress> address =
        message.filter(m -> answer == Answer.OK).flatMap(m -> address(host, m));
    return new Found(
        answer == Answer.OK && address.isEmpty() ? Answer.NXDOMAIN : answer, address, took);
  }

  /** The server could not be heard; what did not fit the question was not its word. */
  private static Answer withoutWord(Answer answer) {
    return switch (answer) {
      case FORGED -> Answer.FORGED;
      case REFUSED -> Answer.SERVFAIL;
      default -> Answer.TIMEOUT;
    };
  }

  private static Answer judge(Message reply) {
    boolean authoritative = reply.getHeader().getFlag(Flags.AA);
    return switch (reply.getRcode()) {
      case Rcode.NOERROR -> authoritative ? Answer.OK : Answer.FORGED;
      case Rcode.NXDOMAIN -> authoritative ? Answer.NXDOMAIN : Answer.FORGED;
      default -> Answer.SERVFAIL;
    };
  }

  /** No answer, and the servers of a zone that the name lies in. */
  private static boolean refers(Message reply, String host) {
    return reply.getHeader().getFlag(Flags.QR)
        && !reply.getHeader().getFlag(Flags.AA)
        && reply.getRcode() == Rcode.NOERROR
        && reply.getSection(Section.ANSWER).isEmpty()
        && reply.getSection(Section.AUTHORITY).stream()
            .anyMatch(r -> r instanceof NSRecord && name(host).subdomain(r.getName()));
  }

  /** The first server referred to whose address is given and may be asked. */
  private Optional<InetSocketAddress> referred(Message reply) {
    List<Record> given = reply.getSection(Section.ADDITIONAL);
    return reply.getSection(Section.AUTHORITY).stream()
        .filter(NSRecord.class::isInstance)
        .map(r -> ((NSRecord) r).getTarget())
        .flatMap(
            server ->
                given.stream()
                    .filter(r -> r instanceof ARecord && r.getName().equals(server))
                    .map(r -> ((ARecord) r).getAddress())
                    .flatMap(a -> conduct.target(server.toString(true), a, DNS_PORT).stream()))
        .findFirst();
  }

  /**
   * The lowest address inside the watched prefixes, else the lowest of all: a name that gives
   * several in changing order does not seem to move.
   */
  private Optional<InetAddress> address(String host, Message reply) {
    List<Record> answers = reply.getSection(Section.ANSWER);
    Name name = name(host);
    for (int i = 0; i < ALIASES; i++) {
      Name owner = name;
      List<InetAddress> addresses =
          answers.stream()
              .filter(r -> r instanceof ARecord && r.getName().equals(owner))
              .map(r -> ((ARecord) r).getAddress())
              .toList();
      if (!addresses.isEmpty()) {
        return addresses.stream()
            .min(
                Comparator.comparing((InetAddress a) -> !conduct.allowed().test(a))
                    .thenComparing(InetAddress::getAddress, Arrays::compareUnsigned));
      }
      Optional<Name> alias =
          answers.stream()
              .filter(r -> r instanceof CNAMERecord && r.getName().equals(owner))
              .map(r -> ((CNAMERecord) r).getTarget())
              .findFirst();
      if (alias.isEmpty()) {
        return Optional.empty();
      }
      name = alias.get();
    }
    return Optional.empty();
  }

  private static Name name(String host) {
    return Name.fromConstantString(host.endsWith(".") ? host : host + ".");
  }
}
