package kpwatch.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Counts losses and returns, and tells when coming and going is one thing. */
final class FlipFold {
  private final Board board;
  private final Thresholds.Unstable limits;

  FlipFold(Board board) {
    this.board = board;
    this.limits = board.limits.unstable();
  }

  /**
   * Notes what came or went, before the incidents are moved to the scope that holds now. Routes are
   * lost by what is sure of them: a host that contradicts a loss brings nothing back.
   */
  void take(Optional<Scope> holds) {
    Instant oldest = board.now.minus(limits.window());
    board.flips.removeIf(flip -> flip.at().isBefore(oldest));
    Optional<Scope> before =
        board.open.stream().flatMap(i -> i.scope().stream()).max(Comparator.naturalOrder());
    boolean lost = lost(board.prefixes.values());
    if (lost != lost(board.prefixesBefore())) {
      board.flips.add(new Flip(board.now, Flip.Kind.ROUTES));
    } else if (!lost && troubled(holds) != troubled(before)) {
      board.flips.add(new Flip(board.now, Flip.Kind.SERVERS));
    }
  }

  private boolean lost(Collection<PrefixTrack> tracks) {
    List<PrefixTrack> lately =
        tracks.stream().filter(t -> !board.old(t.change().map(Change::onset))).toList();
    return lately.stream().anyMatch(t -> t.sure() == PrefixState.GONE)
        || (!lately.isEmpty() && lately.stream().allMatch(t -> t.sure() == PrefixState.REDUCED));
  }

  private static boolean troubled(Optional<Scope> scope) {
    return scope.equals(Optional.of(Scope.DEGRADED));
  }

  /**
   * Since when an incident comes and goes, while it does.
   *
   * @param widest its widest scope: without a loss of routes more is needed
   * @param since the answer so far
   */
  Optional<Instant> unstable(Scope widest, Optional<Instant> since) {
    Flip.Kind kind = widest.routesLost() ? Flip.Kind.ROUTES : Flip.Kind.SERVERS;
    if (!widest.routesLost() && widest != Scope.DEGRADED) {
      return Optional.empty();
    }
    long count = board.flips.stream().filter(f -> f.kind() == kind).count();
    boolean quiet =
        board.flips.stream()
            .filter(f -> f.kind() == kind)
            .noneMatch(f -> f.at().plus(limits.quiet()).isAfter(board.now));
    int many = kind == Flip.Kind.ROUTES ? limits.flips() : limits.degradedFlips();
    if (since.isPresent()) {
      return quiet ? Optional.empty() : since;
    }
    return count >= many && !quiet ? Optional.of(board.now) : Optional.empty();
  }
}
