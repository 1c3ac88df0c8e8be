package kpwatch.ripestat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;
import kpwatch.observation.RouteArchive.Update;

/**
 * The {@code updates} of {@code bgp-updates} for one prefix, by time and where a second holds
 * several by {@code seq}, which rises within a peer only. An update of another prefix is left out,
 * and so is one that cannot be read; if none of ours can be read, the answer is {@code UNUSABLE}.
 *
 * <p>Source: <a
 * href="https://stat.ripe.net/docs/data-api/api-endpoints/bgp-updates">bgp-updates</a>, read
 * 2026-11-28, and answers recorded in 2017 (without {@code seq}) and 2025.
 *
 * @param end {@code query_endtime}
 */
record BgpUpdates(Optional<Instant> end, List<Update> updates) implements Content {
  /** A bound for memory: the prefix of a small country has some hundred in two days. */
  private static final int MOST_ROWS = 200_000;

  BgpUpdates {
    updates = List.copyOf(updates);
  }

  static BgpUpdates read(Cursor cursor, Prefix wanted, Instant from) throws IOException {
    Fields fields = new Fields(cursor, wanted);
    cursor.object("data", fields::member);
    if (!fields.present) {
      throw new NoReading(Cause.UNUSABLE, "data has no updates");
    }
    if (fields.numbered.isEmpty() && fields.unreadable > 0) {
      throw new NoReading(Cause.UNUSABLE, "none of " + fields.unreadable + " updates can be read");
    }
    Optional<Instant> late = fields.begin.filter(from.plus(BgPlay.ROUNDED)::isBefore);
    if (late.isPresent()) {
      throw new NoReading(
          Cause.UNUSABLE, "the answer begins at " + late.get() + ", not at " + from);
    }
    return new BgpUpdates(fields.end, fields.inOrder());
  }

  /** {@code seq} has up to 16 digits; 0 where there is none. */
  private record Numbered(Update update, long seq) {}

  private static final class Fields {
    private final Cursor cursor;
    private final Prefix wanted;
    private final List<Numbered> numbered = new ArrayList<>();
    private Optional<Instant> begin = Optional.empty();
    private Optional<Instant> end = Optional.empty();
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
      } else if (key.equals("query_endtime")) {
        end = UtcTime.field(key, cursor.text(key));
      } else if (key.equals("updates") && !cursor.absent()) {
        present = true;
        numbered.clear();
        cursor.array(key, this::update);
      }
    }

    private void update() throws IOException {
      UpdateFields fields = new UpdateFields(cursor);
      cursor.object("updates[]", fields::member);
      seen++;
      if (seen > MOST_ROWS) {
        throw new NoReading(Cause.TOO_LARGE, "more than " + MOST_ROWS + " updates");
      }
      if (fields.row.ofAnother(wanted)) {
        return;
      }
      Optional<Numbered> read = fields.read();
      read.ifPresent(numbered::add);
      unreadable += read.isEmpty() ? 1 : 0;
    }

    /** A stable sort: what neither time nor number orders stays as it came. */
    List<Update> inOrder() {
      Comparator<Numbered> byTime = Comparator.comparing(n -> n.update().at());
      return numbered.stream()
          .sorted(byTime.thenComparingLong(Numbered::seq))
          .map(Numbered::update)
          .toList();
    }
  }

  /** The members of one update; {@code type} may come after the attributes. */
  private static final class UpdateFields {
    private final Cursor cursor;
    private ArchiveRow row;
    private Optional<String> type = Optional.empty();
    private Optional<Instant> at = Optional.empty();
    private long seq;

    UpdateFields(Cursor cursor) {
      this.cursor = cursor;
      this.row = new ArchiveRow(cursor);
    }

    void member(String key) throws IOException {
      switch (key) {
        case "type" -> type = cursor.name(key);
        case "timestamp" -> at = cursor.text(key).flatMap(UtcTime::parse);
        case "seq" -> seq = cursor.textOrInteger(key).map(UpdateFields::number).orElse(0L);
        case "attrs" -> attributes();
        default -> {}
      }
    }

    private void attributes() throws IOException {
      row = new ArchiveRow(cursor);
      if (!cursor.absent()) {
        cursor.object("attrs", row::member);
      }
    }

    private static long number(String text) {
      return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    Optional<Numbered> read() {
      Optional<PeerId> peer = row.peer();
      boolean announced = type.equals(Optional.of("A")) && row.route().isPresent();
      boolean withdrawn = type.equals(Optional.of("W"));
      return peer.isPresent() && at.isPresent() && (announced || withdrawn)
          ? Optional.of(
              new Numbered(
                  new Update(at.get(), peer.get(), announced ? row.route() : Optional.empty()),
                  seq))
          : Optional.empty();
    }
  }
}
