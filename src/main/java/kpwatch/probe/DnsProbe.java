package kpwatch.probe;

import java.net.InetSocketAddress;
import java.util.Optional;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation.Timing;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/** One SOA question to one name server. */
final class DnsProbe {
  private final Packet packet;

  DnsProbe(Packet packet) {
    this.packet = packet;
  }

  Reply ask(InetSocketAddress server, String zone) throws NotAskedException {
    Packet.Heard heard = packet.ask(server, zone, Type.SOA);
    Answer answer =
        heard
            .message()
            .filter(m -> heard.answer() == Answer.OK)
            .map(DnsProbe::judge)
            .orElse(heard.answer());
    int status = heard.message().map(Message::getRcode).orElse(0);
    var timing = new Timing(Optional.empty(), Optional.empty(), Optional.empty(), heard.took());
    return new Reply(answer, status, timing);
  }

  /**
   * An answer about the zone without AA did not come from its name server. A refusal or a failure
   * carries no AA even when it is genuine.
   */
  private static Answer judge(Message reply) {
    boolean authoritative = reply.getHeader().getFlag(Flags.AA);
    boolean aboutTheZone = reply.getRcode() == Rcode.NOERROR || reply.getRcode() == Rcode.NXDOMAIN;
    if (aboutTheZone && !authoritative) {
      return Answer.FORGED;
    }
    return reply.getRcode() == Rcode.NOERROR ? Answer.OK : Answer.DNS_ERROR;
  }
}
