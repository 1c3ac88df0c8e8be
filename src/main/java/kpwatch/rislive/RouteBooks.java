package kpwatch.rislive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import kpwatch.observation.Observation;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The routes to the watched prefixes, and to those around and inside them. Used under a lock.
 *
 * <p>No look is ever asked for the latter alone, so what becomes of them in a gap is not learned:
 * after one they begin anew.
 */
final class RouteBooks {
  private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

  /** Parts and covering routes of a few watched prefixes; more would be somebody's mischief. */
  static final int MOST = 64;

  /** A message of a prefix nobody has heard of is believed up to this age. */
  private static final Duration OLD = Duration.ofMinutes(15);

  private final Interest interest;
  private final Map<Prefix, RouteBook> books = new TreeMap<>();
  private final Set<Prefix> compared = new HashSet<>();

  RouteBooks(Interest interest) {
    this.interest = interest;
    interest.watched().forEach(p -> books.put(p, new RouteBook(p, Instant.EPOCH)));
  }

  /** There was a gap: what is known stays, but is not shown until it is compared. */
  void anew() {
    compared.clear();
    books.keySet().removeIf(p -> !interest.watches(p));
    books.values().forEach(RouteBook::anew);
  }

  /** Whether it changed what is known. */
  boolean update(Frame.Update update, Instant time, Instant now) {
    boolean changed = false;
    for (Prefix prefix : update.withdrawn()) {
      RouteBook book = books.get(prefix);
      changed |= book != null && book.told(update.peer(), Held.nothing(time));
    }
    Held route = Held.route(update.path(), update.blackholed(), time, time);
    for (Prefix prefix : update.announced()) {
      if (!books.containsKey(prefix)) {
        open(prefix, update.peer(), time, now);
      }
      RouteBook book = books.get(prefix);
      changed |= book != null && book.told(update.peer(), route);
    }
    return changed;
  }

  private void open(Prefix prefix, PeerId peer, Instant time, Instant now) {
    if (interest.beacon(prefix) || time.isBefore(now.minus(OLD))) {
      return;
    }
    if (books.size() >= MOST) {
      books.entrySet().removeIf(e -> !interest.watches(e.getKey()) && e.getValue().isEmpty());
    }
    if (books.size() < MOST) {
      LOG.debug("RIS Live shows a route to {} from {}", prefix, peer);
      books.put(prefix, new RouteBook(prefix, now.minus(OLD)));
    }
  }

  /** A session went down; whether that changed what is known. */
  boolean down(PeerId peer, Instant time) {
    Held unknown = Held.unknown(time);
    boolean changed = false;
    for (Map.Entry<Prefix, RouteBook> entry : books.entrySet()) {
      RouteBook book = entry.getValue();
      if (interest.watches(entry.getKey()) || book.knows(peer)) {
        changed |= book.told(peer, unknown);
      }
    }
    return changed;
  }

  /** How many peers had something else than the look shows. */
  int compare(Observation.Route look) {
    RouteBook book = books.get(look.prefix());
    return book == null ? 0 : book.compare(look);
  }

  /** From now on a prefix is shown, if it is a watched one; whether it was not before. */
  boolean show(Prefix prefix) {
    return interest.watches(prefix) && compared.add(prefix);
  }

  List<Observation.Route> routes(Instant now) {
    List<Observation.Route> routes = new ArrayList<>();
    books.forEach(
        (prefix, book) -> {
          if (interest.watches(prefix) ? compared.contains(prefix) : !book.isEmpty()) {
            routes.add(book.route(now));
          }
        });
    return routes;
  }
}
