package kpwatch.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import kpwatch.incident.ControlRound;
import kpwatch.incident.PlaneTrack;
import kpwatch.incident.ProbeTrack;
import kpwatch.incident.Tracks;
import kpwatch.network.Network;
import kpwatch.network.Network.Control;
import kpwatch.notify.Seen;
import kpwatch.notify.Times;
import kpwatch.watch.Budget;
import kpwatch.watch.WatchState;

/** What is said of the watch itself. */
final class WatchText {
  /** The watch takes a step every second. */
  private static final Duration STALLED = Duration.ofMinutes(2);

  private final Network network;
  private final Times times;
  private final Tracks tracks;
  private final Budget budget;
  private final Instant now;

  WatchText(Sight sight, WatchState state, Instant now) {
    this.network = sight.network();
    this.times = sight.times();
    this.tracks = state.tracks();
    this.budget = state.plan().budget();
    this.now = now;
  }

  /** One line each: its steps, its two ways to look, votes, calls. */
  List<String> lines() {
    return List.of(stepped(), routes(), probes(), controls(), votes(), budget());
  }

  /** Whether steps have stopped coming. */
  boolean stalled() {
    return stalled(tracks, now);
  }

  static boolean stalled(Tracks tracks, Instant now) {
    return Duration.between(tracks.advanced(), now).compareTo(STALLED) > 0;
  }

  private String stepped() {
    return (stalled() ? "[x]" : "[ok]")
        + " Watch: last step "
        + times.when(tracks.advanced(), now)
        + ", "
        + Times.ago(tracks.advanced(), now)
        + "; remembers since "
        + times.dated(tracks.started());
  }

  private String routes() {
    PlaneTrack plane = tracks.routesPlane();
    Optional<Instant> look = new Seen(network, tracks).lastLook();
    String last =
        look.map(at -> "; last valid look " + times.when(at, now) + ", " + Times.ago(at, now))
            .orElse("; no valid look yet");
    return plane.seeing()
        ? "[ok] Routes (RIPE RIS): seen" + last
        : "[x] Routes (RIPE RIS): blind since " + times.when(blindSince(plane), now) + last;
  }

  /** When a way to look last showed that it sees. */
  static Instant blindSince(PlaneTrack plane) {
    return plane.proven().orElse(plane.since());
  }

  private String probes() {
    PlaneTrack plane = tracks.probePlane();
    String answered =
        plane
            .proven()
            .map(
                at ->
                    "; the reference sites last answered "
                        + times.when(at, now)
                        + ", "
                        + Times.ago(at, now))
            .orElse("; the reference sites have not answered yet");
    if (tracks.routesOnly().isPresent()) {
      return "[?] Direct checks: routes only from here, no server has answered often enough since "
          + times.dated(tracks.started())
          + "; each is tried once an hour";
    }
    if (plane.seeing()) {
      return "[ok] Direct checks: see" + answered;
    }
    boolean never = plane.proven().isEmpty() && plane.failed().isEmpty();
    return never
        ? "[?] Direct checks: none made yet, or switched off"
        : "[x] Direct checks: blind since " + times.when(blindSince(plane), now) + answered;
  }

  private String controls() {
    Optional<String> answered = new Seen(network, tracks).answered();
    ControlRound abroad = tracks.controls().get(Control.Kind.REGIME_ABROAD);
    return (tracks.nearSideFails() || !tracks.probePlane().seeing() ? "[?]" : "[ok]")
        + " Elsewhere: "
        + answered.orElse("not asked yet")
        + (abroad == null
            ? ""
            : "; the regime's own sites abroad "
                + abroad.answered()
                + " of "
                + abroad.asked()
                + " (context, no vote)");
  }

  private String votes() {
    long addresses =
        tracks.probes().keySet().stream()
            .filter(s -> s.kind() == kpwatch.observation.Subject.Kind.ADDRESS)
            .count();
    long names = tracks.nameservers().stream().filter(ProbeTrack::votes).count();
    boolean some = !tracks.voters().isEmpty();
    return (some ? "[ok]" : "[?]")
        + " Votes: "
        + tracks.voters().size()
        + " of "
        + addresses
        + " addresses and "
        + names
        + " of "
        + tracks.nameservers().size()
        + " name servers have earned one"
        + (some ? "" : "; until then the routes alone count");
  }

  private String budget() {
    Budget.Calls calls = budget.since(now.minus(Duration.ofHours(24)));
    return (budget.left() > 0 ? "[ok]" : "[?]")
        + " RIPEstat: "
        + counted(calls.all())
        + " calls in 24 h of "
        + counted(budget.daily())
        + (budget.incident().isPresent() ? " in a day with an incident" : "")
        + " ("
        + calls.spread()
        + " spread, "
        + calls.bursts()
        + " bursts, "
        + calls.validations()
        + " RPKI, "
        + calls.peers()
        + " rrc-info), reserve "
        + (budget.reserve() == 0 ? 0 : 100 * budget.left() / budget.reserve())
        + " %"
        + (budget.left() > 0 ? "" : ": until it is back, only the regular calls are made");
  }

  private static String counted(int calls) {
    return String.format(Locale.ROOT, "%,d", calls);
  }
}
