package kpwatch.probe;

import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Observation.Timing;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;
import org.xbill.DNS.WireParseException;

/**
 * One non-recursive SOA question to one name server: one packet over UDP, without EDNS, never over
 * TCP. The first packet that comes back is the answer; dnsjava does not wait for a better one.
 */
final class DnsProbe {
  private final ProbeConduct conduct;

  DnsProbe(ProbeConduct conduct) {
    this.conduct = conduct;
  }

  Reply ask(InetSocketAddress server, String zone) throws NotAskedException {
    conduct.requireReach(server.getAddress());
    Message question = Question.about(zone, Type.SOA);
    question.getHeader().unsetFlag(Flags.RD);
    Duration limit = conduct.limits().connect();
    long start = System.nanoTime();
    try {
      Message reply = Question.ask(resolver(server, limit), question, limit.plusMillis(500));
      return new Reply(judge(reply), reply.getRcode(), since(start));
    } catch (TimeoutException e) {
      return new Reply(Answer.TIMEOUT, 0, Timing.NONE);
    } catch (ExecutionException e) {
      Answer answer = failure(e);
      return new Reply(answer, 0, answer == Answer.FORGED ? since(start) : Timing.NONE);
    }
  }

  /**
   * An answer about the zone without AA did not come from its name server. A refusal or a failure
   * carries no AA even when it is genuine.
   */
  private static Answer judge(Message reply) {
    boolean authoritative = reply.getHeader().getFlag(Flags.AA);
    boolean aboutTheZone = reply.getRcode() == Rcode.NOERROR || reply.getRcode() == Rcode.NXDOMAIN;
    if (!reply.getHeader().getFlag(Flags.QR) || (aboutTheZone && !authoritative)) {
      return Answer.FORGED;
    }
    return reply.getRcode() == Rcode.NOERROR ? Answer.OK : Answer.DNS_ERROR;
  }

  private static Answer failure(Throwable failure) throws NotAskedException {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof WireParseException) {
        return Answer.FORGED;
      } else if (t instanceof PortUnreachableException) {
        return Answer.REFUSED;
      } else if (t instanceof SocketTimeoutException || t instanceof TimeoutException) {
        return Answer.TIMEOUT;
      } else if (t instanceof NoRouteToHostException || t instanceof SocketException) {
        return Answer.UNREACHABLE;
      }
    }
    throw new NotAskedException(Cause.UNREACHABLE, "the question could not be sent", failure);
  }

  private static SimpleResolver resolver(InetSocketAddress server, Duration limit) {
    var resolver = new SimpleResolver(server);
    resolver.setTimeout(limit);
    resolver.setEDNS(-1);
    resolver.setIgnoreTruncation(true);
    return resolver;
  }

  private static Timing since(long start) {
    var waited = Duration.ofNanos(System.nanoTime() - start);
    return new Timing(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(waited));
  }
}
