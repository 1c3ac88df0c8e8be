package kpwatch.watch;

import java.util.List;
import kpwatch.observation.Observation;

/** What a look brought: one observation or {@code Missing} for each thing asked. */
public record Outcome(Look look, List<Observation> seen) {
  public Outcome {
    seen = List.copyOf(seen);
  }
}
