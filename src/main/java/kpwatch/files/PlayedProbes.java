package kpwatch.files;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import kpwatch.files.PlayedWorld.Attempt;
import kpwatch.network.Network.Control;
import kpwatch.network.Network.Site;
import kpwatch.observation.Answer;
import kpwatch.observation.Observation.Name;
import kpwatch.observation.Observation.Probe;
import kpwatch.observation.Observation.Timing;
import kpwatch.observation.ProbeSource;
import kpwatch.observation.Subject;

/**
 * Probes into a played world: each attempt begins at the clock's time and ends as long after as the
 * scenario says, without anybody waiting.
 */
public final class PlayedProbes implements ProbeSource {
  private static final Duration LOOKUP = Duration.ofMillis(20);

  private final PlayedWorld world;
  private final InstantSource clock;

  public PlayedProbes(PlayedWorld world, InstantSource clock) {
    this.world = world;
    this.clock = clock;
  }

  @Override
  public Probe site(String host, Scheme scheme, InetAddress address) {
    return web(Subject.site(host), scheme, Optional.of(address), Optional.empty());
  }

  @Override
  public Probe control(String host) {
    Optional<InetAddress> address =
        world.scenario().network().controls().stream()
            .map(Control::host)
            .filter(host::equals)
            .findFirst()
            .map(this::somewhere);
    return web(Subject.control(host), Scheme.HTTP, address, Optional.of(Duration.ZERO));
  }

  @Override
  public Probe nameserver(String host, InetAddress address, String zone) {
    Subject target = Subject.dns(host);
    Instant started = clock.instant();
    Attempt attempt = world.attempt(target, started);
    Answer answer = spoken(attempt.answer().answer());
    Timing timing =
        answer == Answer.OK || answer == Answer.DNS_ERROR
            ? new Timing(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(attempt.time()))
            : Timing.NONE;
    return new Probe(
        started.plus(attempt.time()),
        target,
        Optional.of(address),
        started,
        answer,
        rcode(attempt.answer().answer()),
        timing);
  }

  /** A name server that is silent tells no name; its time counts, its losses do not. */
  @Override
  public Name name(String host, String server, InetAddress where) {
    Instant now = clock.instant();
    boolean silent =
        Optional.ofNullable(world.at(now).hosts().get(Subject.dns(server)))
            .filter(state -> state.answer().answer() == Answer.TIMEOUT)
            .isPresent();
    if (silent) {
      return new Name(now.plus(PlayedWorld.PATIENCE), host, Optional.empty(), Answer.TIMEOUT);
    }
    Optional<Site> site = world.scenario().network().site(host);
    Answer answer =
        Optional.ofNullable(world.at(now).hosts().get(Subject.site(host)))
            .map(state -> state.answer().answer())
            .orElse(Answer.NXDOMAIN);
    boolean named = answer != Answer.NXDOMAIN && answer != Answer.SERVFAIL;
    return new Name(
        now.plus(LOOKUP),
        host,
        site.flatMap(Site::address).filter(a -> named),
        named ? Answer.OK : answer);
  }

  private Probe web(
      Subject target, Scheme scheme, Optional<InetAddress> address, Optional<Duration> lookup) {
    Instant started = clock.instant();
    Attempt attempt = world.attempt(target, started);
    Answer answer = attempt.answer().answer();
    boolean named = answer != Answer.NXDOMAIN && answer != Answer.SERVFAIL;
    return new Probe(
        started.plus(attempt.time()),
        target,
        address.filter(a -> named || target.kind() == Subject.Kind.SITE),
        started,
        answer,
        attempt.answer().status(),
        named ? timing(answer, scheme, attempt.time(), lookup) : Timing.NONE);
  }

  /** A third of the time is the handshake, with TLS another third. */
  private static Timing timing(
      Answer answer, Scheme scheme, Duration time, Optional<Duration> lookup) {
    Optional<Duration> third = Optional.of(time.dividedBy(3));
    return switch (answer) {
      case OK, HTTP_ERROR ->
          new Timing(lookup, third, third.filter(t -> scheme == Scheme.HTTPS), Optional.of(time));
      case TLS_ERROR -> new Timing(lookup, third, third, Optional.empty());
      case REFUSED, RESET -> new Timing(lookup, third, Optional.empty(), Optional.empty());
      default -> new Timing(lookup, Optional.empty(), Optional.empty(), Optional.empty());
    };
  }

  /**
   * A name server speaks DNS: what would be an error page or a refusal elsewhere is a code here.
   */
  private static Answer spoken(Answer answer) {
    return switch (answer) {
      case NXDOMAIN, SERVFAIL, REFUSED -> Answer.DNS_ERROR;
      default -> answer;
    };
  }

  /** Codes of RFC 1035; 0 where none came or all is well. */
  private static int rcode(Answer answer) {
    return switch (answer) {
      case SERVFAIL -> 2;
      case NXDOMAIN -> 3;
      case REFUSED -> 5;
      default -> 0;
    };
  }

  /** An address kept for documentation, as a control's true one plays no part. */
  private InetAddress somewhere(String control) {
    int number = 1;
    for (Control known : world.scenario().network().controls()) {
      if (known.host().equals(control)) {
        break;
      }
      number++;
    }
    return Texts.address("198.51.100." + Math.min(number, 254));
  }
}
