package kpwatch.ripestat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kpwatch.observation.AsPath;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Observation.Row;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads {@code looking-glass}: collectors ({@code rrcs}) with the routes of their peers. A row for
 * a prefix that was not asked for is left out, and so is a row with a missing or unreadable value.
 * A value of a wrong type makes the whole answer {@code MALFORMED}; if not one row of the prefix
 * can be read, it is {@code UNUSABLE}, so that a new layout never looks like a withdrawal.
 *
 * <p>Source: <a
 * href="https://stat.ripe.net/docs/data-api/api-endpoints/looking-glass">looking-glass</a>, read
 * 2026-11-23, and answers recorded in 2021, 2025 and 2026.
 */
final class LookingGlassReader {
  private static final Logger LOG = LoggerFactory.getLogger(LookingGlassReader.class);

  /** A hundred times what all collectors together have; a bound for memory, not a judgement. */
  private static final int MOST_ROWS = 100_000;

  private static final int MOST_HOPS = 1_000_000;

  /** RFC 7999. */
  private static final String BLACKHOLE = "65535:666";

  private final Cursor cursor;
  private final LookingGlass.Wanted wanted;
  private final Map<Prefix, List<Row>> rows = new LinkedHashMap<>();
  private final Map<String, Optional<Prefix>> spelled = new HashMap<>();
  private final Map<String, AsPath> paths = new HashMap<>();
  private Optional<Instant> queryTime = Optional.empty();
  private boolean collectors;
  private int unreadable;
  private int seen;
  private int hops;

  LookingGlassReader(Cursor cursor, LookingGlass.Wanted wanted) {
    this.cursor = cursor;
    this.wanted = wanted;
  }

  LookingGlass read() throws IOException {
    cursor.object("data", this::member);
    if (!collectors) {
      throw new NoReading(Cause.UNUSABLE, "data has no rrcs");
    }
    if (rows.isEmpty() && unreadable > 0) {
      throw new NoReading(Cause.UNUSABLE, "none of " + unreadable + " rows can be read");
    }
    if (unreadable > 0) {
      LOG.debug("looking-glass {}: {} rows cannot be read", wanted, unreadable);
    }
    return new LookingGlass(
        wanted,
        queryTime.orElseThrow(() -> new NoReading(Cause.UNUSABLE, "data has no query_time")),
        rows);
  }

  private void member(String key) throws IOException {
    if (key.equals("query_time")) {
      queryTime = UtcTime.field(key, cursor.text(key));
    } else if (key.equals("rrcs") && !cursor.absent()) {
      collectors = true;
      rows.clear();
      cursor.array(key, this::collector);
    }
  }

  private void collector() throws IOException {
    CollectorFields fields = new CollectorFields();
    cursor.object("rrcs[]", fields::member);
    if (!fields.peersSeen) {
      throw new NoReading(Cause.UNUSABLE, "a collector has no peers");
    }
    String collector =
        fields.rrc.orElseThrow(() -> new NoReading(Cause.UNUSABLE, "a collector has no rrc"));
    for (RowFields row : fields.rows) {
      Optional<Row> read = row.read(collector);
      read.ifPresent(r -> rows.computeIfAbsent(row.of(), p -> new ArrayList<>()).add(r));
      unreadable += read.isEmpty() ? 1 : 0;
      hops += read.map(r -> r.path().hops().size()).orElse(0);
      if (hops > MOST_HOPS) {
        throw new NoReading(Cause.TOO_LARGE, "paths of more than " + MOST_HOPS + " hops");
      }
    }
  }

  /** The members of one collector; its name may come after its peers. */
  private final class CollectorFields {
    private final List<RowFields> rows = new ArrayList<>();
    private Optional<String> rrc = Optional.empty();
    private boolean peersSeen;

    void member(String key) throws IOException {
      if (key.equals("rrc")) {
        rrc = cursor.name(key);
      } else if (key.equals("peers") && !cursor.absent()) {
        peersSeen = true;
        rows.clear();
        cursor.array(key, this::peer);
      }
    }

    private void peer() throws IOException {
      RowFields row = new RowFields();
      cursor.object("peers[]", row::member);
      seen++;
      if (seen > MOST_ROWS) {
        throw new NoReading(Cause.TOO_LARGE, "more than " + MOST_ROWS + " rows");
      }
      if (!row.ofAnother()) {
        rows.add(row);
      }
    }
  }

  /** The members of one row. */
  private final class RowFields {
    private Optional<Prefix> prefix = Optional.empty();
    private Optional<String> peer = Optional.empty();
    private Optional<String> path = Optional.empty();
    private Optional<String> latest = Optional.empty();
    private Optional<String> updated = Optional.empty();
    private Optional<String> community = Optional.empty();

    void member(String key) throws IOException {
      switch (key) {
        case "prefix" -> prefix = cursor.text(key).flatMap(this::prefix);
        case "peer" -> peer = cursor.text(key);
        case "as_path" -> path = cursor.text(key);
        case "latest_time" -> latest = cursor.text(key);
        case "last_updated" -> updated = cursor.text(key);
        case "community" -> community = cursor.text(key);
        default -> {}
      }
    }

    boolean ofAnother() {
      return prefix.filter(p -> !wanted.takes(p)).isPresent();
    }

    Prefix of() {
      return prefix.orElseThrow();
    }

    Optional<Row> read(String collector) {
      Optional<Instant> confirmed = latest.flatMap(UtcTime::parse);
      if (prefix.isEmpty() || peer.isEmpty() || path.isEmpty() || confirmed.isEmpty()) {
        return Optional.empty();
      }
      try {
        PeerId id = new PeerId(collector, peer.get());
        return Optional.of(
            new Row(
                id,
                paths.computeIfAbsent(path.get(), AsPath::parse),
                confirmed.get(),
                updated.flatMap(UtcTime::parse).orElse(confirmed.get()),
                community.filter(RowFields::blackholes).isPresent()));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    private static boolean blackholes(String communities) {
      return communities.contains(BLACKHOLE)
          && List.of(communities.split("\\s+")).contains(BLACKHOLE);
    }

    /** Every row of an answer spells the same few prefixes. */
    private Optional<Prefix> prefix(String text) {
      return spelled.computeIfAbsent(text, RowFields::parsed);
    }

    private static Optional<Prefix> parsed(String text) {
      try {
        return Optional.of(Prefix.parse(text));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }
}
