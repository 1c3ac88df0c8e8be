package kpwatch.rislive;

import static kpwatch.rislive.Watching.PREFIX;
import static kpwatch.rislive.Watching.path;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import kpwatch.observation.AsPath;
import kpwatch.observation.Observation;
import kpwatch.observation.PeerId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random lives of a few peers, told in random order: the book shows how they end. */
class RouteBookHistoryTest {
  private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
  private static final int PEERS = 6;
  private static final int LENGTH = 3 * 3600;
  private static final int LAG = 235;
  private static final int RUNS = 500;

  /** What a peer has from a second on; an empty path: nothing. */
  private record Word(int peer, int second, AsPath path) {}

  /** With looks among the messages and without; each peer of a look may lag differently. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 12})
  void whateverTheOrder(int looks) {
    for (long seed = 0; seed < RUNS; seed++) {
      Random random = new Random(seed);
      List<Word> life = life(random);
      Eye eye = new Eye(life, random);
      RouteBook book = new RouteBook(PREFIX, Instant.EPOCH);
      List<Runnable> arrivals = new ArrayList<>();
      life.forEach(word -> arrivals.add(() -> told(book, word)));
      life.stream()
          .filter(w -> random.nextInt(5) == 0)
          .forEach(word -> arrivals.add(() -> told(book, word)));
      random
          .ints(looks, 0, LENGTH)
          .sorted()
          .mapToObj(second -> eye.look(second, LAG))
          .forEach(look -> arrivals.add(() -> book.compare(look)));
      Collections.shuffle(arrivals, random);
      arrivals.forEach(Runnable::run);
      assertThat(shown(book)).as("seed %d", seed).isEqualTo(end(life));

      assertThat(book.compare(eye.look(LENGTH + 1, LAG))).as("seed %d", seed).isZero();
      book.compare(eye.look(LENGTH + 2, 1));
      List<Observation.Row> rows = book.route(START).rows();
      life.forEach(word -> told(book, word));
      assertThat(book.compare(eye.look(LENGTH + 3, 1))).as("seed %d", seed).isZero();
      assertThat(book.route(START).rows()).as("seed %d", seed).isSameAs(rows);
    }
  }

  /** Whatever is lost of it, a look of long after shows the truth, and so does one after a gap. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whateverIsLost(boolean gap) {
    for (long seed = 0; seed < RUNS; seed++) {
      Random random = new Random(seed);
      List<Word> life = life(random);
      RouteBook book = new RouteBook(PREFIX, Instant.EPOCH);
      life.stream().filter(w -> random.nextBoolean()).forEach(word -> told(book, word));
      if (gap) {
        book.anew();
      }
      book.compare(new Eye(life, random).look(LENGTH + (gap ? 1 : LAG + 10), 1));
      assertThat(shown(book)).as("seed %d", seed).isEqualTo(end(life));
    }
  }

  private static void told(RouteBook book, Word word) {
    Instant at = START.plusSeconds(word.second());
    book.told(
        peer(word.peer()),
        word.path().hops().isEmpty() ? Held.nothing(at) : Held.route(word.path(), false, at, at));
  }

  /** No two words of a peer bear the same time. */
  private static List<Word> life(Random random) {
    List<Word> life = new ArrayList<>();
    for (int peer = 0; peer < PEERS; peer++) {
      Map<Integer, AsPath> words = new TreeMap<>();
      for (int i = random.nextInt(12); i > 0; i--) {
        long neighbour = random.nextBoolean() ? 4837 : 20_485;
        words.put(
            random.nextInt(LENGTH),
            random.nextInt(3) == 0 ? path() : path(1000 + peer, neighbour, 131_279));
      }
      for (Map.Entry<Integer, AsPath> word : words.entrySet()) {
        life.add(new Word(peer, word.getKey(), word.getValue()));
      }
    }
    return life;
  }

  /** Looks, one after the other; what one knows of a peer is no older than what the last knew. */
  private static final class Eye {
    private final List<Word> life;
    private final Random random;
    private final int[] known = new int[PEERS];

    Eye(List<Word> life, Random random) {
      this.life = life;
      this.random = random;
    }

    Observation.Route look(int second, int lag) {
      List<Observation.Row> rows = new ArrayList<>();
      for (int peer = 0; peer < PEERS; peer++) {
        known[peer] = Math.max(known[peer], second - random.nextInt(lag));
        Word word = last(life, peer, known[peer]);
        if (!word.path().hops().isEmpty()) {
          Instant latest = START.plusSeconds(known[peer]);
          Instant updated = START.plusSeconds(word.second());
          rows.add(new Observation.Row(peer(peer), word.path(), latest, updated, false));
        }
      }
      Collections.shuffle(rows, random);
      Instant query = START.plusSeconds(second);
      return new Observation.Route(query, PREFIX, query, rows);
    }
  }

  private static Map<PeerId, AsPath> end(List<Word> life) {
    Map<PeerId, AsPath> end = new HashMap<>();
    for (int peer = 0; peer < PEERS; peer++) {
      Word word = last(life, peer, LENGTH);
      if (!word.path().hops().isEmpty()) {
        end.put(peer(peer), word.path());
      }
    }
    return end;
  }

  private static Word last(List<Word> life, int peer, int until) {
    return life.stream()
        .filter(w -> w.peer() == peer && w.second() <= until)
        .max(Comparator.comparingInt(Word::second))
        .orElse(new Word(peer, 0, path()));
  }

  private static Map<PeerId, AsPath> shown(RouteBook book) {
    Map<PeerId, AsPath> shown = new HashMap<>();
    book.route(START).rows().forEach(row -> shown.put(row.peer(), row.path()));
    return shown;
  }

  private static PeerId peer(int number) {
    return new PeerId("RRC00", "192.0.2." + (number + 1));
  }
}
