package kpwatch.rislive;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import kpwatch.observation.Observation;
import kpwatch.testkit.fuzz.Recordings;

/**
 * Any lines as the frames of RIS Live: each is read or malformed, and what is kept of them is
 * bounded.
 */
@Recordings("rislive/*.jsonl")
public final class FramesFuzz {
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
  private static final int MOST_HOPS = 1024;
  private static final int LONGEST_COMPLAINT = 200;

  private FramesFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    FrameReader reader = new FrameReader(new Interest(Watching.KP));
    LiveStream stream = new LiveStream(Watching.KP);
    stream.opened(NOON);
    Instant now = NOON;
    for (String line : new String(input, StandardCharsets.UTF_8).split("\n", 200)) {
      now = now.plusSeconds(1);
      judged(reader.read(line));
      stream.frame(line, now);
      stream.news(now).ifPresent(FramesFuzz::bounded);
    }
    stream.closed("cut", now);
  }

  private static void judged(Frame frame) {
    if (frame instanceof Frame.Update update) {
      require(update.path().hops().size() <= MOST_HOPS, "too many hops");
      require(!update.announced().isEmpty() || !update.withdrawn().isEmpty(), "says nothing");
    } else if (frame instanceof Frame.Complaint complaint) {
      require(complaint.message().length() <= LONGEST_COMPLAINT, "a long complaint");
      require(complaint.message().chars().noneMatch(Character::isISOControl), "a control");
    }
  }

  private static void bounded(Observation.Streamed news) {
    for (Observation.Route route : news.routes()) {
      require(route.rows().size() <= RouteBook.MOST, "too many rows");
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
