package kpwatch.command;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says something once a day to each chat and then is silent there. Remembers the latest chats only,
 * so that strangers cannot fill the memory. Thread-safe.
 */
public final class DailyNotice {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int MOST = 10_000;

  private final Map<String, Instant> said = new LinkedHashMap<>();

  /** Whether it is to be said there now; it counts as said then. */
  public synchronized boolean due(String home, Instant now) {
    Instant last = said.get(home);
    if (last != null && !now.isBefore(last) && now.isBefore(last.plus(DAY))) {
      return false;
    }
    said.remove(home);
    said.put(home, now);
    if (said.size() > MOST) {
      said.remove(said.keySet().iterator().next());
    }
    return true;
  }
}
