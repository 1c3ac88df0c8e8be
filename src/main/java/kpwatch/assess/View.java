package kpwatch.assess;

import java.time.Instant;
import java.util.Optional;
import kpwatch.incident.Tracks;

/**
 * How well we see, whatever there is to be seen.
 *
 * @param since how far the memory of what is usual reaches back
 * @param routes whether the routes can be seen at present
 * @param away the last span in which we did not run
 */
public record View(Instant since, boolean routes, Optional<Tracks.Away> away) {
  public static View of(Tracks tracks) {
    return new View(tracks.started(), tracks.routesPlane().seeing(), tracks.away());
  }
}
