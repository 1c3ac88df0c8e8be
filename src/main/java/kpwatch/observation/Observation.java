package kpwatch.observation;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a source saw of a subject at a time. */
public sealed interface Observation {
  /** When the answer was complete on our side. */
  Instant at();

  Subject subject();

  /**
   * The rows of one {@code looking-glass} answer. No rows is a legal reading; whether it means
   * anything is for the core.
   *
   * @param queryTime the server's time of the data, by which two answers are told apart
   */
  record Route(Instant at, Prefix prefix, Instant queryTime, List<Row> rows)
      implements Observation {
    public Route {
      rows = List.copyOf(rows);
    }

    @Override
    public Subject subject() {
      return Subject.prefix(prefix);
    }
  }

  /**
   * One peer's route.
   *
   * @param latest when the collector last confirmed it
   * @param updated when it last changed; where the source does not say, when it was confirmed
   * @param blackholed whether it bears the community 65535:666, by which networks are asked to drop
   *     what is sent there (RFC 7999)
   */
  record Row(PeerId peer, AsPath path, Instant latest, Instant updated, boolean blackholed) {}

  /**
   * The answer to the question for an address: the most specific route around it, whatever its
   * length and origin.
   *
   * @param within the watched prefix that holds the address
   * @param found the routes of the answer, by prefix; usually one, and none where nothing leads
   *     there
   */
  record Around(
      Instant at, Prefix within, InetAddress address, Instant queryTime, List<Route> found)
      implements Observation {
    public Around {
      found = List.copyOf(found);
    }

    @Override
    public Subject subject() {
      return Subject.prefix(within);
    }
  }

  /**
   * What the stream of RIS Live has come to. Its times are the collectors', as in {@code
   * looking-glass}.
   *
   * @param since since when it has been heard without a gap; empty while it is not heard, and then
   *     its silence says nothing
   * @param why one line on why it is not heard; empty while it is
   * @param overdue when a message last changed a route that bore a time of more than three minutes
   *     before; such a message is news of the past
   * @param routes who has what: each watched prefix that has been compared with a look since {@code
   *     since}, and every route around or inside them that a peer has announced; no default routes.
   *     A peer whose session is down has a row that was never confirmed ({@link Instant#EPOCH})
   */
  record Streamed(
      Instant at,
      Optional<Instant> since,
      String why,
      Optional<Instant> overdue,
      List<Route> routes)
      implements Observation {
    public Streamed {
      routes = List.copyOf(routes);
    }

    @Override
    public Subject subject() {
      return Subject.source("ris-live");
    }

    /** Whether it is heard now. */
    public boolean live() {
      return since.isPresent();
    }
  }

  /** The peers that give a collector the full IPv4 table, from an 8-hour dump. */
  record Peers(Instant at, Set<PeerId> fullTable) implements Observation {
    public Peers {
      fullTable = Set.copyOf(fullTable);
    }

    @Override
    public Subject subject() {
      return Subject.source("rrc-info");
    }
  }

  /** The RPKI state of a prefix with its right origin. */
  record Validation(Instant at, Prefix prefix, Rpki status) implements Observation {
    @Override
    public Subject subject() {
      return Subject.prefix(prefix);
    }
  }

  /**
   * One attempt at a site, a name server or a control.
   *
   * @param target {@code site:…}, {@code dns:…} or {@code control:…}
   * @param address where it was sent; empty for a control whose name could not be resolved
   * @param started when the attempt began; {@code at} is when it ended
   * @param status the HTTP status or DNS rcode; 0 where there was none
   */
  record Probe(
      Instant at,
      Subject target,
      Optional<InetAddress> address,
      Instant started,
      Answer answer,
      int status,
      Timing timing)
      implements Observation {
    @Override
    public Subject subject() {
      return target;
    }
  }

  /**
   * How long each step took; empty for a step that was not reached.
   *
   * @param connect the TCP handshake; empty for DNS over UDP
   * @param firstByte from the start of the attempt to the first byte of the answer, the name
   *     look-up left out
   */
  record Timing(
      Optional<Duration> lookup,
      Optional<Duration> connect,
      Optional<Duration> tls,
      Optional<Duration> firstByte) {
    public static final Timing NONE =
        new Timing(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Where a host's name points now.
   *
   * @param address empty: the name gave no address (the cause in {@code answer})
   * @param server the name server that was asked; empty where the place is given by a setting
   * @param took how long its answer took; empty where none came
   */
  record Name(
      Instant at,
      String host,
      Optional<InetAddress> address,
      Answer answer,
      Optional<Subject> server,
      Optional<Duration> took)
      implements Observation {
    /** A name whose place nobody was asked for. */
    public Name(Instant at, String host, Optional<InetAddress> address, Answer answer) {
      this(at, host, address, answer, Optional.empty(), Optional.empty());
    }

    @Override
    public Subject subject() {
      return Subject.site(host);
    }
  }

  /**
   * We could not look. Says nothing about the subject.
   *
   * @param subject what was asked for
   * @param detail one line for the log, without secrets
   */
  record Missing(Instant at, Subject subject, Cause cause, String detail) implements Observation {}

  /** Why a look gave nothing. */
  enum Cause {
    /** No connection, or none in time. */
    UNREACHABLE,
    TIMEOUT,
    HTTP_5XX,
    RATE_LIMITED,
    /** HTTP 400: we asked wrongly; not tried again. */
    BAD_REQUEST,
    /** A status or a content that belongs to no RIPEstat answer: HTML, a redirect, 404. */
    NOT_JSON,
    /** Cut off, or JSON with a wrong type, too deep, or a number out of range. */
    MALFORMED,
    TOO_LARGE,
    /** {@code status} is not ok, or a part that must be there is not. */
    UNUSABLE,
    MAINTENANCE,
    /** Older than the limit, or no newer than the last look. */
    STALE,
    /** Too few live peers, collectors or peer networks: the control failed. */
    CONTROL_FAILED,
    /** Something between us and the target answered in its place. */
    SUSPECT
  }
}
