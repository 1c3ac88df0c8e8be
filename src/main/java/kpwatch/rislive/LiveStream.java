package kpwatch.rislive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import kpwatch.network.Network;
import kpwatch.observation.Observation;
import kpwatch.observation.PeerId;
import kpwatch.observation.Prefix;
import kpwatch.observation.RouteStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the stream has said so far, and whether it is heard. Fed by whoever holds the connection;
 * time is given. Thread-safe; frames are given by one thread at a time.
 */
public final class LiveStream implements RouteStream {
  private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

  /** A message stamped so long ago is news of the past: {@code facts}, RIS Live on bad days. */
  private static final Duration OVERDUE = Duration.ofSeconds(180);

  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(30);

  /** Parts and covering routes of a few watched prefixes; more would be somebody's mischief. */
  private static final int MOST_PREFIXES = 256;

  private final Interest interest;
  private final FrameReader reader;
  private final Hearing hearing = new Hearing();
  private final Map<Prefix, RouteBook> books = new TreeMap<>();
  private final Set<Prefix> compared = new HashSet<>();

  /** Sessions that came up, since when; and those that are down. */
  private final Map<PeerId, Instant> up = new HashMap<>();

  private Optional<Instant> since = Optional.empty();
  private String why = "not connected yet";
  private Optional<Instant> overdue = Optional.empty();
  private Optional<Instant> said = Optional.empty();
  private Optional<Instant> message = Optional.empty();
  private boolean news = true;
  private long frames;
  private long malformed;

  public LiveStream(Network network) {
    interest = new Interest(network);
    reader = new FrameReader(interest);
    interest.watched().forEach(p -> books.put(p, new RouteBook(p)));
  }

  /**
   * How the stream is.
   *
   * @param since since when it has been heard; empty while it is not
   * @param why one line on why it is not heard; empty while it is
   * @param message the last frame of any kind, by our clock
   * @param frames how many came since the start, and how many of them could not be read
   */
  public record Signs(
      Optional<Instant> since,
      String why,
      Optional<Instant> message,
      long frames,
      long malformed) {}

  public synchronized Signs signs(Instant now) {
    listen(now);
    return new Signs(since, why, message, frames, malformed);
  }

  /** A connection is open; what it says from now on counts. */
  public synchronized void opened(Instant now) {
    hearing.opened(now);
    books.values().forEach(RouteBook::reopened);
    up.clear();
    listen(now);
  }

  /**
   * Takes one frame as it came, however broken.
   *
   * @return whether it changed what is known, so that somebody may want to ask for {@link #news}
   */
  public boolean frame(String text, Instant now) {
    Frame frame = reader.read(text);
    synchronized (this) {
      frames++;
      message = Optional.of(now);
      boolean heard = since.isPresent();
      boolean changed = taken(frame, now);
      news |= changed;
      return changed || (!heard && since.isPresent());
    }
  }

  private boolean taken(Frame frame, Instant now) {
    if (frame instanceof Frame.Malformed broken) {
      malformed++;
      if (Long.bitCount(malformed) == 1) {
        LOG.warn(
            "RIS Live sent what is no frame ({}), for the {}. time", broken.reason(), malformed);
      }
      return false;
    }
    if (frame instanceof Frame.Complaint complaint) {
      LOG.warn("RIS Live complains: {}", complaint.message());
      return false;
    }
    hearing.proven(now);
    listen(now);
    if (frame instanceof Frame.Session session) {
      return session(session, now);
    }
    return frame instanceof Frame.Update update && update(update, now);
  }

  private boolean session(Frame.Session session, Instant now) {
    if (session.up()) {
      up.put(session.peer(), capped(session.time(), now));
      return false;
    }
    up.remove(session.peer());
    boolean changed = false;
    Held unknown = Held.unknown(capped(session.time(), now), true);
    for (RouteBook book : books.values()) {
      changed |= book.told(session.peer(), unknown);
    }
    return changed;
  }

  private boolean update(Frame.Update update, Instant now) {
    Instant time = capped(update.time(), now);
    boolean changed = false;
    for (Prefix prefix : update.withdrawn()) {
      changed |= told(prefix, update.peer(), Held.nothing(time, true), now);
    }
    for (Prefix prefix : update.announced()) {
      Held route = Held.route(update.path(), update.blackholed(), time, time, true);
      changed |= told(prefix, update.peer(), route, now);
    }
    if (changed && time.isBefore(now.minus(OVERDUE))) {
      overdue = Optional.of(now);
    }
    return changed;
  }

  /** A time stamp from the future would shut the way to all that comes after it. */
  private static Instant capped(Instant time, Instant now) {
    return time.isAfter(now) ? now : time;
  }

  private boolean told(Prefix prefix, PeerId peer, Held next, Instant now) {
    if (interest.beacon(prefix)) {
      hearing.beacon(now);
      return false;
    }
    RouteBook book = books.get(prefix);
    if (book == null) {
      if (next.has() != Held.Has.ROUTE || books.size() >= MOST_PREFIXES) {
        return false;
      }
      LOG.info("RIS Live shows a route to {} from {}", prefix, peer);
      book = new RouteBook(prefix);
      books.put(prefix, book);
    }
    return book.told(peer, next);
  }

  /** The connection is gone; what is known stays until it is compared anew. */
  public synchronized void closed(String reason, Instant now) {
    hearing.closed(reason);
    listen(now);
  }

  /** Notices whether it is heard now. */
  private void listen(Instant now) {
    String fault = hearing.fault(now).orElse("");
    if (fault.isEmpty() == since.isPresent() && fault.equals(why)) {
      return;
    }
    news = true;
    why = fault;
    if (!fault.isEmpty()) {
      if (since.isPresent()) {
        LOG.info("RIS Live is not heard: {}; polling goes on alone", fault);
      }
      since = Optional.empty();
    } else {
      since = Optional.of(now);
      compared.clear();
      LOG.info("RIS Live is heard; what it may have missed is compared with looking-glass");
    }
  }

  @Override
  public synchronized Optional<Observation.Streamed> news(Instant now) {
    listen(now);
    boolean due =
        said.filter(at -> now.isBefore(at.plus(SIGN_OF_LIFE)) && !at.isAfter(now)).isEmpty();
    if (!news && !due) {
      return Optional.empty();
    }
    news = false;
    said = Optional.of(now);
    List<Observation.Route> routes = new ArrayList<>();
    if (since.isPresent()) {
      books.forEach(
          (prefix, book) -> {
            if (interest.watches(prefix) ? compared.contains(prefix) : !book.isEmpty()) {
              routes.add(book.route(now));
            }
          });
    }
    return Optional.of(new Observation.Streamed(now, since, why, overdue, routes));
  }

  @Override
  public synchronized void compare(Observation.Route look) {
    RouteBook book = books.get(look.prefix());
    if (book == null) {
      return;
    }
    listen(look.at());
    int differing = book.compare(look, up);
    boolean first =
        since.isPresent() && interest.watches(look.prefix()) && compared.add(look.prefix());
    news |= first || differing > 0;
    if (differing > 0 && !first && since.isPresent()) {
      LOG.info(
          "RIS Live had missed {} changes of {}; looking-glass has them", differing, look.prefix());
    }
  }
}
