package kpwatch.incident;

import java.util.OptionalDouble;
import kpwatch.observation.Subject;

/** What the share of the peers that see a prefix shows of it. */
final class ShareRules {
  private final Board board;
  private final Thresholds.Routes limits;
  private final CoverFold covers;

  ShareRules(Board board, CoverFold covers) {
    this.board = board;
    this.limits = board.limits.routes();
    this.covers = covers;
  }

  /** The state that a look alone shows, given where the prefix comes from. */
  PrefixState shows(PrefixTrack track, RouteReading look) {
    double usual = usual(track, look.share());
    if (unseen(track, look, usual)) {
      return covers.covered(track) ? PrefixState.AGGREGATED : PrefixState.GONE;
    }
    return switch (track.sure()) {
      case GONE, REDUCED -> fullOrLess(look.share(), limits.backUp() * usual);
      case UP, AGGREGATED, UNKNOWN -> fullOrLess(look.share(), limits.up() * usual);
    };
  }

  /**
   * Whether the look shows no route: next to nobody has it, or only few from before the loss while
   * no host answers; and once it is gone, until half of the usual peers have it anew.
   */
  private boolean unseen(PrefixTrack track, RouteReading look, double usual) {
    double share = look.share();
    boolean silence =
        board.probePlane.seeing() && !board.voters().isEmpty() && !board.answeredLately();
    boolean leftOver =
        silence && share < limits.goneInSilence() && look.renewed(look.seeing()) < limits.gone();
    int leftOvers = (int) (limits.goneInSilence() * look.live());
    return share < limits.gone()
        || leftOver
        || (track.sure() == PrefixState.GONE
            && look.renewed(leftOvers) < limits.returned() * usual);
  }

  private static PrefixState fullOrLess(double share, double limit) {
    return share >= limit ? PrefixState.UP : PrefixState.REDUCED;
  }

  /**
   * The baseline; before two looks have made one, a look with half of the peers is as good as any.
   */
  private double usual(PrefixTrack track, double share) {
    Samples past = board.memory.of(Subject.prefix(track.prefix()));
    OptionalDouble median = past.median();
    return past.size() >= 2 && median.isPresent()
        ? median.getAsDouble()
        : Math.max(share, limits.baselineFloor());
  }
}
