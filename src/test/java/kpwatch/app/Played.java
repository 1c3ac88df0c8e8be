package kpwatch.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kpwatch.files.Scenario;
import kpwatch.files.ScenarioFile;
import kpwatch.watch.Round;

/** A built-in scenario, played by the real watch and stopped at a moment of it. */
public final class Played {
  private Played() {}

  /**
   * The rounds until then, in order.
   *
   * @param id of a scenario in the jar
   */
  public static List<Round> until(String id, Instant then) {
    List<Round> rounds = new ArrayList<>();
    try {
      new Replay(scenario(id))
          .play(
              round -> {
                if (round.at().isAfter(then)) {
                  throw new Enough();
                }
                rounds.add(round);
              },
              () -> {});
    } catch (Enough e) {
      return rounds;
    }
    return rounds;
  }

  public static Scenario scenario(String id) {
    return ScenarioFile.read(id);
  }

  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
