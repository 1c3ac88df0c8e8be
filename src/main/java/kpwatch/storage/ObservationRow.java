package kpwatch.storage;

import java.net.InetAddress;
import java.util.Optional;
import kpwatch.incident.PrefixTrack;
import kpwatch.incident.RouteReading;
import kpwatch.incident.Tracks;
import kpwatch.observation.Observation;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * The summary of one observation that is kept. The rows of a route are counted, not kept.
 *
 * @param kind as the table spells it
 * @param reading of a route: what the core read in it; empty where it was not judged
 */
record ObservationRow(Observation seen, String kind, Optional<RouteReading> reading) {
  static final String INSERT =
      """
      INSERT INTO observation (number, at, subject, kind, seen, query_time, rpki, address, started,
        answer, status, lookup, connect, tls, first_byte, cause, detail, seeing, live)
      VALUES (:number, :at, :subject, :kind, :seen, :query_time, :rpki, :address, :started,
        :answer, :status, :lookup, :connect, :tls, :first_byte, :cause, :detail, :seeing, :live)
      """;

  /**
   * @param tracks as they are after it was taken in
   */
  static ObservationRow of(Observation seen, Tracks tracks) {
    return new ObservationRow(seen, kindOf(seen), reading(seen, tracks));
  }

  /** What the core found to show nothing. */
  static ObservationRow rejected(Observation.Missing missing) {
    return new ObservationRow(missing, "rejected", Optional.empty());
  }

  void bindTo(SqlStatement<?> row) {
    row.bind("at", Rows.millis(seen.at()))
        .bind("subject", seen.subject().toString())
        .bind("kind", kind);
    Optional<Observation.Route> route = as(Observation.Route.class);
    Optional<Observation.Peers> peers = as(Observation.Peers.class);
    Optional<Observation.Validation> validation = as(Observation.Validation.class);
    Optional<Observation.Probe> probe = as(Observation.Probe.class);
    Optional<Observation.Name> name = as(Observation.Name.class);
    Optional<Observation.Missing> missing = as(Observation.Missing.class);
    Optional<Observation.Timing> timing = probe.map(Observation.Probe::timing);
    row.bind("seen", route.map(r -> r.rows().size()).or(() -> peers.map(p -> p.fullTable().size())))
        .bind("query_time", route.map(r -> Rows.millis(r.queryTime())))
        .bind("rpki", validation.map(v -> v.status().name()))
        .bind(
            "address",
            probe
                .flatMap(Observation.Probe::address)
                .or(() -> name.flatMap(Observation.Name::address))
                .map(InetAddress::getHostAddress))
        .bind("started", probe.map(p -> Rows.millis(p.started())))
        .bind(
            "answer",
            probe
                .map(Observation.Probe::answer)
                .or(() -> name.map(Observation.Name::answer))
                .map(Enum::name))
        .bind("status", probe.map(Observation.Probe::status))
        .bind("lookup", Rows.spans(timing.flatMap(Observation.Timing::lookup)))
        .bind("connect", Rows.spans(timing.flatMap(Observation.Timing::connect)))
        .bind("tls", Rows.spans(timing.flatMap(Observation.Timing::tls)))
        .bind("first_byte", Rows.spans(timing.flatMap(Observation.Timing::firstByte)))
        .bind("cause", missing.map(m -> m.cause().name()))
        .bind("detail", missing.map(Observation.Missing::detail))
        .bind("seeing", reading.map(RouteReading::seeing))
        .bind("live", reading.map(RouteReading::live));
  }

  /** The track has the reading of the last look that counted, which may be another one. */
  private static Optional<RouteReading> reading(Observation seen, Tracks tracks) {
    return seen instanceof Observation.Route route
        ? Optional.ofNullable(tracks.prefixes().get(route.prefix()))
            .flatMap(PrefixTrack::reading)
            .filter(reading -> reading.at().equals(route.at()))
        : Optional.empty();
  }

  private <T extends Observation> Optional<T> as(Class<T> type) {
    return Optional.of(seen).filter(type::isInstance).map(type::cast);
  }

  private static String kindOf(Observation seen) {
    if (seen instanceof Observation.Route) {
      return "route";
    } else if (seen instanceof Observation.Peers) {
      return "peers";
    } else if (seen instanceof Observation.Validation) {
      return "validation";
    } else if (seen instanceof Observation.Probe) {
      return "probe";
    } else if (seen instanceof Observation.Name) {
      return "name";
    }
    return "missing";
  }
}
