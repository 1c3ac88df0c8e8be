package kpwatch.ripestat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kpwatch.observation.Observation;
import kpwatch.observation.Observation.Cause;
import kpwatch.observation.Observation.Peers;
import kpwatch.observation.PeerId;

/**
 * The {@code data} of {@code rrc-info}: the peers with {@code is_full_feed_v4}. A collector that
 * was closed has no peers and does no harm. No full-table peer at all is {@code UNUSABLE}.
 *
 * <p>Source: <a href="https://stat.ripe.net/docs/data-api/api-endpoints/rrc-info">rrc-info</a>,
 * read 2026-11-23, and an answer recorded in 2025.
 */
record RrcInfo(Set<PeerId> fullTable) implements Reading {
  /** A hundred times what all collectors together have; a bound for memory, not a judgement. */
  private static final int MOST_PEERS = 100_000;

  @Override
  public Observation at(Instant completed) {
    return new Peers(completed, fullTable);
  }

  static RrcInfo read(Cursor cursor) throws IOException {
    Fields fields = new Fields(cursor);
    cursor.object("data", fields::member);
    if (!fields.collectors) {
      throw new NoReading(Cause.UNUSABLE, "data has no rrcs");
    }
    if (fields.fullTable.isEmpty()) {
      throw new NoReading(Cause.UNUSABLE, "no peer gives the full table");
    }
    return new RrcInfo(fields.fullTable);
  }

  private static final class Fields {
    private final Cursor cursor;
    private final Set<PeerId> fullTable = new HashSet<>();
    private boolean collectors;
    private int peers;

    Fields(Cursor cursor) {
      this.cursor = cursor;
    }

    void member(String key) throws IOException {
      if (key.equals("rrcs") && !cursor.absent()) {
        collectors = true;
        fullTable.clear();
        cursor.array(key, this::collector);
      }
    }

    private void collector() throws IOException {
      CollectorFields fields = new CollectorFields(cursor);
      cursor.object("rrcs[]", fields::member);
      if (fields.full.isEmpty()) {
        return;
      }
      String name =
          fields.name.orElseThrow(() -> new NoReading(Cause.UNUSABLE, "a collector has no name"));
      peers += fields.full.size();
      if (peers > MOST_PEERS) {
        throw new NoReading(Cause.TOO_LARGE, "more than " + MOST_PEERS + " peers");
      }
      for (String address : fields.full) {
        try {
          fullTable.add(new PeerId(name, address));
        } catch (IllegalArgumentException e) {
          // left out: one peer fewer in a count of hundreds
        }
      }
    }
  }

  /** The members of one collector; its name may come after its peers. */
  private static final class CollectorFields {
    private final Cursor cursor;
    private final List<String> full = new ArrayList<>();
    private Optional<String> name = Optional.empty();

    CollectorFields(Cursor cursor) {
      this.cursor = cursor;
    }

    void member(String key) throws IOException {
      if (key.equals("name")) {
        name = cursor.name(key);
      } else if (key.equals("peers") && !cursor.absent()) {
        full.clear();
        cursor.array(key, this::peer);
      }
    }

    private void peer() throws IOException {
      PeerFields fields = new PeerFields();
      cursor.object(
          "peers[]",
          key -> {
            switch (key) {
              case "ip" -> fields.ip = cursor.text(key);
              case "is_full_feed_v4" -> fields.full = cursor.flag(key);
              default -> {}
            }
          });
      if (fields.full.orElse(false)) {
        fields.ip.ifPresent(full::add);
      }
    }
  }

  private static final class PeerFields {
    private Optional<String> ip = Optional.empty();
    private Optional<Boolean> full = Optional.empty();
  }
}
