package kpwatch.probe;

import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation.Cause;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/** One A question through the machine's resolver; an override answers without a packet. */
final class NameLookup {
  private final ProbeConduct conduct;
  private final Supplier<Resolver> resolver;

  /**
   * @param resolver gives the machine's resolver anew for each question, since it may change
   */
  NameLookup(ProbeConduct conduct, Supplier<Resolver> resolver) {
    this.conduct = conduct;
    this.resolver = resolver;
  }

  /** What a name gave: an address, or why there is none. */
  record Found(Answer answer, Optional<InetAddress> address) {
    static Found none(Answer why) {
      return new Found(why, Optional.empty());
    }
  }

  /** Asks once, waits at most {@code limit}. A name without an A record counts as NXDOMAIN. */
  Found ask(String host, Duration limit) throws NotAskedException {
    var override = conduct.override(host);
    if (override.isPresent()) {
      return new Found(Answer.OK, Optional.of(override.get().getAddress()));
    }
    if (conduct.loopbackOnly()) {
      throw new NotAskedException(
          Cause.BAD_REQUEST, "at this pace no resolver may be asked for " + host);
    }
    Message question = Question.about(host, Type.A);
    Resolver machine = patient(resolver.get());
    machine.setTimeout(limit);
    try {
      return read(Question.ask(machine, question, limit));
    } catch (TimeoutException e) {
      return Found.none(Answer.TIMEOUT);
    } catch (ExecutionException e) {
      return Found.none(timedOut(e) ? Answer.TIMEOUT : Answer.SERVFAIL);
    }
  }

  /** The resolver that this machine is set up with, read afresh. */
  static Resolver ofThisMachine() {
    ResolverConfig.refresh();
    var machine = new ExtendedResolver();
    machine.setRetries(1);
    return machine;
  }

  private static Resolver patient(Resolver resolver) {
    if (resolver instanceof SimpleResolver simple) {
      simple.setIoClientFactory(new PatientUdp());
    } else if (resolver instanceof ExtendedResolver several) {
      for (Resolver one : several.getResolvers()) {
        patient(one);
      }
    }
    return resolver;
  }

  private static Found read(Message reply) {
    if (reply.getRcode() == Rcode.NXDOMAIN) {
      return Found.none(Answer.NXDOMAIN);
    }
    if (reply.getRcode() != Rcode.NOERROR) {
      return Found.none(Answer.SERVFAIL);
    }
    for (Record record : reply.getSection(Section.ANSWER)) {
      if (record instanceof ARecord a) {
        return new Found(Answer.OK, Optional.of(a.getAddress()));
      }
    }
    return Found.none(Answer.NXDOMAIN);
  }

  private static boolean timedOut(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SocketTimeoutException || t instanceof TimeoutException) {
        return true;
      }
    }
    return false;
  }
}
