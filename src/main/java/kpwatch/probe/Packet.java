package kpwatch.probe;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation.Cause;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;

/**
 * One non-recursive question to one name server: one packet over UDP, without EDNS, never over TCP.
 * The first reply that fits is the answer. What does not fit is judged only if nothing better comes
 * in time.
 */
final class Packet {
  private final ProbeConduct conduct;

  Packet(ProbeConduct conduct) {
    this.conduct = conduct;
  }

  /**
   * What came back.
   *
   * @param answer {@code OK} where {@code message} is to be judged; {@code FORGED} where only
   *     datagrams came that do not fit the question
   * @param took until the reply, or the first that did not fit; empty where nothing came
   */
  record Heard(Answer answer, Optional<Message> message, Optional<Duration> took) {
    static Heard nothing(Answer answer) {
      return new Heard(answer, Optional.empty(), Optional.empty());
    }
  }

  Heard ask(InetSocketAddress server, String name, int type) throws NotAskedException {
    conduct.requireReach(server.getAddress());
    Message question = Question.about(name, type);
    question.getHeader().unsetFlag(Flags.RD);
    var fit = new DnsFit(question);
    var exchange = new UdpExchange(server, conduct.limits().connect());
    try {
      var outcome = exchange.ask(question.toWire(), datagram -> fit.read(datagram).isPresent());
      if (outcome.took().isEmpty()) {
        return Heard.nothing(Answer.TIMEOUT);
      }
      Optional<Message> reply = outcome.reply().flatMap(fit::read);
      return new Heard(reply.isPresent() ? Answer.OK : Answer.FORGED, reply, outcome.took());
    } catch (NotAskedException e) {
      throw e;
    } catch (IOException e) {
      return Heard.nothing(failure(e));
    }
  }

  private static Answer failure(IOException failure) throws NotAskedException {
    if (failure instanceof PortUnreachableException) {
      return Answer.REFUSED;
    }
    if (failure instanceof SocketException && !(failure instanceof BindException)) {
      return Answer.UNREACHABLE;
    }
    throw new NotAskedException(Cause.UNREACHABLE, "the question could not be sent", failure);
  }
}
