package kpwatch.command;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import kpwatch.incident.PlaneTrack;
import kpwatch.incident.Tracks;
import kpwatch.notify.Sign;
import kpwatch.notify.Sign.Harm;
import kpwatch.notify.Times;
import kpwatch.watch.WatchState;

/** How the watch itself is: whether its rounds are kept, and whether its ways to look see. */
public final class WatchPulse implements Pulse {
  /** The name of the sign that tells whether the routes are seen. */
  public static final String ROUTES = "Routes";

  private final Supplier<WatchState> present;

  /**
   * @param present the state as last stored
   */
  public WatchPulse(Supplier<WatchState> present) {
    this.present = present;
  }

  @Override
  public List<Sign> signs(Instant now) {
    Tracks tracks = present.get().tracks();
    PlaneTrack probes = tracks.probePlane();
    boolean used = probes.proven().isPresent() || probes.failed().isPresent();
    boolean direct = probes.seeing() || !used || tracks.routesOnly().isPresent();
    return List.of(
        new Sign(
            "Watch",
            !WatchText.stalled(tracks, now),
            Harm.UNSEEING,
            "last round " + Times.ago(tracks.advanced(), now)),
        new Sign(
            ROUTES, tracks.routesPlane().seeing(), Harm.UNSEEING, seen(tracks.routesPlane(), now)),
        new Sign("Direct checks", direct, Harm.HALF_SEEING, seen(probes, now)));
  }

  private static String seen(PlaneTrack plane, Instant now) {
    return plane
        .proven()
        .map(at -> "last seen to work " + Times.ago(at, now))
        .orElse("not seen to work yet");
  }
}
