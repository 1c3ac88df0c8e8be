package kpwatch.command;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import kpwatch.watch.WatchState;

/** A desk over much of everything, for fuzz targets of any package. */
public final class FuzzedDesk {
  private static final Big MUCH = new Big();
  private static final WatchState STATE = MUCH.state();
  private static final List<History.Entry> SOME = MUCH.archive().newestFirst().subList(0, 12);
  private static final Archive ARCHIVE = new Archive(since -> SOME, Instant.EPOCH);
  private static final int LONGEST = 4_000;
  private static final int LONGEST_HEADLINE = 256;

  private FuzzedDesk() {}

  /** An answer that fits into one message and has no control characters. */
  public static Reply answer(String command, Map<String, String> options) {
    return judged(fresh().answer(new Request(command, options, Night.managed()), Big.NOW));
  }

  /** The answer to a button, likewise. */
  public static Reply pressed(String button) {
    return judged(fresh().pressed(button, Night.managed(), Big.NOW));
  }

  /** One to which nobody has subscribed yet: what it says depends on one input alone. */
  static Desk fresh() {
    return new Desk(
        MUCH.network,
        Night.wording(MUCH.network),
        () -> STATE,
        ARCHIVE,
        new FakeSubscribers(),
        List.of());
  }

  private static Reply judged(Reply reply) {
    String text = reply.message().plain();
    require(text.length() <= LONGEST, "an answer of " + text.length());
    require(reply.message().headline().length() <= LONGEST_HEADLINE, "a long headline");
    require(text.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c)), "a control");
    return reply;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
