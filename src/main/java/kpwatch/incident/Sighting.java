package kpwatch.incident;

import java.time.Instant;
import kpwatch.observation.Subject;

/**
 * One observation, by what it shows and when it was made.
 *
 * @param at the observation's own time; a look at a prefix also shows its lines and the country,
 *     one at a control the probe plane
 */
public record Sighting(Subject subject, Instant at) {
  public static Sighting of(Departure departure) {
    return new Sighting(departure.subject(), departure.first());
  }
}
