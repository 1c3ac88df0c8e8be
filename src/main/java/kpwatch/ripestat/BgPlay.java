package kpwatch.ripestat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kpwatch.observation.AsPath;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;

/**
 * The {@code initial_state} of {@code bgplay}: who had which route when the window began. Its
 * events are not read, since {@code bgp-updates} has them with a number that orders them. A row of
 * another prefix is left out, and so is one that cannot be read; if none of ours can be read, the
 * answer is {@code UNUSABLE}.
 *
 * <p>Source: <a href="https://stat.ripe.net/docs/data-api/api-endpoints/bgplay">bgplay</a>, read
 * 2026-11-28, and answers recorded in 2017 and (empty) in 2025.
 */
record BgPlay(Map<PeerId, AsPath> routes) implements Content {
  /** A hundred times what all collectors together have; a bound for memory, not a judgement. */
  private static final int MOST_ROWS = 100_000;

  /** How far an answer may begin from where it was asked to. */
  static final Duration ROUNDED = Duration.ofMinutes(1);

  BgPlay {
    routes = Map.copyOf(routes);
  }

  static BgPlay read(Cursor cursor, Prefix wanted, Instant at) throws IOException {
    Fields fields = new Fields(cursor, wanted);
    cursor.object("data", fields::member);
    if (!fields.present) {
      throw new NoReading(Cause.UNUSABLE, "data has no initial_state");
    }
    if (fields.routes.isEmpty() && fields.unreadable > 0) {
      throw new NoReading(
          Cause.UNUSABLE, "none of " + fields.unreadable + " initial routes can be read");
    }
    Optional<Instant> other =
        fields.begin.filter(b -> Duration.between(b, at).abs().compareTo(ROUNDED) > 0);
    if (other.isPresent() && !fields.routes.isEmpty()) {
      throw new NoReading(Cause.UNUSABLE, "the answer begins at " + other.get() + ", not at " + at);
    }
    return new BgPlay(fields.routes);
  }

  private static final class Fields {
    private final Cursor cursor;
    private final Prefix wanted;
    private final Map<PeerId, AsPath> routes = new HashMap<>();
    private Optional<Instant> begin = Optional.empty();
    private boolean present;
    private int unreadable;
    private int seen;

    Fields(Cursor cursor, Prefix wanted) {
      this.cursor = cursor;
      this.wanted = wanted;
    }

    void member(String key) throws IOException {
      if (key.equals("query_starttime")) {
        begin = UtcTime.field(key, cursor.text(key));
      } else if (key.equals("initial_state") && !cursor.absent()) {
        present = true;
        routes.clear();
        cursor.array(key, this::route);
      }
    }

    private void route() throws IOException {
      ArchiveRow row = new ArchiveRow(cursor);
      cursor.object("initial_state[]", row::member);
      seen++;
      if (seen > MOST_ROWS) {
        throw new NoReading(Cause.TOO_LARGE, "more than " + MOST_ROWS + " initial routes");
      }
      if (row.ofAnother(wanted)) {
        return;
      }
      Optional<PeerId> peer = row.peer();
      if (peer.isPresent() && row.route().isPresent()) {
        routes.put(peer.get(), row.route().get());
      } else {
        unreadable++;
      }
    }
  }
}
