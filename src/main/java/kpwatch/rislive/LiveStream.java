package kpwatch.rislive;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import kpwatch.network.Network;
import kpwatch.observation.Observation;
import kpwatch.observation.RouteStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the stream has said so far, and whether it is heard. Fed by whoever holds the connection;
 * time is given. Thread-safe; frames are given by one thread at a time.
 */
public final class LiveStream implements RouteStream, Ear {
  private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

  /** A message stamped so long ago is news of the past: {@code facts}, RIS Live on bad days. */
  private static final Duration OVERDUE = Duration.ofSeconds(180);

  /** A message stamped so far ahead of our clock has a wrong stamp; less may be our own fault. */
  private static final Duration AHEAD = Duration.ofMinutes(10);

  /**
   * A look asked for as soon as the stream is heard may bear a time shortly before: it knows whole
   * seconds of another clock.
   */
  private static final Duration UNEVEN = Duration.ofSeconds(5);

  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(30);

  private final Interest interest;
  private final FrameReader reader;
  private final RouteBooks books;
  private final Hearing hearing = new Hearing();
  private Optional<Instant> since = Optional.empty();
  private Optional<String> fault = hearing.fault(Instant.EPOCH);
  private Optional<Instant> overdue = Optional.empty();
  private Optional<Instant> said = Optional.empty();
  private Optional<Instant> message = Optional.empty();
  private boolean news = true;
  private long frames;
  private long malformed;

  public LiveStream(Network network) {
    interest = new Interest(network);
    reader = new FrameReader(interest);
    books = new RouteBooks(interest);
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
    return new Signs(since, fault.orElse(""), message, frames, malformed);
  }

  /** A connection is open; what it says from now on counts. */
  @Override
  public synchronized void opened(Instant now) {
    hearing.opened(now);
    listen(now);
  }

  /**
   * Takes one frame as it came, however broken.
   *
   * @return whether it changed what is known, so that somebody may want to ask for {@link #news}
   */
  @Override
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
      LOG.warn("RIS Live complains: {}; all is compared anew", complaint.message());
      since = since.map(at -> now);
      books.anew();
      return true;
    }
    hearing.proven(now);
    listen(now);
    if (frame instanceof Frame.Down down) {
      return books.down(down.peer(), believed(down.time(), now));
    }
    return frame instanceof Frame.Update update && update(update, now);
  }

  private boolean update(Frame.Update update, Instant now) {
    if (Stream.concat(update.announced().stream(), update.withdrawn().stream())
        .anyMatch(interest::beacon)) {
      hearing.beacon(now);
    }
    Instant time = believed(update.time(), now);
    boolean changed = books.update(update, time, now);
    if (changed && time.isBefore(now.minus(OVERDUE))) {
      overdue = Optional.of(now);
    }
    return changed;
  }

  /** A time stamp from the far future would shut the way to all that comes after it. */
  private static Instant believed(Instant time, Instant now) {
    return time.isAfter(now.plus(AHEAD)) ? now : time;
  }

  /** The connection is gone; what is known stays until it is compared anew. */
  @Override
  public synchronized void closed(String reason, Instant now) {
    hearing.closed(reason);
    listen(now);
  }

  /** Notices whether it is heard now. */
  private void listen(Instant now) {
    since = since.map(at -> at.isAfter(now) ? now : at);
    Optional<String> before = fault;
    fault = hearing.fault(now);
    if (fault.equals(before)) {
      return;
    }
    news = true;
    if (fault.isEmpty()) {
      since = Optional.of(now);
      books.anew();
      LOG.info("RIS Live is heard; what it may have missed is compared with looking-glass");
    } else {
      if (since.isPresent()) {
        LOG.info("RIS Live is not heard: {}; polling goes on alone", fault.get());
      }
      since = Optional.empty();
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
    List<Observation.Route> routes = since.isPresent() ? books.routes(now) : List.of();
    return Optional.of(new Observation.Streamed(now, since, fault.orElse(""), overdue, routes));
  }

  /** A look of before the stream was heard does not tell what was missed until then. */
  @Override
  public synchronized void compare(Observation.Route look) {
    int differing = books.compare(look);
    boolean first =
        since.filter(at -> !look.queryTime().isBefore(at.minus(UNEVEN))).isPresent()
            && books.show(look.prefix());
    news |= first || differing > 0;
    if (differing > 0 && !first && since.isPresent()) {
      LOG.info("{} peers have other routes to {} by looking-glass", differing, look.prefix());
    }
  }
}
