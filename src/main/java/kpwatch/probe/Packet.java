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
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.WireParseException;

/**
 * One non-recursive question to one name server: one packet over UDP, without EDNS, never over TCP.
 * The first packet that comes back is the answer; dnsjava does not wait for a better one.
 */
final class Packet {
  private final ProbeConduct conduct;

  Packet(ProbeConduct conduct) {
    this.conduct = conduct;
  }

  /**
   * What came back.
   *
   * @param answer {@code OK} where {@code message} is to be judged; {@code FORGED} for what does
   *     not fit the question
   * @param took empty where nothing came
   */
  record Heard(Answer answer, Optional<Message> message, Optional<Duration> took) {}

  Heard ask(InetSocketAddress server, String name, int type) throws NotAskedException {
    conduct.requireReach(server.getAddress());
    Message question = Question.about(name, type);
    question.getHeader().unsetFlag(Flags.RD);
    Duration limit = conduct.limits().connect();
    long start = System.nanoTime();
    try {
      Message reply = Question.ask(resolver(server, limit), question, limit.plusMillis(500));
      Answer answer = reply.getHeader().getFlag(Flags.QR) ? Answer.OK : Answer.FORGED;
      return new Heard(answer, Optional.of(reply), since(start));
    } catch (TimeoutException e) {
      return new Heard(Answer.TIMEOUT, Optional.empty(), Optional.empty());
    } catch (ExecutionException e) {
      Answer answer = failure(e);
      return new Heard(
          answer, Optional.empty(), answer == Answer.FORGED ? since(start) : Optional.empty());
    }
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

  private static Optional<Duration> since(long start) {
    return Optional.of(Duration.ofNanos(System.nanoTime() - start));
  }
}
