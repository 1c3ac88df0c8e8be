package kpwatch.probe;

import java.io.Closeable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Observation.Missing;
import kpwatch.observation.Observation.Name;
import kpwatch.observation.Observation.Probe;
import kpwatch.observation.Observation.Timing;
import kpwatch.observation.ProbeSource;
import kpwatch.observation.Subject;
import kpwatch.probe.NameLookup.Found;
import kpwatch.probe.Turns.Turn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.NioClient;
import org.xbill.DNS.Resolver;

/**
 * The real {@link ProbeSource}. Whatever goes wrong on our side is a {@code Missing}; so is an
 * address that may not be asked, of which the log is told. Safe for several threads; sites on one
 * address take turns. The address of an observation is the one that was connected to: the
 * override's, where there is one.
 */
public final class Prober implements ProbeSource, Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Prober.class);
  private static final int DNS_PORT = 53;

  /** The thread that reads all datagrams for dnsjava. The library does not notice its death. */
  public static final String DNS_THREAD = "dnsjava NIO selector";

  private final ProbeConduct conduct;
  private final Turns turns = new Turns();
  private final Visits visits;
  private final NameLookup names;
  private final DnsProbe dns;
  private final SiteName siteNames;
  private final HttpProbe http;
  private final SiteProbe sites;

  public Prober(ProbeConduct conduct) {
    this(conduct, NameLookup::ofThisMachine);
  }

  Prober(ProbeConduct conduct, Supplier<Resolver> machine) {
    this.conduct = conduct;
    this.visits = new Visits(conduct.apart(), System::nanoTime);
    this.names = new NameLookup(conduct, machine);
    var packet = new Packet(conduct);
    this.dns = new DnsProbe(packet);
    this.siteNames = new SiteName(conduct, packet);
    this.http = new HttpProbe(conduct);
    this.sites = new SiteProbe(conduct, http, new Redirects(conduct, names), turns);
  }

  @Override
  public Observation site(String host, Scheme scheme, InetAddress address) {
    Subject subject = Subject.site(host);
    return attempt(
        subject,
        () -> {
          InetSocketAddress target = target(host, address, Hop.port(scheme));
          Hop home = Hop.home(host, scheme, target);
          visits.begin(address);
          Turn turn = turns.take(target.getAddress(), conduct.limits().total());
          Instant started = conduct.clock().instant();
          return probe(subject, target, started, sites.ask(home, turn));
        });
  }

  @Override
  public Observation nameserver(String host, InetAddress address, String zone) {
    Subject subject = Subject.dns(host);
    return attempt(
        subject,
        () -> {
          InetSocketAddress target = target(host, address, DNS_PORT);
          Instant started = conduct.clock().instant();
          return probe(subject, target, started, dns.ask(target, zone));
        });
  }

  /** By HTTPS; by plain HTTP where {@code probe.resolve} says where to ask. */
  @Override
  public Observation control(String host) {
    Subject subject = Subject.control(host);
    return attempt(
        subject,
        () -> {
          Instant started = conduct.clock().instant();
          Optional<InetSocketAddress> override = conduct.override(host);
          if (override.isPresent()) {
            Hop home = Hop.home(host, Scheme.HTTP, override.get());
            return probe(subject, home.target(), started, http.get(home, conduct.limits().total()));
          }
          return control(subject, host, started);
        });
  }

  private Observation control(Subject subject, String host, Instant started)
      throws NotAskedException {
    long asked = System.nanoTime();
    Found found = names.ask(host, conduct.limits().connect());
    var lookup = Optional.of(Duration.ofNanos(System.nanoTime() - asked));
    if (found.address().isEmpty()) {
      var timing = new Timing(lookup, Optional.empty(), Optional.empty(), Optional.empty());
      Instant at = conduct.clock().instant();
      return new Probe(at, subject, Optional.empty(), started, found.answer(), 0, timing);
    }
    var target = new InetSocketAddress(found.address().get(), Hop.port(Scheme.HTTPS));
    Reply reply = http.get(Hop.home(host, Scheme.HTTPS, target), conduct.limits().total());
    Timing steps = reply.timing();
    var timing = new Timing(lookup, steps.connect(), steps.tls(), steps.firstByte());
    return probe(subject, target, started, new Reply(reply.answer(), reply.status(), timing));
  }

  @Override
  public Observation name(String host, String server, InetAddress address) {
    return attempt(
        Subject.site(host),
        () -> {
          Optional<InetSocketAddress> override = conduct.override(host);
          if (override.isPresent()) {
            return new Name(
                conduct.clock().instant(),
                host,
                override.map(InetSocketAddress::getAddress),
                Answer.OK);
          }
          SiteName.Found found = siteNames.ask(host, target(server, address, DNS_PORT));
          return new Name(
              conduct.clock().instant(),
              host,
              found.address(),
              found.answer(),
              Optional.of(Subject.dns(server)),
              found.took());
        });
  }

  /** Makes dnsjava start its thread anew at the next question, after it has died. */
  public static void startDnsThreadAnew() {
    NioClient.close();
  }

  /** Ends the GETs under way; a later one is {@code Missing}. */
  @Override
  public void close() {
    http.close();
  }

  private InetSocketAddress target(String host, InetAddress address, int port)
      throws NotAskedException {
    return conduct
        .target(host, address, port)
        .orElseThrow(
            () ->
                new NotAskedException(
                    Cause.BAD_REQUEST,
                    address.getHostAddress() + " is outside the watched prefixes"));
  }

  private Probe probe(Subject subject, InetSocketAddress target, Instant started, Reply reply) {
    return new Probe(
        conduct.clock().instant(),
        subject,
        Optional.of(target.getAddress()),
        started,
        reply.answer(),
        reply.status(),
        reply.timing());
  }

  private interface Attempt {
    Observation run() throws NotAskedException;
  }

  private Observation attempt(Subject subject, Attempt attempt) {
    try {
      return attempt.run();
    } catch (NotAskedException e) {
      LOG.info("{} was not asked: {}", subject, e.detail());
      return new Missing(conduct.clock().instant(), subject, e.why(), e.detail());
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      // The outermost place: a bug here must not end a round, nor look like an outage. One line,
      // since a stranger may be able to cause it as often as he likes.
      String fault = e.getClass().getSimpleName();
      LOG.error("{} could not be asked: {}", subject, fault);
      LOG.debug("What {} met:", subject, e);
      return new Missing(conduct.clock().instant(), subject, Cause.UNUSABLE, fault);
    }
  }
}
