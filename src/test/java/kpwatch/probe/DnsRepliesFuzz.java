package kpwatch.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import kpwatch.observation.Answer;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.TSIG;

/** Any datagram as the reply to an A question: a finding, with an address only where all is OK. */
public final class DnsRepliesFuzz {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final ProbeConduct CONDUCT = Conducts.patient(Map.of());

  private DnsRepliesFuzz() {}

  public static void fuzzerTestOneInput(byte[] datagram) throws NotAskedException {
    NameLookup lookup = new NameLookup(CONDUCT, () -> new Replying(datagram));
    NameLookup.Found found = lookup.ask("www.example.org", LIMIT);
    if (found.address().isPresent() != (found.answer() == Answer.OK)) {
      throw new AssertionError("an address and " + found.answer());
    }
  }

  /** Reads the datagram as dnsjava does, and fails as it does. */
  private record Replying(byte[] datagram) implements Resolver {
    @Override
    public CompletionStage<Message> sendAsync(Message query) {
      try {
        return CompletableFuture.completedFuture(new Message(datagram));
      } catch (IOException e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    @Override
    public void setPort(int port) {}

    @Override
    public void setTCP(boolean flag) {}

    @Override
    public void setIgnoreTruncation(boolean flag) {}

    @Override
    public void setEDNS(int version, int payloadSize, int flags, List<EDNSOption> options) {}

    @Override
    public void setTSIGKey(TSIG key) {}

    @Override
    public void setTimeout(Duration timeout) {}
  }
}
