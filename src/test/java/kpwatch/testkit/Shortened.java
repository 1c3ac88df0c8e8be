package kpwatch.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kpwatch.files.Change;
import kpwatch.files.Scenario;

/** A scenario with its long spans cut, for runs that have to wait for real. */
public final class Shortened {
  private Shortened() {}

  /**
   * @param after how long it takes to the end after the last change
   * @param before how long it takes at most to each change from the one before, or from the start;
   *     the last one holds for all further changes
   */
  public static Scenario of(Scenario scenario, Duration after, Duration... before) {
    List<Change> changes = new ArrayList<>();
    Instant last = scenario.start();
    Instant at = scenario.start();
    for (Change change : scenario.changes()) {
      Duration gap = Duration.between(last, change.at());
      Duration most = before[Math.min(changes.size(), before.length - 1)];
      at = at.plus(gap.compareTo(most) > 0 ? most : gap);
      last = change.at();
      changes.add(new Change(at, change.note(), change.evidence(), change.world()));
    }
    return new Scenario(
        scenario.id(),
        scenario.title(),
        scenario.network(),
        scenario.start(),
        at.plus(after),
        scenario.initial(),
        changes,
        scenario.expectedJson());
  }
}
